-- Printed from the migrated database, never run: the migrations are in apps/server/migrations.

create table audit (
  district integer not null,
  id uuid not null,
  at timestamp with time zone not null,
  action text not null,
  actor text not null,
  post text,
  subject text,
  address text,
  data jsonb not null,
  PRIMARY KEY (district, id)
); -- row level security
CREATE INDEX audit_by_time ON public.audit USING btree (district, at DESC, id DESC);
create policy audit_district on audit for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on audit to gezhi_app;

create table auth.account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  UNIQUE (provider_id, account_id),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX account_by_user ON auth.account USING btree (user_id);

create table auth.attempt (
  key bytea not null,
  tries integer not null,
  since timestamp with time zone not null,
  locked_until timestamp with time zone,
  PRIMARY KEY (key)
);
CREATE INDEX attempt_by_age ON auth.attempt USING btree (since);

create table auth.session (
  id text not null,
  expires_at timestamp with time zone not null,
  token text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  user_id text not null,
  post text,
  UNIQUE (token),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX session_by_user ON auth.session USING btree (user_id);

create table auth.two_factor (
  id text not null,
  secret text not null,
  backup_codes text not null,
  user_id text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX two_factor_by_user ON auth.two_factor USING btree (user_id);

create table auth.user (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  username text,
  display_username text,
  two_factor_enabled boolean not null default false,
  district integer not null,
  person text not null,
  UNIQUE (district, person),
  UNIQUE (email),
  UNIQUE (username),
  PRIMARY KEY (id)
);

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (id)
);
CREATE INDEX verification_by_identifier ON auth.verification USING btree (identifier);

create table case_number (
  district integer not null,
  day date not null,
  last integer not null,
  PRIMARY KEY (district, day)
); -- row level security
create policy case_number_app on case_number for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on case_number to gezhi_app;

create table case_order (
  district integer not null,
  case_id uuid not null,
  no integer not null,
  org text not null,
  grid text,
  kind text not null,
  state text not null,
  lead boolean not null,
  reported_at timestamp with time zone not null,
  PRIMARY KEY (district, case_id, no)
); -- row level security
CREATE INDEX case_order_of_org ON public.case_order USING btree (district, org, reported_at DESC, case_id DESC);
create policy case_order_app on case_order for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy case_order_read on case_order for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND case_visible(district, case_id)));
grant delete, insert, select, update on case_order to gezhi_app;
grant select on case_order to gezhi_read;

create table case_row (
  district integer not null,
  id uuid not null,
  number text not null,
  version integer not null,
  state text not null,
  step text not null,
  urgency text not null,
  open boolean not null,
  item text,
  category text,
  family text,
  title text not null,
  address text,
  search text not null,
  lon double precision not null,
  lat double precision not null,
  place geometry(Point,4326) not null generated always as (st_setsrid(st_makepoint(lon, lat), 4326)) stored,
  street text,
  community text,
  grid text,
  source text not null,
  external_id text,
  reporter text not null,
  sensitive boolean not null,
  reported_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  handle_due_at timestamp with time zone,
  next_due_at timestamp with time zone,
  holder jsonb,
  state_doc jsonb not null,
  PRIMARY KEY (district, id)
); -- row level security
CREATE INDEX case_by_place ON public.case_row USING gist (place) WHERE open;
CREATE INDEX case_by_words ON public.case_row USING gin (search gin_trgm_ops);
CREATE INDEX case_newest ON public.case_row USING btree (district, reported_at DESC, id DESC);
CREATE INDEX case_newest_of_community ON public.case_row USING btree (district, community, reported_at DESC, id DESC);
CREATE INDEX case_newest_of_grid ON public.case_row USING btree (district, grid, reported_at DESC, id DESC);
CREATE INDEX case_newest_of_reporter ON public.case_row USING btree (district, reporter, reported_at DESC, id DESC);
CREATE INDEX case_newest_of_street ON public.case_row USING btree (district, street, reported_at DESC, id DESC);
CREATE INDEX case_open_by_due ON public.case_row USING btree (district, next_due_at) WHERE open;
CREATE INDEX case_open_newest ON public.case_row USING btree (district, reported_at DESC, id DESC) WHERE open;
CREATE UNIQUE INDEX case_by_number ON public.case_row USING btree (district, number) WHERE (number <> ''::text);
create policy case_row_app on case_row for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy case_row_read on case_row for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'ALL'::text) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'STREET'::text) AND (street = ( SELECT gezhi_setting('street'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'COMMUNITY'::text) AND (community = ( SELECT gezhi_setting('community'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'GRIDS'::text) AND (grid = ANY (( SELECT string_to_array(gezhi_setting('grids'::text), ','::text) AS string_to_array)::text[]))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) <> 'NONE'::text) AND (reporter = ( SELECT gezhi_setting('reporter'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = ANY (ARRAY['STREET'::text, 'COMMUNITY'::text, 'ORG'::text])) AND case_has_order(district, id, ( SELECT gezhi_setting('org'::text) AS gezhi_setting), NULL::text[])) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'GRIDS'::text) AND case_has_order(district, id, NULL::text, ( SELECT string_to_array(gezhi_setting('grids'::text), ','::text) AS string_to_array))))));
grant insert, select, update on case_row to gezhi_app;
grant select on case_row to gezhi_read;

create table case_task (
  district integer not null,
  case_id uuid not null,
  ord integer not null,
  kind text not null,
  org text not null,
  grid text,
  post text,
  roles text[] not null,
  except_persons text[] not null,
  order_no integer,
  request_no integer,
  card_no integer,
  due_at timestamp with time zone,
  urgency text not null,
  PRIMARY KEY (district, case_id, ord)
); -- row level security
CREATE INDEX case_task_of_org ON public.case_task USING btree (district, org, kind, due_at);
create policy case_task_app on case_task for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy case_task_read on case_task for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND case_visible(district, case_id)));
grant delete, insert, select, update on case_task to gezhi_app;
grant select on case_task to gezhi_read;

create table chain_head (
  district integer not null,
  seq bigint not null,
  hash bytea not null,
  PRIMARY KEY (district)
); -- row level security
create policy chain_head_app on chain_head for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on chain_head to gezhi_app;

create table command (
  district integer not null,
  id uuid not null,
  actor_post text not null,
  kind text not null,
  stream uuid not null,
  fingerprint bytea not null,
  refused boolean not null,
  answer json not null,
  at timestamp with time zone not null,
  PRIMARY KEY (district, id)
); -- row level security
create policy command_app on command for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on command to gezhi_app;

create table deadline (
  district integer not null,
  kind text not null,
  stream uuid not null,
  key text not null,
  due_at timestamp with time zone not null,
  held_until timestamp with time zone,
  attempts integer not null default 0,
  PRIMARY KEY (district, kind, stream, key)
); -- row level security
CREATE INDEX deadline_by_due ON public.deadline USING btree (due_at, district, stream, key);
create policy deadline_app on deadline for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select, update on deadline to gezhi_app;

create table delegation (
  district integer not null,
  id uuid not null,
  post text not null,
  kind text not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone not null,
  document text not null,
  given_by text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (district, id),
  CHECK ((kind = 'WHISTLE'::text)),
  CHECK ((valid_to > valid_from))
); -- row level security
CREATE INDEX delegation_by_post ON public.delegation USING btree (district, post);
create policy delegation_district on delegation for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on delegation to gezhi_app;

create table demo_clock (
  district integer not null,
  offset_ms bigint not null,
  PRIMARY KEY (district)
);

create table fact (
  district integer not null,
  seq bigint not null,
  kind text not null,
  stream uuid not null,
  version integer not null,
  type text not null,
  at timestamp with time zone not null,
  data jsonb not null,
  command_id uuid not null,
  hash bytea not null,
  recorded_at timestamp with time zone not null default now(),
  UNIQUE (district, stream, version),
  PRIMARY KEY (district, seq)
); -- row level security
create policy fact_app on fact for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy fact_of_case_read on fact for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND (kind = 'case'::text) AND case_visible(district, stream)));
grant insert, select on fact to gezhi_app;
grant select on fact to gezhi_read;

create table feed_cursor (
  district integer not null,
  name text not null,
  seq bigint not null,
  held_by uuid,
  held_until timestamp with time zone,
  PRIMARY KEY (district, name)
);

create table file (
  district integer not null,
  hash text not null,
  mime text not null,
  bytes bigint not null,
  width integer,
  height integer,
  has_copy boolean not null,
  has_thumb boolean not null,
  owner text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (district, hash),
  CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
); -- row level security
CREATE INDEX file_by_age ON public.file USING btree (district, created_at);
create policy file_district on file for all to gezhi_app, gezhi_read using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select, update on file to gezhi_app;
grant select on file to gezhi_read;

create table file_read (
  district integer not null,
  id uuid not null,
  at timestamp with time zone not null,
  hash text not null,
  post text not null,
  person text not null,
  role text not null,
  org text not null,
  purpose text not null,
  PRIMARY KEY (district, id)
); -- row level security
CREATE INDEX file_read_by_hash ON public.file_read USING btree (district, hash, at);
create policy file_read_district on file_read for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on file_read to gezhi_app;

create table personal.contact (
  district integer not null,
  id uuid not null,
  key_id text not null,
  name_enc bytea,
  phone_enc bytea,
  phone_hmac bytea,
  name_masked text,
  phone_masked text,
  purpose text not null,
  legal_basis text not null,
  retention_until timestamp with time zone not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (district, id),
  CHECK ((legal_basis = ANY (ARRAY['CONSENT'::text, 'STATUTORY_DUTY'::text, 'EMERGENCY'::text, 'CONTRACT'::text])))
); -- row level security
CREATE INDEX contact_by_phone ON personal.contact USING btree (district, phone_hmac);
CREATE INDEX contact_by_retention ON personal.contact USING btree (district, retention_until);
create policy contact_district on personal.contact for all to gezhi_app, gezhi_read, gezhi_personal using ((district = current_district())) with check ((district = current_district()));
grant delete, insert on personal.contact to gezhi_app;
grant select on personal.contact to gezhi_personal;

create table personal.read_log (
  district integer not null,
  id uuid not null,
  at timestamp with time zone not null,
  contact uuid not null,
  post text not null,
  person text not null,
  role text not null,
  org text not null,
  purpose text not null,
  subject text not null,
  PRIMARY KEY (district, id)
); -- row level security
CREATE INDEX read_log_by_contact ON personal.read_log USING btree (district, contact, at);
CREATE INDEX read_log_by_person ON personal.read_log USING btree (district, person, at);
create policy read_log_district on personal.read_log for all to gezhi_app, gezhi_personal using ((district = current_district())) with check ((district = current_district()));
grant insert on personal.read_log to gezhi_personal;
grant select on personal.read_log to gezhi_app;

create table schema_migration (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  PRIMARY KEY (name)
);

create table source (
  district integer not null,
  code text not null,
  name text not null,
  kind text not null,
  key_hash bytea not null,
  active boolean not null,
  rate_per_minute integer not null,
  created_at timestamp with time zone not null,
  rotated_at timestamp with time zone not null,
  UNIQUE (key_hash),
  PRIMARY KEY (district, code),
  CHECK (((rate_per_minute >= 1) AND (rate_per_minute <= 60000))),
  CHECK ((code ~ '^[a-z][a-z0-9-]{1,39}$'::text)),
  CHECK ((kind = ANY (ARRAY['DEVICE'::text, 'HOTLINE_12345'::text, 'LINKAGE_110'::text, 'DEPARTMENT'::text, 'VIDEO_EVENT'::text])))
); -- row level security
create policy source_district on source for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on source to gezhi_app;

create table upload (
  district integer not null,
  id text not null,
  hash text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (district, id)
); -- row level security
create policy upload_district on upload for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select, update on upload to gezhi_app;
