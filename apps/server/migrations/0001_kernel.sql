-- The log of facts, the answers to commands, running deadlines and reading positions: what every feature stands on.

create extension if not exists postgis;
create extension if not exists pg_trgm;

-- Roles belong to the whole cluster, not to this database: another database may have made them.
do $$ begin create role gezhi_app nologin; exception when duplicate_object then null; end $$;
do $$ begin create role gezhi_read nologin; exception when duplicate_object then null; end $$;
do $$ begin execute format('grant gezhi_app, gezhi_read to %I', current_user); end $$;

-- The district that the running transaction is bound to; null outside readAs and writeAs, so that no row fits.
create function current_district() returns int
  language sql stable parallel safe
  return nullif(current_setting('gezhi.district', true), '')::int;

create table fact (
  district    int not null,
  seq         bigint not null,
  kind        text not null,
  stream      uuid not null,
  version     int not null,
  type        text not null,
  at          timestamptz not null,
  data        jsonb not null,
  command_id  uuid not null,
  hash        bytea not null,
  recorded_at timestamptz not null default now(),
  primary key (district, seq),
  unique (district, stream, version)
);
comment on table fact is
  'What happened, append-only. Neither role of the program may update or delete. data is the whole fact; '
  'hash = sha256(hash of the row before, canonical JSON of this row).';

create table chain_head (
  district int primary key,
  seq      bigint not null,
  hash     bytea not null
);
comment on table chain_head is
  'Last fact of each district. Its row lock is held until commit, so seq follows the order of commits without gaps.';

create table command (
  district    int not null,
  id          uuid not null,
  actor_post  text not null,
  kind        text not null,
  stream      uuid not null,
  fingerprint bytea not null,
  refused     boolean not null,
  answer      json not null,
  at          timestamptz not null,
  primary key (district, id)
);
comment on table command is
  'First answer to each command, accepted or refused; sent again, the same command is answered from here. '
  'json, not jsonb: the answer is repeated byte by byte.';

create table deadline (
  district   int not null,
  kind       text not null,
  stream     uuid not null,
  key        text not null,
  due_at     timestamptz not null,
  held_until timestamptz,
  attempts   int not null default 0,
  primary key (district, kind, stream, key)
);
create index deadline_by_due on deadline (due_at, district, stream, key);
comment on table deadline is
  'Exactly the running deadlines of all streams. held_until: a worker is at it; a lost worker loses only its hold.';

create table feed_cursor (
  district   int not null,
  name       text not null,
  seq        bigint not null,
  held_by    uuid,
  held_until timestamptz,
  primary key (district, name)
);
comment on table feed_cursor is 'Last fact that a durable reader has finished with.';

create table demo_clock (
  district  int primary key,
  offset_ms bigint not null
);
comment on table demo_clock is
  'How far the clock of a demonstration is ahead of real time; one row, district 0. Empty elsewhere.';

alter table fact enable row level security;
alter table chain_head enable row level security;
alter table command enable row level security;
alter table deadline enable row level security;
create policy fact_app on fact to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy chain_head_app on chain_head to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy command_app on command to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy deadline_app on deadline to gezhi_app
  using (district = current_district()) with check (district = current_district());

grant select, insert on fact to gezhi_app;
grant select, insert, update on chain_head to gezhi_app;
grant select, insert on command to gezhi_app;
grant select, insert, update, delete on deadline to gezhi_app;
-- Readers see a fact only through a policy of the feature that owns its kind; without one they see none.
grant select on fact to gezhi_read;
