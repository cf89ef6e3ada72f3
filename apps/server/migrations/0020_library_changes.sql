-- When a record last changed in any way: devices ask for what changed since they asked last.

alter table library_record add column touched_at timestamptz not null default 'epoch';
comment on column library_record.touched_at is 'Last change by a load or by what people said.';
create index library_record_touched on library_record (district, community, touched_at, id)
  where register not in ('HOUSE', 'COMPONENT');

-- As library_by_words: ids of one community, a community at a time, in the order in which they changed.
create function library_touched(of_community text, after timestamptz, after_id uuid, most int)
  returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
    select id from library_record
    where district = current_district() and community = of_community and register not in ('HOUSE', 'COMPONENT')
      and (touched_at, id) > (after, after_id)
    order by touched_at, id
    limit most
  $$;
