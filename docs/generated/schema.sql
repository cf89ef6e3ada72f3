-- Printed from the migrated database, never run: the migrations are in apps/server/migrations.

create table assessment_month (
  district integer not null,
  id uuid not null,
  month text not null,
  version integer not null,
  state_doc jsonb not null,
  UNIQUE (district, month),
  PRIMARY KEY (district, id),
  CHECK ((month ~ '^\d{4}-\d{2}$'::text))
); -- row level security
create policy assessment_month_app on assessment_month for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy assessment_month_read on assessment_month for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND (COALESCE(( SELECT gezhi_setting('level'::text) AS gezhi_setting), 'NONE'::text) <> ALL (ARRAY['NONE'::text, 'REPORTER'::text]))));
grant insert, select, update on assessment_month to gezhi_app;
grant select on assessment_month to gezhi_read;

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

create table base_layer (
  district integer not null,
  name text not null,
  features jsonb not null,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, name),
  CHECK ((name = ANY (ARRAY['water'::text, 'roads'::text, 'buildings'::text])))
); -- row level security
create policy base_layer_app on base_layer for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy base_layer_read on base_layer for select to gezhi_read using ((district = current_district()));
grant insert, select, update on base_layer to gezhi_app;
grant select on base_layer to gezhi_read;

create table calendar_day (
  district integer not null,
  day date not null,
  kind text not null,
  name text not null,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, day),
  CHECK ((kind = ANY (ARRAY['WORK'::text, 'REST'::text])))
); -- row level security
create policy calendar_day_app on calendar_day for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy calendar_day_read on calendar_day for select to gezhi_read using ((district = current_district()));
grant insert, select, update on calendar_day to gezhi_app;
grant select on calendar_day to gezhi_read;

create table case_file (
  district integer not null,
  hash text not null,
  case_id uuid not null,
  PRIMARY KEY (district, hash, case_id)
); -- row level security
create policy case_file_app on case_file for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on case_file to gezhi_app;

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
  open boolean not null default false,
  PRIMARY KEY (district, case_id, no)
); -- row level security
CREATE INDEX case_order_of_grid ON public.case_order USING btree (district, grid, reported_at DESC, case_id DESC) WHERE (grid IS NOT NULL);
CREATE INDEX case_order_of_org ON public.case_order USING btree (district, org, reported_at DESC, case_id DESC);
CREATE INDEX case_order_open_of_grid ON public.case_order USING btree (district, grid, reported_at DESC, case_id DESC) WHERE (open AND (grid IS NOT NULL));
CREATE INDEX case_order_open_of_org ON public.case_order USING btree (district, org, reported_at DESC, case_id DESC) WHERE open;
create policy case_order_app on case_order for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy case_order_read on case_order for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND (((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = ANY (ARRAY['STREET'::text, 'COMMUNITY'::text, 'ORG'::text])) AND (org = ( SELECT gezhi_setting('org'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'GRIDS'::text) AND (grid = ANY (( SELECT string_to_array(gezhi_setting('grids'::text), ','::text) AS string_to_array)::text[]))) OR case_visible(district, case_id))));
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
  state_doc jsonb,
  card text,
  PRIMARY KEY (district, id)
); -- row level security
CREATE INDEX case_by_card ON public.case_row USING btree (district, card, reported_at DESC, id DESC) WHERE (card IS NOT NULL);
CREATE INDEX case_by_external ON public.case_row USING btree (district, external_id COLLATE "C") WHERE (external_id IS NOT NULL);
CREATE INDEX case_by_place ON public.case_row USING gist (place) WHERE open;
CREATE INDEX case_by_words ON public.case_row USING gin (search gin_trgm_ops);
CREATE INDEX case_closed ON public.case_row USING btree (district, closed_at) WHERE (NOT open);
CREATE INDEX case_newest ON public.case_row USING btree (district, reported_at DESC, id DESC);
CREATE INDEX case_newest_of_community ON public.case_row USING btree (district, community, reported_at DESC, id DESC);
CREATE INDEX case_newest_of_grid ON public.case_row USING btree (district, grid, reported_at DESC, id DESC);
CREATE INDEX case_newest_of_reporter ON public.case_row USING btree (district, reporter, reported_at DESC, id DESC);
CREATE INDEX case_newest_of_street ON public.case_row USING btree (district, street, reported_at DESC, id DESC);
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

create table catalogue_item (
  district integer not null,
  code text not null,
  category text not null,
  name text not null,
  urgency text not null,
  lead_department text not null,
  hours numeric not null,
  item jsonb not null,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, code),
  CHECK ((hours > (0)::numeric)),
  CHECK ((urgency = ANY (ARRAY['GENERAL'::text, 'IMPORTANT'::text, 'URGENT'::text])))
); -- row level security
create policy catalogue_item_app on catalogue_item for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy catalogue_item_read on catalogue_item for select to gezhi_read using ((district = current_district()));
grant insert, select, update on catalogue_item to gezhi_app;
grant select on catalogue_item to gezhi_read;

create table chain_head (
  district integer not null,
  seq bigint not null,
  hash bytea not null,
  PRIMARY KEY (district)
); -- row level security
create policy chain_head_app on chain_head for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on chain_head to gezhi_app;

create table check_item (
  district integer not null,
  code text not null,
  field integer not null,
  field_zh text not null,
  field_en text not null,
  zh text not null,
  en text not null,
  hazard_zh text not null,
  hazard_en text not null,
  photo boolean not null,
  item text,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, code),
  CHECK (((field >= 1) AND (field <= 15)))
); -- row level security
create policy check_item_app on check_item for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy check_item_read on check_item for select to gezhi_read using ((district = current_district()));
grant insert, select, update on check_item to gezhi_app;
grant select on check_item to gezhi_read;

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
CREATE INDEX command_by_time ON public.command USING brin (at) WITH (pages_per_range='32', autosummarize='on');
create policy command_app on command for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on command to gezhi_app;

create table contribution (
  district integer not null,
  case_id uuid not null,
  indicator text not null,
  key text not null,
  seq_from bigint not null,
  seq_to bigint,
  day date not null,
  at timestamp with time zone not null,
  until_day date,
  until timestamp with time zone,
  base boolean not null,
  counts boolean not null,
  org text,
  post text,
  person text,
  no integer,
  value bigint,
  reporter text,
  family text,
  street text,
  community text,
  grid text,
  item text,
  category text,
  urgency text not null,
  PRIMARY KEY (district, case_id, indicator, key, seq_from)
); -- row level security
CREATE INDEX contribution_by_day ON public.contribution USING btree (district, indicator, day);
CREATE INDEX contribution_of_community ON public.contribution USING btree (district, community, indicator, day) WHERE (seq_to IS NULL);
CREATE INDEX contribution_of_org ON public.contribution USING btree (district, org, indicator, day) WHERE (seq_to IS NULL);
CREATE INDEX contribution_of_person ON public.contribution USING btree (district, person, indicator, day) WHERE ((seq_to IS NULL) AND (person IS NOT NULL));
CREATE INDEX contribution_of_street ON public.contribution USING btree (district, street, indicator, day) WHERE (seq_to IS NULL);
create policy contribution_app on contribution for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy contribution_read on contribution for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'ALL'::text) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'STREET'::text) AND (street = ( SELECT gezhi_setting('street'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'COMMUNITY'::text) AND (community = ( SELECT gezhi_setting('community'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'GRIDS'::text) AND (grid = ANY (( SELECT string_to_array(gezhi_setting('grids'::text), ','::text) AS string_to_array)::text[]))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = ANY (ARRAY['STREET'::text, 'COMMUNITY'::text, 'ORG'::text])) AND (org = ( SELECT gezhi_setting('org'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = ANY (ARRAY['STREET'::text, 'COMMUNITY'::text, 'GRIDS'::text, 'ORG'::text])) AND (person = ( SELECT gezhi_setting('reporter'::text) AS gezhi_setting))))));
grant delete, insert, select, update on contribution to gezhi_app;
grant select on contribution to gezhi_read;

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

create table device (
  district integer not null,
  id uuid not null,
  person text not null,
  name text not null,
  app_version text not null,
  delivery_hash bytea not null,
  secret bytea not null,
  session_hash bytea,
  bound_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by text,
  delivered_at timestamp with time zone,
  unsent integer,
  revoked_reason text,
  told_at timestamp with time zone,
  taken uuid[] not null default '{}'::uuid[],
  not_taken uuid[] not null default '{}'::uuid[],
  PRIMARY KEY (district, id),
  CHECK ((char_length(revoked_reason) <= 200)),
  CHECK ((unsent >= 0))
); -- row level security
CREATE INDEX device_by_person ON public.device USING btree (district, person, id);
CREATE INDEX device_by_seen ON public.device USING btree (district, last_seen_at DESC, id DESC);
create policy device_app on device for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on device to gezhi_app;

create table district (
  district integer not null,
  name text not null,
  settings jsonb not null,
  version integer not null,
  imported_at timestamp with time zone not null,
  pack_hash text,
  layout integer not null default 0,
  PRIMARY KEY (district)
); -- row level security
create policy district_app on district for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy district_read on district for select to gezhi_read using ((district = current_district()));
grant insert, select, update on district to gezhi_app;
grant select on district to gezhi_read;

create table division (
  district integer not null,
  code text not null,
  level text not null,
  outline geometry(MultiPolygon,4326) not null,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, code),
  CHECK ((level = ANY (ARRAY['STREET'::text, 'COMMUNITY'::text]))),
  CHECK (st_isvalid(outline))
); -- row level security
create policy division_app on division for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy division_read on division for select to gezhi_read using ((district = current_district()));
grant insert, select, update on division to gezhi_app;
grant select on division to gezhi_read;

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

create table fact_pack (
  district integer not null,
  stream uuid not null,
  version_from integer not null,
  kind text not null,
  seqs bigint[] not null,
  blocks integer[] not null,
  facts json not null,
  command_ids uuid[] not null,
  hashes bytea not null,
  recorded_at timestamp with time zone[] not null,
  PRIMARY KEY (district, stream, version_from)
); -- row level security
CREATE INDEX fact_pack_by_block ON public.fact_pack USING gin (blocks) WITH (fastupdate=off);
create policy fact_pack_app on fact_pack for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy fact_pack_of_case_read on fact_pack for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND (kind = 'case'::text) AND case_visible(district, stream)));
grant select on fact_pack to gezhi_app;
grant select on fact_pack to gezhi_read;

create table feed_cursor (
  district integer not null,
  name text not null,
  seq bigint not null,
  held_by uuid,
  held_until timestamp with time zone,
  PRIMARY KEY (district, name)
);

create table field_task (
  district integer not null,
  id uuid not null,
  sort text not null,
  grid text not null,
  community text not null,
  street text not null,
  status text not null,
  due_at timestamp with time zone,
  ended_at timestamp with time zone,
  person text,
  photos text[] not null,
  version integer not null,
  state_doc jsonb not null,
  PRIMARY KEY (district, id),
  CHECK ((sort = ANY (ARRAY['VISIT'::text, 'CHECK'::text, 'PUBLICISE'::text, 'OPINION'::text]))),
  CHECK ((status = ANY (ARRAY['OPEN'::text, 'DONE'::text, 'NOT_POSSIBLE'::text, 'WITHDRAWN'::text])))
); -- row level security
CREATE INDEX field_task_by_end ON public.field_task USING btree (district, ended_at, grid) WHERE (ended_at IS NOT NULL);
CREATE INDEX field_task_of_person ON public.field_task USING btree (district, person, ended_at DESC) WHERE (person IS NOT NULL);
CREATE INDEX field_task_open ON public.field_task USING btree (district, grid, due_at) WHERE (status = 'OPEN'::text);
CREATE INDEX field_task_photo ON public.field_task USING gin (photos) WHERE (photos <> '{}'::text[]);
create policy field_task_app on field_task for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy field_task_read on field_task for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'ALL'::text) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'STREET'::text) AND (street = ( SELECT gezhi_setting('street'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'COMMUNITY'::text) AND (community = ( SELECT gezhi_setting('community'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'GRIDS'::text) AND ((person = ( SELECT gezhi_setting('reporter'::text) AS gezhi_setting)) OR ((status = 'OPEN'::text) AND (grid = ANY (( SELECT string_to_array(gezhi_setting('grids'::text), ','::text) AS string_to_array)::text[]))))))));
grant insert, select, update on field_task to gezhi_app;
grant select on field_task to gezhi_read;

create table figure_day (
  district integer not null,
  indicator text not null,
  day date not null,
  street text not null,
  org text not null,
  category text not null,
  urgency text not null,
  base integer not null,
  counted integer not null,
  value bigint not null,
  PRIMARY KEY (district, indicator, day, street, org, category, urgency)
); -- row level security
create policy figure_day_app on figure_day for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy figure_day_read on figure_day for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'ALL'::text) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'STREET'::text) AND (street = ( SELECT gezhi_setting('street'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = ANY (ARRAY['STREET'::text, 'ORG'::text])) AND (org = ( SELECT gezhi_setting('org'::text) AS gezhi_setting))))));
grant delete, insert, select, update on figure_day to gezhi_app;
grant select on figure_day to gezhi_read;

create table figure_margin (
  district integer not null,
  indicator text not null,
  dim text not null,
  day date not null,
  key text not null,
  urgency text not null,
  base integer not null,
  counted integer not null,
  value bigint not null,
  PRIMARY KEY (district, indicator, dim, day, key, urgency),
  CHECK ((dim = ANY (ARRAY[''::text, 'street'::text, 'org'::text, 'category'::text])))
); -- row level security
create policy figure_margin_app on figure_margin for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy figure_margin_read on figure_margin for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND (( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'ALL'::text)));
grant delete, insert, select, update on figure_margin to gezhi_app;
grant select on figure_margin to gezhi_read;

create table figure_mark (
  district integer not null,
  seq bigint not null,
  units_from date,
  PRIMARY KEY (district)
); -- row level security
create policy figure_mark_app on figure_mark for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy figure_mark_read on figure_mark for select to gezhi_read using ((district = ( SELECT current_district() AS current_district)));
grant insert, select, update on figure_mark to gezhi_app;
grant select on figure_mark to gezhi_read;

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
  original text,
  PRIMARY KEY (district, hash),
  CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  CHECK ((original ~ '^[0-9a-f]{64}$'::text))
); -- row level security
CREATE INDEX file_by_age ON public.file USING btree (district, created_at);
CREATE INDEX file_by_original ON public.file USING btree (district, original) WHERE (original IS NOT NULL);
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

create table gates.event (
  district integer not null,
  id uuid not null,
  gate text not null,
  at timestamp with time zone not null,
  direction text not null,
  credential_kind text not null,
  pass_class text not null,
  result text not null,
  PRIMARY KEY (district, id),
  CHECK ((credential_kind = ANY (ARRAY['QR'::text, 'CARD'::text, 'KEY_CODE'::text, 'BUTTON'::text, 'PLATE'::text]))),
  CHECK ((direction = ANY (ARRAY['IN'::text, 'OUT'::text]))),
  CHECK ((pass_class = ANY (ARRAY['RESIDENT'::text, 'VISITOR'::text, 'SERVICE'::text, 'UNKNOWN'::text]))),
  CHECK ((result = ANY (ARRAY['OPENED'::text, 'REFUSED'::text])))
); -- row level security
CREATE INDEX event_by_gate ON gates.event USING btree (district, gate, at);
create policy event_district on gates.event for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on gates.event to gezhi_app;

create table gates.gate (
  district integer not null,
  code text not null,
  source text not null,
  name text not null,
  community text not null,
  face boolean not null,
  checklist jsonb not null,
  checked_at timestamp with time zone,
  PRIMARY KEY (district, code)
); -- row level security
create policy gate_district on gates.gate for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on gates.gate to gezhi_app;

create table gates.pass (
  district integer not null,
  id uuid not null,
  class text not null,
  medium text not null,
  community text not null,
  resident uuid,
  card_hmac bytea,
  name_enc bytea,
  entries integer,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone not null,
  ended_at timestamp with time zone,
  PRIMARY KEY (district, id),
  CHECK ((class = ANY (ARRAY['RESIDENT'::text, 'VISITOR'::text]))),
  CHECK ((medium = ANY (ARRAY['QR'::text, 'CARD'::text])))
); -- row level security
CREATE INDEX pass_by_card ON gates.pass USING btree (district, card_hmac) WHERE (card_hmac IS NOT NULL);
CREATE INDEX pass_by_resident ON gates.pass USING btree (district, resident);
create policy pass_district on gates.pass for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select, update on gates.pass to gezhi_app;

create table grid (
  district integer not null,
  code text not null,
  kind text not null,
  name text not null,
  community text not null,
  street text not null,
  households integer not null,
  population integer not null,
  polygon geometry(Polygon,4326) not null,
  pack_hash text,
  retired_at timestamp with time zone,
  redraw uuid,
  PRIMARY KEY (district, code),
  CHECK ((code ~ '^\d{12}[12]\d{3}$'::text)),
  CHECK ((kind = ANY (ARRAY['BASIC'::text, 'EXCLUSIVE'::text]))),
  CHECK (st_isvalid(polygon))
); -- row level security
CREATE INDEX grid_by_place ON public.grid USING gist (polygon);
create policy grid_app on grid for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy grid_read on grid for select to gezhi_read using ((district = current_district()));
grant insert, select, update on grid to gezhi_app;
grant select on grid to gezhi_read;

create table identity.residence (
  district integer not null,
  id uuid not null,
  resident uuid not null,
  house text not null,
  relation text not null,
  residence_type text not null,
  since date,
  until date,
  household_match boolean,
  declared_by text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (district, id),
  CHECK ((declared_by = ANY (ARRAY['SELF'::text, 'LANDLORD'::text, 'UNIT'::text, 'POLICE_CHECK'::text]))),
  CHECK ((relation = ANY (ARRAY['01'::text, '10'::text, '20'::text, '30'::text, '50'::text, '60'::text, '97'::text]))),
  CHECK ((residence_type = ANY (ARRAY['SELF'::text, 'RENT'::text, 'LODGE'::text, 'TEMP'::text])))
); -- row level security
CREATE INDEX residence_by_resident ON identity.residence USING btree (district, resident);
create policy residence_district on identity.residence for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select, update on identity.residence to gezhi_app;

create table identity.resident (
  district integer not null,
  id uuid not null,
  name_enc bytea not null,
  name_masked text not null,
  id_no_enc bytea,
  id_no_hmac bytea,
  id_no_masked text,
  age_band text not null,
  sex text,
  kind text not null,
  language text,
  legal_basis text not null,
  article text,
  purposes text[] not null,
  source text not null,
  assessment uuid,
  street text not null,
  community text not null,
  grid text,
  deceased boolean not null default false,
  hold text,
  locked_at timestamp with time zone,
  retention_until timestamp with time zone not null,
  verified_at timestamp with time zone not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by text not null,
  PRIMARY KEY (district, id),
  CHECK (((legal_basis <> 'STATUTORY_DUTY'::text) OR (article IS NOT NULL))),
  CHECK ((age_band = ANY (ARRAY['0-5'::text, '6-13'::text, '14-17'::text, '18-59'::text, '60-79'::text, '80+'::text]))),
  CHECK ((cardinality(purposes) > 0)),
  CHECK ((kind = ANY (ARRAY['REGISTERED'::text, 'FLOATING'::text, 'OVERSEAS'::text]))),
  CHECK ((legal_basis = ANY (ARRAY['CONSENT'::text, 'STATUTORY_DUTY'::text, 'EMERGENCY'::text, 'CONTRACT'::text, 'PUBLIC_INFO'::text]))),
  CHECK ((sex = ANY (ARRAY['0'::text, '1'::text, '2'::text, '9'::text])))
); -- row level security
CREATE INDEX resident_by_id_no ON identity.resident USING btree (district, id_no_hmac) WHERE (id_no_hmac IS NOT NULL);
CREATE INDEX resident_by_place ON identity.resident USING btree (district, community, id);
CREATE INDEX resident_by_retention ON identity.resident USING btree (district, retention_until);
create policy resident_district on identity.resident for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy resident_opened on identity.resident for select to gezhi_identity using ((district = current_district()));
grant delete, insert, update on identity.resident to gezhi_app;
grant select on identity.resident to gezhi_identity;

create table item_class (
  district integer not null,
  code text not null,
  kind text not null,
  major_code text not null,
  major text not null,
  minor_code text not null,
  minor text not null,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, code),
  CHECK ((kind = ANY (ARRAY['COMPONENT'::text, 'EVENT'::text])))
); -- row level security
create policy item_class_app on item_class for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy item_class_read on item_class for select to gezhi_read using ((district = current_district()));
grant insert, select, update on item_class to gezhi_app;
grant select on item_class to gezhi_read;

create table library_difference (
  district integer not null,
  record uuid not null,
  no integer not null,
  decider text not null,
  raised_at timestamp with time zone not null,
  PRIMARY KEY (district, record, no)
); -- row level security
CREATE INDEX library_difference_of_decider ON public.library_difference USING btree (district, decider, raised_at, record, no);
create policy library_difference_app on library_difference for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy library_difference_read on library_difference for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND (( SELECT gezhi_setting('level'::text) AS gezhi_setting) = ANY (ARRAY['ALL'::text, 'ORG'::text]))));
grant delete, insert, select, update on library_difference to gezhi_app;
grant select on library_difference to gezhi_read;

create table library_load (
  district integer not null,
  id uuid not null,
  register text not null,
  source text not null,
  as_of timestamp with time zone not null,
  name text not null,
  begun_at timestamp with time zone not null,
  begun_by text not null,
  ended_at timestamp with time zone,
  rows integer not null,
  version integer not null,
  state_doc jsonb not null,
  PRIMARY KEY (district, id)
); -- row level security
CREATE INDEX library_load_newest ON public.library_load USING btree (district, begun_at DESC, id);
create policy library_load_app on library_load for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy library_load_read on library_load for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND (( SELECT gezhi_setting('level'::text) AS gezhi_setting) = ANY (ARRAY['ALL'::text, 'ORG'::text]))));
grant insert, select, update on library_load to gezhi_app;
grant select on library_load to gezhi_read;

create table library_record (
  district integer not null,
  id uuid not null,
  register text not null,
  code text not null,
  name text not null,
  address text not null,
  street text,
  community text,
  parent text,
  place geometry(Geometry,4326),
  fields jsonb not null,
  sources jsonb not null default '{}'::jsonb,
  source text not null,
  as_of timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  open integer not null default 0,
  grams text[] not null default '{}'::text[],
  initials text not null default ''::text,
  load uuid not null,
  version integer not null default 0,
  state_doc jsonb,
  touched_at timestamp with time zone not null default '1970-01-01 00:00:00+00'::timestamp with time zone,
  part integer not null generated always as ((((('x'::text || substr((id)::text, 1, 7)))::bit(28))::integer % 50)) stored,
  UNIQUE (district, register, code),
  PRIMARY KEY (district, id),
  CHECK ((code ~ '^[0-9A-Z]{6,25}$'::text))
); -- row level security
CREATE INDEX library_house_touched ON public.library_record USING btree (district, community, touched_at, id) WHERE (register = 'HOUSE'::text);
CREATE INDEX library_record_by_gram ON public.library_record USING gin (grams);
CREATE INDEX library_record_by_place ON public.library_record USING gist (place) WHERE (register <> 'HOUSE'::text);
CREATE INDEX library_record_different ON public.library_record USING btree (district, register, id) WHERE (open > 0);
CREATE INDEX library_record_of_community ON public.library_record USING btree (district, register, community, code) WHERE (register <> 'HOUSE'::text);
CREATE INDEX library_record_of_parent ON public.library_record USING btree (district, parent, code) WHERE (parent IS NOT NULL);
CREATE INDEX library_record_of_part ON public.library_record USING btree (district, part, register);
CREATE INDEX library_record_point ON public.library_record USING btree (district, community, touched_at, id) WHERE ((register = ANY (ARRAY['FACILITY'::text, 'SCHOOL'::text, 'FACTORY'::text, 'UNIT'::text])) OR ((register = 'COMPONENT'::text) AND (substr(code, 7, 4) = ANY (ARRAY['0113'::text, '0133'::text]))));
CREATE INDEX library_record_touched ON public.library_record USING btree (district, community, touched_at, id) WHERE (register <> ALL (ARRAY['HOUSE'::text, 'COMPONENT'::text]));
create policy library_record_app on library_record for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy library_record_read on library_record for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = ANY (ARRAY['ALL'::text, 'ORG'::text])) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'STREET'::text) AND ((street IS NULL) OR (street = ( SELECT gezhi_setting('street'::text) AS gezhi_setting)))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'COMMUNITY'::text) AND ((community IS NULL) OR (community = ( SELECT gezhi_setting('community'::text) AS gezhi_setting)))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'GRIDS'::text) AND ((community IS NULL) OR (community = ( SELECT "left"(gezhi_setting('grids'::text), 12) AS "left")))))));
grant insert, select, update on library_record to gezhi_app;
grant select on library_record to gezhi_read;

create table needs.need (
  district integer not null,
  id uuid not null,
  resident uuid not null,
  content_enc bytea not null,
  consent uuid not null,
  assessment uuid not null,
  carers text[] not null,
  street text not null,
  valid_to timestamp with time zone not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  PRIMARY KEY (district, id),
  CHECK ((cardinality(carers) > 0))
); -- row level security
CREATE INDEX need_by_resident ON needs.need USING btree (district, resident);
create policy need_district on needs.need for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy need_opened on needs.need for select to gezhi_needs using ((district = current_district()));
grant delete, insert on needs.need to gezhi_app;
grant select on needs.need to gezhi_needs;

create table notice (
  district integer not null,
  id uuid not null,
  case_id uuid not null,
  key text not null,
  recipient text not null,
  person text not null,
  role text not null,
  org text not null,
  kind text not null,
  urgency text not null,
  details jsonb not null,
  until text,
  due_at timestamp with time zone,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  settled_at timestamp with time zone,
  read_at timestamp with time zone,
  PRIMARY KEY (district, id)
); -- row level security
CREATE INDEX notice_inbox ON public.notice USING btree (district, recipient, at DESC, id DESC);
CREATE INDEX notice_of_case ON public.notice USING btree (district, case_id);
CREATE INDEX notice_recorded ON public.notice USING brin (recorded_at) WITH (pages_per_range='8', autosummarize='on');
CREATE INDEX notice_unread ON public.notice USING btree (district, recipient) WHERE ((read_at IS NULL) AND (settled_at IS NULL));
create policy notice_app on notice for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy notice_read on notice for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((person = ( SELECT gezhi_setting('reporter'::text) AS gezhi_setting)) OR case_visible(district, case_id))));
grant delete, insert, select, update on notice to gezhi_app;
grant select on notice to gezhi_read;

create table notice_delivery (
  district integer not null,
  notice uuid not null,
  channel text not null,
  recipient text not null,
  loud boolean not null,
  state text not null,
  attempts integer not null default 0,
  next_at timestamp with time zone not null,
  held_until timestamp with time zone,
  tried_at timestamp with time zone,
  delivered_at timestamp with time zone,
  failure text,
  PRIMARY KEY (district, notice, channel),
  CHECK ((channel = ANY (ARRAY['PUSH'::text, 'WECOM'::text, 'DINGTALK'::text, 'SMS'::text]))),
  CHECK ((state = ANY (ARRAY['WAITING'::text, 'DELIVERED'::text, 'FAILED'::text])))
); -- row level security
CREATE INDEX notice_delivery_due ON public.notice_delivery USING btree (next_at) WHERE (state = 'WAITING'::text);
CREATE INDEX notice_delivery_last ON public.notice_delivery USING btree (district, recipient, channel, delivered_at DESC) WHERE (state = 'DELIVERED'::text);
create policy notice_delivery_app on notice_delivery for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy notice_delivery_read on notice_delivery for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND (EXISTS ( SELECT 1
   FROM notice n
  WHERE ((n.district = notice_delivery.district) AND (n.id = notice_delivery.notice))))));
grant delete, insert, select, update on notice_delivery to gezhi_app;
grant select on notice_delivery to gezhi_read;

create table notice_habit (
  district integer not null,
  post text not null,
  on_call boolean not null,
  away_from timestamp with time zone,
  away_to timestamp with time zone,
  PRIMARY KEY (district, post),
  CHECK ((((away_from IS NULL) = (away_to IS NULL)) AND ((away_to IS NULL) OR (away_to > away_from))))
); -- row level security
create policy notice_habit_app on notice_habit for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on notice_habit to gezhi_app;

create table organisation (
  district integer not null,
  code text not null,
  kind text not null,
  name text not null,
  short_name text not null,
  parent text,
  active boolean not null default true,
  pack_hash text,
  retired_at timestamp with time zone,
  peer_group text,
  PRIMARY KEY (district, code),
  CHECK ((kind = ANY (ARRAY['GOVERNMENT'::text, 'DISTRICT'::text, 'STREET'::text, 'COMMUNITY'::text, 'DEPARTMENT'::text, 'MEDIATION'::text, 'COURT'::text, 'PROPERTY'::text, 'TEAM'::text]))),
  CHECK ((peer_group = ANY (ARRAY['OLD_TOWN'::text, 'NEW_TOWN'::text, 'TOWN'::text, 'PARK'::text])))
); -- row level security
create policy organisation_app on organisation for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy organisation_read on organisation for select to gezhi_read using ((district = current_district()));
grant insert, select, update on organisation to gezhi_app;
grant select on organisation to gezhi_read;

create table pack_change (
  district integer not null,
  version integer not null,
  relation text not null,
  key text not null,
  change text not null,
  before jsonb,
  PRIMARY KEY (district, version, relation, key),
  CHECK ((change = ANY (ARRAY['ADDED'::text, 'CHANGED'::text, 'RETIRED'::text])))
); -- row level security
create policy pack_change_app on pack_change for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on pack_change to gezhi_app;

create table pack_import (
  district integer not null,
  version integer not null,
  imported_at timestamp with time zone not null,
  counts jsonb not null,
  PRIMARY KEY (district, version)
); -- row level security
create policy pack_import_app on pack_import for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on pack_import to gezhi_app;

create table patrol (
  district integer not null,
  id uuid not null,
  grid text not null,
  community text not null,
  street text not null,
  person text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  positions text not null,
  metres integer not null,
  walked integer not null,
  version integer not null,
  state_doc jsonb not null,
  PRIMARY KEY (district, id),
  CHECK ((positions = ANY (ARRAY['SOUND'::text, 'UNCERTAIN'::text, 'NONE'::text])))
); -- row level security
CREATE INDEX patrol_by_end ON public.patrol USING btree (district, ended_at, grid);
CREATE INDEX patrol_of_person ON public.patrol USING btree (district, person, started_at DESC);
create policy patrol_app on patrol for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy patrol_read on patrol for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'ALL'::text) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'STREET'::text) AND (street = ( SELECT gezhi_setting('street'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'COMMUNITY'::text) AND (community = ( SELECT gezhi_setting('community'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'GRIDS'::text) AND (person = ( SELECT gezhi_setting('reporter'::text) AS gezhi_setting))))));
grant insert, select, update on patrol to gezhi_app;
grant select on patrol to gezhi_read;

create table patrol_street (
  district integer not null,
  patrol uuid not null,
  way text not null,
  grid text not null,
  community text not null,
  street text not null,
  at timestamp with time zone not null,
  metres integer not null,
  walked integer not null,
  PRIMARY KEY (district, patrol, way)
); -- row level security
CREATE INDEX patrol_street_by_time ON public.patrol_street USING btree (district, at, grid);
create policy patrol_street_app on patrol_street for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy patrol_street_read on patrol_street for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'ALL'::text) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'STREET'::text) AND (street = ( SELECT gezhi_setting('street'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'COMMUNITY'::text) AND (community = ( SELECT gezhi_setting('community'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'GRIDS'::text) AND (grid = ANY (( SELECT string_to_array(gezhi_setting('grids'::text), ','::text) AS string_to_array)::text[]))))));
grant insert, select on patrol_street to gezhi_app;
grant select on patrol_street to gezhi_read;

create table patrol_visit (
  district integer not null,
  patrol uuid not null,
  point uuid not null,
  grid text not null,
  community text not null,
  street text not null,
  at timestamp with time zone not null,
  means text not null,
  photo text,
  uncertain boolean not null,
  PRIMARY KEY (district, patrol, point),
  CHECK ((means = ANY (ARRAY['QR'::text, 'NFC'::text, 'CODE'::text, 'PHOTO'::text])))
); -- row level security
CREATE INDEX patrol_visit_by_time ON public.patrol_visit USING btree (district, at, point);
CREATE INDEX patrol_visit_photo ON public.patrol_visit USING btree (district, photo) WHERE (photo IS NOT NULL);
create policy patrol_visit_app on patrol_visit for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy patrol_visit_read on patrol_visit for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'ALL'::text) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'STREET'::text) AND (street = ( SELECT gezhi_setting('street'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'COMMUNITY'::text) AND (community = ( SELECT gezhi_setting('community'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'GRIDS'::text) AND (grid = ANY (( SELECT string_to_array(gezhi_setting('grids'::text), ','::text) AS string_to_array)::text[]))))));
grant insert, select on patrol_visit to gezhi_app;
grant select on patrol_visit to gezhi_read;

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

create table personal.phone (
  district integer not null,
  resident uuid not null,
  phone_enc bytea not null,
  phone_hmac bytea not null,
  phone_masked text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (district, resident)
); -- row level security
CREATE INDEX phone_by_number ON personal.phone USING btree (district, phone_hmac);
create policy phone_district on personal.phone for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy phone_opened on personal.phone for select to gezhi_personal using ((district = current_district()));
grant delete, insert, update on personal.phone to gezhi_app;
grant select on personal.phone to gezhi_personal;

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

create table post (
  district integer not null,
  code text not null,
  person text not null,
  role text not null,
  org text not null,
  street text,
  community text,
  grids text[] not null default '{}'::text[],
  valid_from date not null,
  valid_to date,
  delegations text[] not null default '{}'::text[],
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, code)
); -- row level security
CREATE INDEX post_by_org ON public.post USING btree (district, org);
CREATE INDEX post_by_person ON public.post USING btree (district, person);
create policy post_app on post for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy post_read on post for select to gezhi_read using ((district = current_district()));
grant insert, select, update on post to gezhi_app;
grant select on post to gezhi_read;

create table privacy.alarm (
  district integer not null,
  person text not null,
  day date not null,
  post text not null,
  at timestamp with time zone not null,
  reads integer not null,
  settled_at timestamp with time zone,
  settled_by text,
  note text,
  PRIMARY KEY (district, person, day)
); -- row level security
create policy alarm_district on privacy.alarm for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on privacy.alarm to gezhi_app;

create table privacy.code (
  district integer not null,
  code_hash bytea not null,
  resident uuid not null,
  made_at timestamp with time zone not null,
  made_by text not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (district, code_hash)
); -- row level security
create policy code_district on privacy.code for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select on privacy.code to gezhi_app;

create table privacy.consent (
  district integer not null,
  id uuid not null,
  resident uuid not null,
  text text not null,
  version integer not null,
  language text not null,
  channel text not null,
  given_by text not null,
  given_at timestamp with time zone not null,
  recorded_by text not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  PRIMARY KEY (district, id),
  CHECK ((channel = ANY (ARRAY['PORTAL'::text, 'PAPER'::text, 'COUNTER'::text]))),
  CHECK ((given_by = ANY (ARRAY['SELF'::text, 'GUARDIAN'::text])))
); -- row level security
CREATE INDEX consent_by_resident ON privacy.consent USING btree (district, resident);
create policy consent_district on privacy.consent for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select on privacy.consent to gezhi_app;

create table privacy.export (
  district integer not null,
  id uuid not null,
  asked_at timestamp with time zone not null,
  post text not null,
  person text not null,
  org text not null,
  community text not null,
  purpose text not null,
  reason text not null,
  state text not null,
  decided_at timestamp with time zone,
  decided_by text,
  answer text,
  row_count integer,
  taken_at timestamp with time zone,
  PRIMARY KEY (district, id),
  CHECK ((state = ANY (ARRAY['ASKED'::text, 'APPROVED'::text, 'REFUSED'::text, 'TAKEN'::text])))
); -- row level security
create policy export_district on privacy.export for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on privacy.export to gezhi_app;

create table privacy.holder (
  district integer not null,
  person text not null,
  resident uuid not null,
  since timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (district, person)
); -- row level security
CREATE INDEX holder_by_resident ON privacy.holder USING btree (district, resident);
create policy holder_district on privacy.holder for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select on privacy.holder to gezhi_app;

create table privacy.key (
  district integer not null,
  key_id text not null,
  suite text not null,
  proof bytea not null,
  noted_at timestamp with time zone not null,
  PRIMARY KEY (district, key_id)
); -- row level security
create policy key_district on privacy.key for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on privacy.key to gezhi_app;

create table privacy.read_log (
  district integer not null,
  id uuid not null,
  reveal uuid not null,
  at timestamp with time zone not null,
  resident uuid not null,
  part text not null,
  post text not null,
  person text not null,
  role text not null,
  org text not null,
  purpose text not null,
  channel text not null,
  PRIMARY KEY (district, id),
  CHECK ((part = ANY (ARRAY['IDENTITY'::text, 'CONTACT'::text, 'NEEDS'::text])))
); -- row level security
CREATE INDEX read_log_by_person ON privacy.read_log USING btree (district, person, at);
CREATE INDEX read_log_by_resident ON privacy.read_log USING btree (district, resident, at);
create policy read_log_district on privacy.read_log for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy read_log_written on privacy.read_log for insert to gezhi_identity, gezhi_personal, gezhi_needs with check ((district = current_district()));
grant insert on privacy.read_log to gezhi_identity;
grant insert on privacy.read_log to gezhi_needs;
grant insert on privacy.read_log to gezhi_personal;
grant select on privacy.read_log to gezhi_app;

create table privacy.record (
  district integer not null,
  id uuid not null,
  kind text not null,
  key text not null,
  body jsonb not null,
  at timestamp with time zone not null,
  by_post text not null,
  keep_until timestamp with time zone not null,
  PRIMARY KEY (district, id),
  CHECK ((kind = ANY (ARRAY['OFFICER'::text, 'PURPOSE'::text, 'ASSESSMENT'::text, 'SHARING'::text, 'PROCESSOR'::text, 'BREACH'::text, 'DRILL'::text])))
); -- row level security
CREATE INDEX record_by_kind ON privacy.record USING btree (district, kind, key, at DESC);
create policy record_district on privacy.record for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on privacy.record to gezhi_app;

create table privacy.request (
  district integer not null,
  id uuid not null,
  version integer not null,
  state jsonb not null,
  status text not null,
  resident uuid not null,
  right_kind text not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  PRIMARY KEY (district, id)
); -- row level security
CREATE INDEX request_by_resident ON privacy.request USING btree (district, resident);
CREATE INDEX request_by_status ON privacy.request USING btree (district, status, due_at);
create policy request_district on privacy.request for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select, update on privacy.request to gezhi_app;

create table privacy.request_text (
  district integer not null,
  id uuid not null,
  request uuid not null,
  text_enc bytea not null,
  PRIMARY KEY (district, id)
); -- row level security
create policy request_text_district on privacy.request_text for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select on privacy.request_text to gezhi_app;

create table privacy.retention_report (
  district integer not null,
  id uuid not null,
  at timestamp with time zone not null,
  counts jsonb not null,
  PRIMARY KEY (district, id)
); -- row level security
create policy retention_report_district on privacy.retention_report for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant insert, select on privacy.retention_report to gezhi_app;

create table push_device (
  district integer not null,
  id uuid not null,
  post text not null,
  person text not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (district, id)
); -- row level security
CREATE INDEX push_device_of_post ON public.push_device USING btree (district, post);
create policy push_device_app on push_device for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select, update on push_device to gezhi_app;

create table redraw (
  district integer not null,
  id uuid not null,
  state text not null,
  communities text[] not null,
  day date not null,
  saved_at timestamp with time zone not null,
  version integer not null,
  state_doc jsonb not null,
  PRIMARY KEY (district, id),
  CHECK ((state = ANY (ARRAY['DRAFT'::text, 'PROPOSED'::text, 'APPROVED'::text, 'IN_FORCE'::text, 'REJECTED'::text, 'WITHDRAWN'::text])))
); -- row level security
CREATE INDEX redraw_coming ON public.redraw USING btree (district, day) WHERE (state = ANY (ARRAY['PROPOSED'::text, 'APPROVED'::text]));
CREATE INDEX redraw_newest ON public.redraw USING btree (district, saved_at DESC, id);
create policy redraw_app on redraw for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy redraw_read on redraw for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'ALL'::text) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'STREET'::text) AND (EXISTS ( SELECT
   FROM unnest(redraw.communities) c(c)
  WHERE ("left"(c.c, 9) = ( SELECT gezhi_setting('street'::text) AS gezhi_setting))))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'COMMUNITY'::text) AND (( SELECT gezhi_setting('community'::text) AS gezhi_setting) = ANY (communities))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'GRIDS'::text) AND (( SELECT "left"(gezhi_setting('grids'::text), 12) AS "left") = ANY (communities))))));
grant insert, select, update on redraw to gezhi_app;
grant select on redraw to gezhi_read;

create table register_version (
  district integer not null,
  relation text not null,
  key text not null,
  no integer not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  source text not null,
  cause text not null,
  content jsonb not null,
  PRIMARY KEY (district, relation, key, no),
  CHECK ((no >= 1)),
  CHECK ((relation = ANY (ARRAY['grid'::text, 'division'::text, 'organisation'::text, 'post'::text]))),
  CHECK ((source = ANY (ARRAY['PACK'::text, 'REDRAW'::text, 'HAND'::text]))),
  CHECK ((valid_to >= valid_from))
); -- row level security
CREATE INDEX register_version_of_community ON public.register_version USING btree (district, relation, ((content ->> 'community'::text)), valid_from);
create policy register_version_app on register_version for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy register_version_read on register_version for select to gezhi_read using ((district = ( SELECT current_district() AS current_district)));
grant insert, select on register_version to gezhi_app;
grant select on register_version to gezhi_read;

create table schema_migration (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  PRIMARY KEY (name)
);

create table score (
  district integer not null,
  id uuid not null,
  month text not null,
  kind text not null,
  code text not null,
  track text not null,
  org text not null,
  person text,
  version integer not null,
  settled_at timestamp with time zone,
  runs integer not null,
  state_doc jsonb not null,
  UNIQUE (district, month, kind, code),
  PRIMARY KEY (district, id),
  CHECK ((kind = ANY (ARRAY['ORGANISATION'::text, 'POST'::text]))),
  CHECK ((month ~ '^\d{4}-\d{2}$'::text))
); -- row level security
CREATE INDEX score_of_subject ON public.score USING btree (district, kind, code, month DESC);
create policy score_app on score for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy score_read on score for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = 'ALL'::text) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = ANY (ARRAY['STREET'::text, 'ORG'::text])) AND (kind = 'ORGANISATION'::text) AND (code = ( SELECT gezhi_setting('org'::text) AS gezhi_setting))) OR ((( SELECT gezhi_setting('level'::text) AS gezhi_setting) = ANY (ARRAY['STREET'::text, 'COMMUNITY'::text, 'GRIDS'::text, 'ORG'::text])) AND (kind = 'POST'::text) AND (person = ( SELECT gezhi_setting('reporter'::text) AS gezhi_setting))))));
grant insert, select, update on score to gezhi_app;
grant select on score to gezhi_read;

create table score_appeal (
  district integer not null,
  score uuid not null,
  no integer not null,
  line integer not null,
  state text not null,
  filed_by text not null,
  filed_at timestamp with time zone not null,
  appeal jsonb not null,
  PRIMARY KEY (district, score, no),
  CHECK ((state = ANY (ARRAY['OPEN'::text, 'UPHELD'::text, 'REJECTED'::text])))
); -- row level security
CREATE INDEX score_appeal_newest ON public.score_appeal USING btree (district, filed_at DESC, score, no);
create policy score_appeal_app on score_appeal for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy score_appeal_read on score_appeal for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND score_visible(district, score)));
grant insert, select, update on score_appeal to gezhi_app;
grant select on score_appeal to gezhi_read;

create table score_line (
  district integer not null,
  score uuid not null,
  no integer not null,
  kind text not null,
  rule text not null,
  run integer not null,
  part text not null,
  points numeric(9,4) not null,
  case_id uuid,
  explanation jsonb not null,
  reason text,
  evidence text[] not null,
  corrects integer,
  written_by jsonb not null,
  at timestamp with time zone not null,
  seq bigint not null,
  PRIMARY KEY (district, score, no),
  CHECK ((kind = ANY (ARRAY['PART'::text, 'ADJUSTMENT'::text, 'MANUAL'::text, 'CORRECTION'::text])))
); -- row level security
create policy score_line_app on score_line for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy score_line_read on score_line for select to gezhi_read using (((district = ( SELECT current_district() AS current_district)) AND score_visible(district, score)));
grant insert, select on score_line to gezhi_app;
grant select on score_line to gezhi_read;

create table service_item (
  district integer not null,
  code text not null,
  category text not null,
  name text not null,
  at_home boolean not null,
  provider text not null,
  needs text not null,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, code)
); -- row level security
create policy service_item_app on service_item for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy service_item_read on service_item for select to gezhi_read using ((district = current_district()));
grant insert, select, update on service_item to gezhi_app;
grant select on service_item to gezhi_read;

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

create table source_system (
  district integer not null,
  code text not null,
  department text not null,
  name text not null,
  data_kind text not null,
  direction text not null,
  protocol text not null,
  frequency text not null,
  personal_data_level text not null,
  note text not null,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, code),
  CHECK ((direction = ANY (ARRAY['IN'::text, 'OUT'::text, 'BOTH'::text]))),
  CHECK ((personal_data_level = ANY (ARRAY['P0'::text, 'P1'::text, 'P2'::text, 'P3'::text])))
); -- row level security
create policy source_system_app on source_system for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy source_system_read on source_system for select to gezhi_read using ((district = current_district()));
grant insert, select, update on source_system to gezhi_app;
grant select on source_system to gezhi_read;

create table staff (
  district integer not null,
  code text not null,
  name text not null,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, code)
); -- row level security
create policy staff_app on staff for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy staff_read on staff for select to gezhi_read using ((district = current_district()));
grant insert, select, update on staff to gezhi_app;
grant select on staff to gezhi_read;

create table support_team (
  district integer not null,
  code text not null,
  name text not null,
  community text not null,
  grids text[] not null,
  kind text not null,
  people integer not null,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, code)
); -- row level security
CREATE INDEX support_team_by_community ON public.support_team USING btree (district, community);
create policy support_team_app on support_team for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy support_team_read on support_team for select to gezhi_read using ((district = current_district()));
grant insert, select, update on support_team to gezhi_app;
grant select on support_team to gezhi_read;

create table upload (
  district integer not null,
  id text not null,
  hash text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (district, id)
); -- row level security
create policy upload_district on upload for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
grant delete, insert, select, update on upload to gezhi_app;

create table urgency_limits (
  district integer not null,
  urgency text not null,
  limits jsonb not null,
  pack_hash text,
  retired_at timestamp with time zone,
  PRIMARY KEY (district, urgency),
  CHECK ((urgency = ANY (ARRAY['GENERAL'::text, 'IMPORTANT'::text, 'URGENT'::text])))
); -- row level security
create policy urgency_limits_app on urgency_limits for all to gezhi_app using ((district = current_district())) with check ((district = current_district()));
create policy urgency_limits_read on urgency_limits for select to gezhi_read using ((district = current_district()));
grant insert, select, update on urgency_limits to gezhi_app;
grant select on urgency_limits to gezhi_read;
