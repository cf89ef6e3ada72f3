-- What administrators must know of a lost device: what it had not sent, why it was signed out, and what came of it.

alter table device
  add column unsent int check (unsent >= 0),
  add column revoked_reason text check (char_length(revoked_reason) <= 200),
  add column told_at timestamptz,
  add column taken uuid[] not null default '{}',
  add column not_taken uuid[] not null default '{}';
comment on column device.unsent is 'Commands that the device said it had not sent yet; null: it has not said.';
comment on column device.told_at is 'When a device that was signed out remotely learned of it: then it forgets what it holds.';
comment on column device.taken is 'Commands that came after the sign-out and were taken; not_taken: were refused. By id: answers get lost.';

create index device_by_seen on device (district, last_seen_at desc, id desc);
