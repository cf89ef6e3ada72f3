-- Houses on phones, and the monthly sample: which fiftieth of the records is looked at again.

-- Before this a house that came with its building had no instant of its own; devices ask by it.
update library_record set touched_at = changed_at where register = 'HOUSE' and touched_at = 'epoch';

create index library_house_touched on library_record (district, community, touched_at, id) where register = 'HOUSE';

-- As library_touched, of houses.
create function library_houses_touched(of_community text, after timestamptz, after_id uuid, most int)
  returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
    select id from library_record
    where district = current_district() and community = of_community and register = 'HOUSE'
      and (touched_at, id) > (after, after_id)
    order by touched_at, id
    limit most
  $$;

-- Ids are hashes: their first 28 bits divide the records evenly; the same sum as isSampled of packages/core. A column,
-- because row policies keep a sum over functions that are not leak-proof from using an index.
alter table library_record add column part int not null
  generated always as (('x' || substr(id::text, 1, 7))::bit(28)::int % 50) stored;
comment on column library_record.part is 'Which fiftieth of the records it belongs to; one of them is the sample of a month.';
create index library_record_of_part on library_record (district, part, register);
