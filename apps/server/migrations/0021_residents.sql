-- Residents' data: identity, contact and needs apart from each other, each opened only by functions that write who read
-- (domain specification §4.2, §4.5: R-P-19 to R-P-22); consents, requests and records of data protection; gates and passes.

do $$ begin create role gezhi_identity nologin; exception when duplicate_object then null; end $$;
do $$ begin create role gezhi_needs nologin; exception when duplicate_object then null; end $$;
do $$ begin execute format('grant gezhi_identity, gezhi_needs to %I', current_user); end $$;

create schema identity;
create schema needs;
create schema privacy;
create schema gates;

create table identity.resident (
  district        int not null,
  id              uuid not null,
  name_enc        bytea not null,
  name_masked     text not null,
  id_no_enc       bytea,
  id_no_hmac      bytea,
  id_no_masked    text,
  age_band        text not null check (age_band in ('0-5', '6-13', '14-17', '18-59', '60-79', '80+')),
  sex             text check (sex in ('0', '1', '2', '9')),
  kind            text not null check (kind in ('REGISTERED', 'FLOATING', 'OVERSEAS')),
  language        text,
  legal_basis     text not null check (legal_basis in ('CONSENT', 'STATUTORY_DUTY', 'EMERGENCY', 'CONTRACT', 'PUBLIC_INFO')),
  article         text,
  purposes        text[] not null check (cardinality(purposes) > 0),
  source          text not null,
  assessment      uuid,
  street          text not null,
  community       text not null,
  grid            text,
  deceased        boolean not null default false,
  hold            text,
  locked_at       timestamptz,
  retention_until timestamptz not null,
  verified_at     timestamptz not null,
  version         int not null default 1,
  created_at      timestamptz not null,
  created_by      text not null,
  primary key (district, id),
  check (legal_basis <> 'STATUTORY_DUTY' or article is not null)
);
create index resident_by_place on identity.resident (district, community, id);
create index resident_by_id_no on identity.resident (district, id_no_hmac) where id_no_hmac is not null;
create index resident_by_retention on identity.resident (district, retention_until);
comment on table identity.resident is
  'The minimal set of a person who lives here (PersonRef). Values are encrypted by the program with the id of the key in '
  'front; hold: why the law forbids deletion; locked_at: kept for that reason alone, nobody reads it (PIPL 47).';

create table identity.residence (
  district        int not null,
  id              uuid not null,
  resident        uuid not null,
  house           text not null,
  relation        text not null check (relation in ('01', '10', '20', '30', '50', '60', '97')),
  residence_type  text not null check (residence_type in ('SELF', 'RENT', 'LODGE', 'TEMP')),
  since           date,
  until           date,
  household_match boolean,
  declared_by     text not null check (declared_by in ('SELF', 'LANDLORD', 'UNIT', 'POLICE_CHECK')),
  created_at      timestamptz not null,
  primary key (district, id)
);
create index residence_by_resident on identity.residence (district, resident);

create table personal.phone (
  district     int not null,
  resident     uuid not null,
  phone_enc    bytea not null,
  phone_hmac   bytea not null,
  phone_masked text not null,
  created_at   timestamptz not null,
  primary key (district, resident)
);
create index phone_by_number on personal.phone (district, phone_hmac);

create table needs.need (
  district    int not null,
  id          uuid not null,
  resident    uuid not null,
  content_enc bytea not null,
  consent     uuid not null,
  assessment  uuid not null,
  carers      text[] not null check (cardinality(carers) > 0),
  street      text not null,
  valid_to    timestamptz not null,
  created_at  timestamptz not null,
  created_by  text not null,
  primary key (district, id)
);
create index need_by_resident on needs.need (district, resident);
comment on column needs.need.content_enc is 'Kind of need, who asked, what is to be done: encrypted as one.';

create table privacy.read_log (
  district int not null,
  id       uuid not null,
  reveal   uuid not null,
  at       timestamptz not null,
  resident uuid not null,
  part     text not null check (part in ('IDENTITY', 'CONTACT', 'NEEDS')),
  post     text not null,
  person   text not null,
  role     text not null,
  org      text not null,
  purpose  text not null,
  channel  text not null,
  primary key (district, id)
);
create index read_log_by_resident on privacy.read_log (district, resident, at);
create index read_log_by_person on privacy.read_log (district, person, at);
comment on table privacy.read_log is 'Who opened which part of whose record for what: append-only, kept three years (R-P-22).';

create table privacy.consent (
  district     int not null,
  id           uuid not null,
  resident     uuid not null,
  text         text not null,
  version      int not null,
  language     text not null,
  channel      text not null check (channel in ('PORTAL', 'PAPER', 'COUNTER')),
  given_by     text not null check (given_by in ('SELF', 'GUARDIAN')),
  given_at     timestamptz not null,
  recorded_by  text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (district, id)
);
create index consent_by_resident on privacy.consent (district, resident);

create table privacy.alarm (
  district   int not null,
  person     text not null,
  day        date not null,
  post       text not null,
  at         timestamptz not null,
  reads      int not null,
  settled_at timestamptz,
  settled_by text,
  note       text,
  primary key (district, person, day)
);

create table privacy.export (
  district     int not null,
  id           uuid not null,
  asked_at     timestamptz not null,
  post         text not null,
  person       text not null,
  org          text not null,
  community    text not null,
  purpose      text not null,
  reason       text not null,
  state        text not null check (state in ('ASKED', 'APPROVED', 'REFUSED', 'TAKEN')),
  decided_at   timestamptz,
  decided_by   text,
  answer       text,
  row_count    int,
  taken_at     timestamptz,
  primary key (district, id)
);

create table privacy.record (
  district   int not null,
  id         uuid not null,
  kind       text not null check (kind in ('OFFICER', 'PURPOSE', 'ASSESSMENT', 'SHARING', 'PROCESSOR', 'BREACH', 'DRILL')),
  key        text not null,
  body       jsonb not null,
  at         timestamptz not null,
  by_post    text not null,
  keep_until timestamptz not null,
  primary key (district, id)
);
create index record_by_kind on privacy.record (district, kind, key, at desc);
comment on table privacy.record is
  'Records of data protection, append-only: the newest of a key is in force. keep_until: three years or more (PIPL 56).';

create table privacy.request (
  district   int not null,
  id         uuid not null,
  version    int not null,
  state      jsonb not null,
  status     text not null,
  resident   uuid not null,
  right_kind text not null,
  asked_at   timestamptz not null,
  due_at     timestamptz not null,
  primary key (district, id)
);
create index request_by_status on privacy.request (district, status, due_at);
create index request_by_resident on privacy.request (district, resident);

create table privacy.request_text (
  district   int not null,
  id         uuid not null,
  request    uuid not null,
  text_enc   bytea not null,
  primary key (district, id)
);
comment on table privacy.request_text is 'What people wrote in a request and its answer: beside the facts, so that it can be erased.';

create table privacy.retention_report (
  district int not null,
  id       uuid not null,
  at       timestamptz not null,
  counts   jsonb not null,
  primary key (district, id)
);

create table privacy.code (
  district   int not null,
  code_hash  bytea not null,
  resident   uuid not null,
  made_at    timestamptz not null,
  made_by    text not null,
  expires_at timestamptz not null,
  primary key (district, code_hash)
);
comment on table privacy.code is 'One-time codes that a resident was handed in person: SHA-256, gone when used.';

create table privacy.holder (
  district   int not null,
  person     text not null,
  resident   uuid not null,
  since      timestamptz not null,
  expires_at timestamptz not null,
  primary key (district, person)
);
create index holder_by_resident on privacy.holder (district, resident);
comment on table privacy.holder is 'Whose access key is whose: person is the SHA-256 of the key.';

create table privacy.key (
  district int not null,
  key_id   text not null,
  suite    text not null,
  proof    bytea not null,
  noted_at timestamptz not null,
  primary key (district, key_id)
);
comment on table privacy.key is 'What each key of the key file must answer: a wrong key is found before it does harm.';

create table gates.gate (
  district   int not null,
  code       text not null,
  source     text not null,
  name       text not null,
  community  text not null,
  face       boolean not null,
  checklist  jsonb not null,
  checked_at timestamptz,
  primary key (district, code)
);

create table gates.pass (
  district   int not null,
  id         uuid not null,
  class      text not null check (class in ('RESIDENT', 'VISITOR')),
  medium     text not null check (medium in ('QR', 'CARD')),
  community  text not null,
  resident   uuid,
  card_hmac  bytea,
  name_enc   bytea,
  entries    int,
  valid_from timestamptz not null,
  valid_to   timestamptz not null,
  ended_at   timestamptz,
  primary key (district, id)
);
create index pass_by_card on gates.pass (district, card_hmac) where card_hmac is not null;
create index pass_by_resident on gates.pass (district, resident);
comment on table gates.pass is
  'What opens a gate: a rotating or visitor code, or a hashed card. entries: how many are left, null for residents.';

create table gates.event (
  district        int not null,
  id              uuid not null,
  gate            text not null,
  at              timestamptz not null,
  direction       text not null check (direction in ('IN', 'OUT')),
  credential_kind text not null check (credential_kind in ('QR', 'CARD', 'KEY_CODE', 'BUTTON', 'PLATE')),
  pass_class      text not null check (pass_class in ('RESIDENT', 'VISITOR', 'SERVICE', 'UNKNOWN')),
  result          text not null check (result in ('OPENED', 'REFUSED')),
  primary key (district, id)
);
create index event_by_gate on gates.event (district, gate, at);
comment on table gates.event is 'That a gate opened, never for whom: no column leads to a person or a pass (R-P-28).';
