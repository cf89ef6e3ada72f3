-- Who was told what, when, by which way, and whether it arrived: part of every case's story.

create table notice (
  district    int not null,
  id          uuid not null,
  case_id     uuid not null,
  key         text not null,
  recipient   text not null,
  person      text not null,
  role        text not null,
  org         text not null,
  kind        text not null,
  urgency     text not null,
  details     jsonb not null,
  until       text,
  due_at      timestamptz,
  at          timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  settled_at  timestamptz,
  read_at     timestamptz,
  primary key (district, id),
  unique (district, case_id, key, recipient)
);
comment on table notice is
  'One row a recipient. recipient: a post, or contact:<id> for a reporter without one. details: codes only, never names '
  'or words. until: what must still wait for the notice to matter; settled_at: it waits no longer.';
create index notice_inbox on notice (district, recipient, at desc, id desc);
create index notice_unread on notice (district, recipient) where read_at is null and settled_at is null;
create index notice_open on notice (district, case_id) where settled_at is null and until is not null;
create index notice_recorded on notice (recorded_at);

create table notice_delivery (
  district     int not null,
  notice       uuid not null,
  channel      text not null check (channel in ('PUSH', 'WECOM', 'DINGTALK', 'SMS')),
  recipient    text not null,
  loud         boolean not null,
  state        text not null check (state in ('WAITING', 'DELIVERED', 'FAILED')),
  attempts     int not null default 0,
  next_at      timestamptz not null,
  held_until   timestamptz,
  tried_at     timestamptz,
  delivered_at timestamptz,
  failure      text,
  primary key (district, notice, channel)
);
comment on table notice_delivery is
  'Messages that leave the house. All that waits for one recipient and channel leaves as one message; a channel that '
  'fails for good hands on to the next. recipient: a post, an organisation (group chats) or contact:<id>.';
create index notice_delivery_due on notice_delivery (next_at) where state = 'WAITING';
create index notice_delivery_last on notice_delivery (district, recipient, channel, delivered_at desc)
  where state = 'DELIVERED';

create table notice_habit (
  district  int not null,
  post      text not null,
  on_call   boolean not null,
  away_from timestamptz,
  away_to   timestamptz,
  primary key (district, post),
  check ((away_from is null) = (away_to is null) and (away_to is null or away_to > away_from))
);
comment on table notice_habit is 'What a post has said about being told; without a row: on call, not away.';

create table push_device (
  district   int not null,
  id         uuid not null,
  post       text not null,
  person     text not null,
  endpoint   text not null,
  p256dh     text not null,
  auth       text not null,
  created_at timestamptz not null,
  primary key (district, id)
);
comment on table push_device is 'Devices on which a person lets this post''s notices be shown. id is made of the endpoint.';
create index push_device_of_post on push_device (district, post);

alter table notice enable row level security;
alter table notice_delivery enable row level security;
alter table notice_habit enable row level security;
alter table push_device enable row level security;
create policy notice_app on notice to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy notice_delivery_app on notice_delivery to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy notice_habit_app on notice_habit to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy push_device_app on push_device to gezhi_app
  using (district = current_district()) with check (district = current_district());
-- One's own notices, and those of cases that one may see.
create policy notice_read on notice for select to gezhi_read
  using (
    district = (select current_district())
    and (person = (select gezhi_setting('reporter')) or case_visible(district, case_id))
  );
create policy notice_delivery_read on notice_delivery for select to gezhi_read
  using (
    district = (select current_district())
    and exists (
      select 1 from notice n where n.district = notice_delivery.district and n.id = notice_delivery.notice
    )
  );

grant select, insert, update, delete on notice, notice_delivery, push_device to gezhi_app;
grant select, insert, update on notice_habit to gezhi_app;
grant select on notice, notice_delivery to gezhi_read;

-- The weekly meeting of the leaders lists cases by their card (domain specification §2.6).
alter table case_row add column card text;
comment on column case_row.card is 'Highest supervision card that stands: ORDINARY, YELLOW, RED; null without one.';
create index case_by_card on case_row (district, card, reported_at desc, id desc) where card is not null;
update case_row set card = (
  select case max(case c ->> 'level' when 'RED' then 3 when 'YELLOW' then 2 else 1 end)
    when 3 then 'RED' when 2 then 'YELLOW' when 1 then 'ORDINARY' end
  from jsonb_array_elements(state_doc -> 'cards') c where c ->> 'state' <> 'CANCELLED'
);
