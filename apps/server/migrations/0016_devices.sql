-- Devices that keep work and data of one person: bound when the person signs in there, signed out remotely when lost.

create table device (
  district      int not null,
  id            uuid not null,
  person        text not null,
  name          text not null,
  app_version   text not null,
  delivery_hash bytea not null,
  secret        bytea not null,
  session_hash  bytea,
  bound_at      timestamptz not null,
  last_seen_at  timestamptz not null,
  revoked_at    timestamptz,
  revoked_by    text,
  delivered_at  timestamptz,
  primary key (district, id)
);
create index device_by_person on device (district, person, id);
comment on table device is
  'One row a person and device. delivery_hash: SHA-256 of the key with which a device that was signed out remotely may '
  'deliver what it had not sent. secret: what the device seals with; it is worth nothing without the device. '
  'session_hash: SHA-256 of the token of the session that was begun there last.';

alter table device enable row level security;
create policy device_app on device to gezhi_app
  using (district = current_district()) with check (district = current_district());
grant select, insert, update on device to gezhi_app;
