-- What people read of cases: the row, its orders and the desks' tasks, all projected from facts in the same transaction.

create table case_row (
  district      int not null,
  id            uuid not null,
  number        text not null,
  version       int not null,
  state         text not null,
  step          text not null,
  urgency       text not null,
  open          boolean not null,
  item          text,
  category      text,
  family        text,
  title         text not null,
  address       text,
  search        text not null,
  lon           double precision not null,
  lat           double precision not null,
  place         geometry(Point, 4326) not null generated always as (st_setsrid(st_makepoint(lon, lat), 4326)) stored,
  street        text,
  community     text,
  grid          text,
  source        text not null,
  external_id   text,
  reporter      text not null,
  sensitive     boolean not null,
  reported_at   timestamptz not null,
  closed_at     timestamptz,
  handle_due_at timestamptz,
  next_due_at   timestamptz,
  holder        jsonb,
  state_doc     jsonb not null,
  primary key (district, id)
);
comment on table case_row is 'One row a case. state_doc is the folded state that deciding loads; the rest is what lists search by.';
create unique index case_by_number on case_row (district, number) where number <> '';
create index case_newest on case_row (district, reported_at desc, id desc);
create index case_newest_of_street on case_row (district, street, reported_at desc, id desc);
create index case_newest_of_community on case_row (district, community, reported_at desc, id desc);
create index case_newest_of_grid on case_row (district, grid, reported_at desc, id desc);
create index case_newest_of_reporter on case_row (district, reporter, reported_at desc, id desc);
create index case_open_by_due on case_row (district, next_due_at) where open;
create index case_open_newest on case_row (district, reported_at desc, id desc) where open;
create index case_by_place on case_row using gist (place) where open;
create index case_by_words on case_row using gin (search gin_trgm_ops);

create table case_order (
  district    int not null,
  case_id     uuid not null,
  no          int not null,
  org         text not null,
  grid        text,
  kind        text not null,
  state       text not null,
  lead        boolean not null,
  reported_at timestamptz not null,
  primary key (district, case_id, no)
);
comment on table case_order is 'Orders of cases by organisation: who takes part, newest case first.';
create index case_order_of_org on case_order (district, org, reported_at desc, case_id desc);

create table case_task (
  district int not null,
  case_id  uuid not null,
  ord      int not null,
  kind     text not null,
  org      text not null,
  grid     text,
  post     text,
  roles    text[] not null,
  except_persons text[] not null,
  order_no int,
  request_no int,
  card_no  int,
  due_at   timestamptz,
  urgency  text not null,
  primary key (district, case_id, ord)
);
comment on table case_task is 'What somebody has to do next: the desk of a post is a query over its organisation.';
create index case_task_of_org on case_task (district, org, kind, due_at);

create table case_file (
  district int not null,
  hash     text not null,
  case_id  uuid not null,
  primary key (district, hash, case_id)
);
comment on table case_file is 'Which files a case refers to: what no row names may be cleared.';

create table case_number (
  district int not null,
  day      date not null,
  last     int not null,
  primary key (district, day)
);
comment on table case_number is 'Last case number of a day, counted while the chain of the district is locked.';

-- Row policies: the second wall behind the conditions of the queries. The setting functions are stable, and the
-- sub-selects make them init plans, evaluated once a query and not once a row.
create function gezhi_setting(name text) returns text
  language sql stable parallel safe
  return nullif(current_setting('gezhi.' || name, true), '');

-- Reads orders past their own policy, or the two policies would ask each other for ever.
create function case_has_order(of_district int, of_case uuid, of_org text, of_grids text[]) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  return exists (
    select 1 from case_order
    where district = of_district and case_id = of_case
      and (org = of_org or grid = any(of_grids))
  );

alter table case_row enable row level security;
create policy case_row_app on case_row to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy case_row_read on case_row for select to gezhi_read
  using (
    district = (select current_district())
    and (
      (select gezhi_setting('level')) = 'ALL'
      or (select gezhi_setting('level')) = 'STREET' and street = (select gezhi_setting('street'))
      or (select gezhi_setting('level')) = 'COMMUNITY' and community = (select gezhi_setting('community'))
      or (select gezhi_setting('level')) = 'GRIDS'
        and grid = any((select string_to_array(gezhi_setting('grids'), ','))::text[])
      or (select gezhi_setting('level')) <> 'NONE' and reporter = (select gezhi_setting('reporter'))
      or (select gezhi_setting('level')) in ('STREET', 'COMMUNITY', 'ORG')
        and case_has_order(district, id, (select gezhi_setting('org')), null)
      or (select gezhi_setting('level')) = 'GRIDS'
        and case_has_order(district, id, null, (select string_to_array(gezhi_setting('grids'), ','))::text[])
    )
  );

create function case_visible(of_district int, of_case uuid) returns boolean
  language sql stable
  return exists (select 1 from case_row where district = of_district and id = of_case);

alter table case_order enable row level security;
create policy case_order_app on case_order to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy case_order_read on case_order for select to gezhi_read
  using (district = (select current_district()) and case_visible(district, case_id));

alter table case_task enable row level security;
create policy case_task_app on case_task to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy case_task_read on case_task for select to gezhi_read
  using (district = (select current_district()) and case_visible(district, case_id));

alter table case_file enable row level security;
create policy case_file_app on case_file to gezhi_app
  using (district = current_district()) with check (district = current_district());

alter table case_number enable row level security;
create policy case_number_app on case_number to gezhi_app
  using (district = current_district()) with check (district = current_district());

create policy fact_of_case_read on fact for select to gezhi_read
  using (district = (select current_district()) and kind = 'case' and case_visible(district, stream));

grant select, insert, update on case_row to gezhi_app;
grant select, insert, update, delete on case_order, case_task to gezhi_app;
grant select, insert on case_file to gezhi_app;
grant select, insert, update on case_number to gezhi_app;
grant select on case_row, case_order, case_task to gezhi_read;
