-- Ten million cases: facts of cases that ended long ago move into one row a case, with the hashes they were chained by.

create table fact_pack (
  district     int not null,
  stream       uuid not null,
  version_from int not null,
  kind         text not null,
  seqs         bigint[] not null,
  blocks       int[] not null,
  facts        jsonb not null,
  command_ids  uuid[] not null,
  hashes       bytea not null,
  recorded_at  timestamptz[] not null,
  primary key (district, stream, version_from)
);
comment on table fact_pack is
  'Facts of one case that ended long ago, in order, as every_fact gives them again: data in facts, 32 bytes of hash each. '
  'A case that went on afterwards has its later facts in fact, and a second pack when it ended again.';
comment on column fact_pack.blocks is 'seq / 1024 of its facts, each once: finds the packs that hold a stretch of the log.';
create index fact_pack_by_block on fact_pack using gin (blocks) with (fastupdate = off);

alter table fact_pack enable row level security;
create policy fact_pack_app on fact_pack to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy fact_pack_of_case_read on fact_pack for select to gezhi_read
  using (district = (select current_district()) and kind = 'case' and case_visible(district, stream));
grant select on fact_pack to gezhi_app, gezhi_read;

-- lz4 costs a third of the processor time of the default (docs/adr/0010); not every build of PostgreSQL has it.
do $$ begin
  alter table fact_pack alter column facts set compression lz4;
  alter table case_row alter column state_doc set compression lz4;
exception when feature_not_supported then null;
end $$;

create view every_fact with (security_invoker = true) as
  select district, seq, kind, stream, version, type, at, data, command_id, hash, recorded_at from fact
  union all
  select p.district, p.seqs[f.n], p.kind, p.stream, p.version_from + f.n::int - 1, f.data->>'type',
    to_timestamp((f.data->>'at')::bigint / 1000.0), f.data, p.command_ids[f.n],
    substring(p.hashes from 32 * f.n::int - 31 for 32), p.recorded_at[f.n]
  from fact_pack p cross join lateral jsonb_array_elements(p.facts) with ordinality as f(data, n);
comment on view every_fact is
  'The whole log, wherever a fact lies. To be asked by stream; a stretch of the log is read by fact_pack.blocks.';
grant select on every_fact to gezhi_app, gezhi_read;

-- The only way in which a fact ever leaves its table: into a pack, in one statement, of a case that ended before a day.
-- Its row is locked first: a case that is taken up again at this moment either stays, or goes on behind its pack.
create function pack_cases(of_district int, cases uuid[], closed_before timestamptz) returns int
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
      array_agg(distinct (seq / 1024)::int), jsonb_agg(data order by version),
      array_agg(command_id order by version), string_agg(hash, ''::bytea order by version),
      array_agg(recorded_at order by version)
    from gone group by district, stream, kind
  )
  select count(*) into moved from gone;
  return moved;
end $$;
revoke all on function pack_cases from public;
grant execute on function pack_cases to gezhi_app;

-- A share of ten million rows is too late: the open cases among them change a hundred times a day. Counts, not shares.
alter table case_row set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000);
alter table case_order set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 100000);
alter table fact set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200000,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 200000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 200000);
alter table fact_pack set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000);
alter table command set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 200000);
alter table contribution set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 200000);
-- Small and always changing: read by every desk and by the scheduler each second.
alter table case_task set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
  autovacuum_analyze_scale_factor = 0.05, fillfactor = 80);
alter table deadline set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, fillfactor = 80);
