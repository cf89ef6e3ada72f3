-- What ended long ago is kept once: its state is what its packed facts fold to, its figures may be daily sums alone.

alter table case_row alter column state_doc drop not null;
comment on column case_row.state_doc is
  'The folded state that deciding loads. Null once the facts are packed: then they are folded when somebody asks.';

-- json: written as it is, where jsonb took twice the processor time and a third more room; nobody asks inside of it.
drop view every_fact;
alter table fact_pack alter column facts type json using facts::json;
create view every_fact with (security_invoker = true) as
  select district, seq, kind, stream, version, type, at, data, command_id, hash, recorded_at from fact
  union all
  select p.district, p.seqs[f.n], p.kind, p.stream, p.version_from + f.n::int - 1, f.data->>'type',
    to_timestamp((f.data->>'at')::bigint / 1000.0), f.data::jsonb, p.command_ids[f.n],
    substring(p.hashes from 32 * f.n::int - 31 for 32), p.recorded_at[f.n]
  from fact_pack p cross join lateral json_array_elements(p.facts) with ordinality as f(data, n);
comment on view every_fact is
  'The whole log, wherever a fact lies. To be asked by stream; a stretch of the log is read by fact_pack.blocks.';
grant select on every_fact to gezhi_app, gezhi_read;

create or replace function pack_cases(of_district int, cases uuid[], closed_before timestamptz) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
declare ended uuid[]; moved int;
begin
  if of_district is distinct from current_district() then
    raise exception 'case of another district' using errcode = '42501';
  end if;
  ended := array(select id from case_row
    where district = of_district and id = any(cases) and not open and closed_at < closed_before
    order by id for update);
  with gone as (
    delete from fact where district = of_district and stream = any(ended) and kind = 'case' returning *
  ), packed as (
    insert into fact_pack (district, stream, version_from, kind, seqs, blocks, facts, command_ids, hashes, recorded_at)
    select district, stream, min(version), kind, array_agg(seq order by version),
      array_agg(distinct (seq / 1024)::int), json_agg(data order by version),
      array_agg(command_id order by version), string_agg(hash, ''::bytea order by version),
      array_agg(recorded_at order by version)
    from gone group by district, stream, kind
  )
  select count(*) into moved from gone;
  update case_row set state_doc = null
    where district = of_district and id = any(ended) and state_doc is not null;
  return moved;
end $$;

alter table figure_mark add column units_from date;
comment on column figure_mark.units_from is
  'First day from which every contribution is kept as a row; before it there are daily sums alone. Null: all rows are there.';
