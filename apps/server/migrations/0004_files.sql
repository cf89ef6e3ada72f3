-- Uploaded files by content. The bytes lie outside the database under the same name.

create table file (
  district   int not null,
  hash       text not null check (hash ~ '^[0-9a-f]{64}$'),
  mime       text not null,
  bytes      bigint not null,
  width      int,
  height     int,
  has_copy   boolean not null,
  has_thumb  boolean not null,
  owner      text not null,
  created_at timestamptz not null,
  primary key (district, hash)
);
create index file_by_age on file (district, created_at);
comment on table file is
  'hash: SHA-256 of the original bytes. owner: post of the first who sent it, empty for visitors without a key.';

create table file_read (
  district int not null,
  id       uuid not null,
  at       timestamptz not null,
  hash     text not null,
  post     text not null,
  person   text not null,
  role     text not null,
  org      text not null,
  purpose  text not null,
  primary key (district, id)
);
create index file_read_by_hash on file_read (district, hash, at);
comment on table file_read is
  'Who opened an original (with place and device of the camera) for what: append-only (domain specification §4.5, R-P-31).';

alter table file enable row level security;
alter table file_read enable row level security;
create policy file_district on file to gezhi_app, gezhi_read
  using (district = current_district()) with check (district = current_district());
create policy file_read_district on file_read to gezhi_app
  using (district = current_district()) with check (district = current_district());

grant select, insert, update, delete on file to gezhi_app;
grant select on file to gezhi_read;
grant select, insert on file_read to gezhi_app;

create table upload (
  district int not null,
  id       text not null,
  hash     text not null,
  at       timestamptz not null,
  primary key (district, id)
);
comment on table upload is
  'Finished uploads of the last day: a client whose last answer was lost asks here what its file is called.';
alter table upload enable row level security;
create policy upload_district on upload to gezhi_app
  using (district = current_district()) with check (district = current_district());
grant select, insert, update, delete on upload to gezhi_app;
