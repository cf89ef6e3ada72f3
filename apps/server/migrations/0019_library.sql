-- The library: registers of places and things, what sources gave, what was said about it since, and loads.

create table library_record (
  district      int not null,
  id            uuid not null,
  register      text not null,
  code          text not null check (code ~ '^[0-9A-Z]{6,25}$'),
  name          text not null,
  address       text not null,
  street        text,
  community     text,
  parent        text,
  place         geometry(Geometry, 4326),
  fields        jsonb not null,
  sources       jsonb not null default '{}',
  source        text not null,
  as_of         timestamptz not null,
  changed_at    timestamptz not null,
  confirmed_at  timestamptz,
  cancelled_at  timestamptz,
  open          int not null default 0,
  grams         text[] not null default '{}',
  initials      text not null default '',
  load          uuid not null,
  version       int not null default 0,
  state_doc     jsonb,
  primary key (district, id),
  unique (district, register, code)
);
comment on table library_record is
  'One thing or place of one register. fields: what its sources say; sources: of which fields another source or day '
  'counts than source and as_of; state_doc: what people said since (the stream of the record), null: nothing yet.';
comment on column library_record.grams is
  'Pairs of neighbouring characters of name, address and pinyin initials: found alike in every locale. Houses have '
  'none, they are found through their building.';
create index library_record_by_gram on library_record using gin (grams);
create index library_record_by_place on library_record using gist (place) where register <> 'HOUSE';
create index library_record_of_parent on library_record (district, parent, code) where parent is not null;
create index library_record_of_community on library_record (district, register, community, code) where register <> 'HOUSE';
create index library_record_different on library_record (district, register, id) where open > 0;

create table library_load (
  district   int not null,
  id         uuid not null,
  register   text not null,
  source     text not null,
  as_of      timestamptz not null,
  name       text not null,
  begun_at   timestamptz not null,
  begun_by   text not null,
  ended_at   timestamptz,
  rows       int not null,
  version    int not null,
  state_doc  jsonb not null,
  primary key (district, id)
);
comment on table library_load is 'A load of many records; its facts carry the rows, so that the registers can be told from facts.';
create index library_load_newest on library_load (district, begun_at desc, id);

create table library_difference (
  district   int not null,
  record     uuid not null,
  no         int not null,
  decider    text not null,
  raised_at  timestamptz not null,
  primary key (district, record, no)
);
comment on table library_difference is 'Differences that nobody has decided yet: one task for one organisation.';
create index library_difference_of_decider on library_difference (district, decider, raised_at, record, no);

alter table library_record enable row level security;
alter table library_load enable row level security;
alter table library_difference enable row level security;

do $$
declare name text;
begin
  foreach name in array array['library_record', 'library_load', 'library_difference']
  loop
    execute format('create policy %I on %I to gezhi_app using (district = current_district()) '
      'with check (district = current_district())', name || '_app', name);
  end loop;
end $$;

-- No record holds personal data. Departments serve the whole district; grid, community and street staff their own.
create policy library_record_read on library_record for select to gezhi_read
  using (
    district = (select current_district())
    and (
      (select gezhi_setting('level')) in ('ALL', 'ORG')
      or (select gezhi_setting('level')) = 'STREET' and (street is null or street = (select gezhi_setting('street')))
      or (select gezhi_setting('level')) = 'COMMUNITY'
        and (community is null or community = (select gezhi_setting('community')))
      or (select gezhi_setting('level')) = 'GRIDS'
        and (community is null or community = (select left(gezhi_setting('grids'), 12)))
    )
  );
create policy library_load_read on library_load for select to gezhi_read
  using (district = (select current_district()) and (select gezhi_setting('level')) in ('ALL', 'ORG'));
create policy library_difference_read on library_difference for select to gezhi_read
  using (district = (select current_district()) and (select gezhi_setting('level')) in ('ALL', 'ORG'));

grant select, insert, update on library_record, library_load to gezhi_app;
grant select, insert, update, delete on library_difference to gezhi_app;
grant select on library_record, library_load, library_difference to gezhi_read;

-- Row policies keep operators that are not leak-proof (@>, &&) from using an index: these answer ids only, of the
-- district that the transaction is bound to, and whoever asks reads the rows under the policies above.
create function library_by_words(words text[], of_register text, of_street text, of_community text, most int)
  returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
    select id from library_record
    where district = current_district() and grams @> words
      and (of_register is null or register = of_register)
      and (of_street is null or street = of_street)
      and (of_community is null or community = of_community)
    limit most
  $$;
create function library_in_box(box geometry, of_register text, after text, most int)
  returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
    select id from library_record
    where district = current_district() and register <> 'HOUSE' and place && box
      and (of_register is null or register = of_register) and code > after
    order by code
    limit most
  $$;
