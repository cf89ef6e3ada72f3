-- Who signs in, what that was allowed to do, who looked at personal data, and which systems report by themselves.

do $$ begin create role gezhi_personal nologin; exception when duplicate_object then null; end $$;
do $$ begin execute format('grant gezhi_personal to %I', current_user); end $$;

-- Tables of the sign-in library (better-auth 1.7), in its own schema. Its rows belong to the installation, not to one
-- district, so its keys are its own ids; on Citus these are reference tables.
create schema auth;

create table auth."user" (
  id                 text primary key,
  name               text not null,
  email              text not null unique,
  email_verified     boolean not null,
  image              text,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  username           text unique,
  display_username   text,
  two_factor_enabled boolean not null default false,
  district           int not null,
  person             text not null,
  unique (district, person)
);
comment on table auth."user" is
  'One account per person of the staff register. email is made from the person code and receives no mail.';

create table auth.session (
  id         text primary key,
  expires_at timestamptz not null,
  token      text not null unique,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id    text not null references auth."user" (id) on delete cascade,
  post       text
);
create index session_by_user on auth.session (user_id);
comment on column auth.session.post is 'The post the person acts in; null until one was chosen.';

create table auth.account (
  id                       text primary key,
  account_id               text not null,
  provider_id              text not null,
  user_id                  text not null references auth."user" (id) on delete cascade,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz not null,
  updated_at               timestamptz not null,
  unique (provider_id, account_id)
);
create index account_by_user on auth.account (user_id);

create table auth.verification (
  id         text primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_by_identifier on auth.verification (identifier);

create table auth.two_factor (
  id                        text primary key,
  secret                    text not null,
  backup_codes              text not null,
  user_id                   text not null references auth."user" (id) on delete cascade,
  verified                  boolean not null default true,
  failed_verification_count int not null default 0,
  locked_until              timestamptz
);
create index two_factor_by_user on auth.two_factor (user_id);

create table auth.attempt (
  key          bytea primary key,
  tries        int not null,
  since        timestamptz not null,
  locked_until timestamptz
);
create index attempt_by_age on auth.attempt (since);
comment on table auth.attempt is
  'Sign-ins that have not succeeded, by SHA-256 of the name that was typed: a name that nobody bears locks the same way.';

-- Powers given in writing to a post for a time (执哨权 to a street dispatcher).
create table delegation (
  district   int not null,
  id         uuid not null,
  post       text not null,
  kind       text not null check (kind in ('WHISTLE')),
  valid_from timestamptz not null,
  valid_to   timestamptz not null check (valid_to > valid_from),
  document   text not null,
  given_by   text not null,
  created_at timestamptz not null,
  primary key (district, id)
);
create index delegation_by_post on delegation (district, post);
comment on column delegation.document is 'The written decision that gives the power: its number and name.';

create table audit (
  district int not null,
  id       uuid not null,
  at       timestamptz not null,
  action   text not null,
  actor    text not null,
  post     text,
  subject  text,
  address  text,
  data     jsonb not null,
  primary key (district, id)
);
create index audit_by_time on audit (district, at desc, id desc);
comment on table audit is
  'Sign-ins, refusals, locks, changes of posts and configuration: append-only, kept at least six months (网络安全法 21). '
  'actor: person code, source code, or ? for a name that was only typed.';

create table source (
  district        int not null,
  code            text not null check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  name            text not null,
  kind            text not null check (kind in ('DEVICE', 'HOTLINE_12345', 'LINKAGE_110', 'DEPARTMENT', 'VIDEO_EVENT')),
  key_hash        bytea not null unique,
  active          boolean not null,
  rate_per_minute int not null check (rate_per_minute between 1 and 60000),
  created_at      timestamptz not null,
  rotated_at      timestamptz not null,
  primary key (district, code)
);
comment on column source.key_hash is 'SHA-256 of the key; the key itself was shown once and is nowhere.';

-- Contacts of reporters. Encrypted by the program: the database never sees a name or a number.
create schema personal;

create table personal.contact (
  district        int not null,
  id              uuid not null,
  key_id          text not null,
  name_enc        bytea,
  phone_enc       bytea,
  phone_hmac      bytea,
  name_masked     text,
  phone_masked    text,
  purpose         text not null,
  legal_basis     text not null check (legal_basis in ('CONSENT', 'STATUTORY_DUTY', 'EMERGENCY', 'CONTRACT')),
  retention_until timestamptz not null,
  created_at      timestamptz not null,
  primary key (district, id)
);
create index contact_by_retention on personal.contact (district, retention_until);
create index contact_by_phone on personal.contact (district, phone_hmac);

create table personal.read_log (
  district int not null,
  id       uuid not null,
  at       timestamptz not null,
  contact  uuid not null,
  post     text not null,
  person   text not null,
  role     text not null,
  org      text not null,
  purpose  text not null,
  subject  text not null,
  primary key (district, id)
);
create index read_log_by_contact on personal.read_log (district, contact, at);
create index read_log_by_person on personal.read_log (district, person, at);
comment on table personal.read_log is
  'Who opened which contact for what: append-only, kept at least three years (domain specification §4.5, R-P-22).';

-- The only way to the encrypted columns: reading writes the log in the same statement.
create function personal.open_contact(
  of_district int, of_contact uuid, log_id uuid, at timestamptz,
  by_post text, by_person text, by_role text, by_org text, for_purpose text, on_subject text
) returns table (key_id text, name_enc bytea, phone_enc bytea)
language plpgsql security definer set search_path = personal, pg_temp as $$
begin
  if of_district is distinct from public.current_district() then
    raise exception 'contact of another district' using errcode = '42501';
  end if;
  return query select c.key_id, c.name_enc, c.phone_enc from personal.contact c
    where c.district = of_district and c.id = of_contact and c.retention_until > at;
  if found then
    insert into personal.read_log values
      (of_district, log_id, at, of_contact, by_post, by_person, by_role, by_org, for_purpose, on_subject);
  end if;
end $$;

grant usage on schema personal to gezhi_personal, gezhi_app, gezhi_read;
grant create on schema personal to gezhi_personal;
grant select on personal.contact to gezhi_personal;
grant insert on personal.read_log to gezhi_personal;
grant execute on function current_district() to gezhi_personal;
alter function personal.open_contact owner to gezhi_personal;
revoke create on schema personal from gezhi_personal;
revoke all on function personal.open_contact from public;
grant execute on function personal.open_contact to gezhi_app;
grant insert, delete on personal.contact to gezhi_app;
grant select (district, id, name_masked, phone_masked, retention_until, created_at) on personal.contact
  to gezhi_app, gezhi_read;
grant select on personal.read_log to gezhi_app;

alter table personal.contact enable row level security;
alter table personal.read_log enable row level security;
alter table delegation enable row level security;
alter table audit enable row level security;
alter table source enable row level security;
create policy contact_district on personal.contact to gezhi_app, gezhi_read, gezhi_personal
  using (district = public.current_district()) with check (district = public.current_district());
create policy read_log_district on personal.read_log to gezhi_app, gezhi_personal
  using (district = public.current_district()) with check (district = public.current_district());
create policy delegation_district on delegation to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy audit_district on audit to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy source_district on source to gezhi_app
  using (district = current_district()) with check (district = current_district());

grant select, insert, update on delegation to gezhi_app;
grant select, insert on audit to gezhi_app;
grant select, insert, update on source to gezhi_app;
