-- The register of a district: who and what its pack names, and what each import changed.
-- pack_hash: fingerprint of the row as the last pack wrote it, null for rows made by hand; what the next pack leaves
-- alone stays as people changed it since. retired_at: no longer in the pack; rows are never deleted, cases name them.

create table district (
  district    int primary key,
  name        text not null,
  settings    jsonb not null,
  version     int not null,
  imported_at timestamptz not null,
  pack_hash   text
);
comment on table district is 'version: number of the last import that changed anything.';

create table organisation (
  district   int not null,
  code       text not null,
  kind       text not null check (kind in ('GOVERNMENT', 'DISTRICT', 'STREET', 'COMMUNITY', 'DEPARTMENT', 'MEDIATION',
    'COURT', 'PROPERTY', 'TEAM')),
  name       text not null,
  short_name text not null,
  parent     text,
  active     boolean not null default true,
  pack_hash  text,
  retired_at timestamptz,
  primary key (district, code)
);

create table division (
  district   int not null,
  code       text not null,
  level      text not null check (level in ('STREET', 'COMMUNITY')),
  outline    geometry(MultiPolygon, 4326) not null check (st_isvalid(outline)),
  pack_hash  text,
  retired_at timestamptz,
  primary key (district, code)
);

create table grid (
  district   int not null,
  code       text not null check (code ~ '^\d{12}[12]\d{3}$'),
  kind       text not null check (kind in ('BASIC', 'EXCLUSIVE')),
  name       text not null,
  community  text not null,
  street     text not null,
  households int not null,
  population int not null,
  polygon    geometry(Polygon, 4326) not null check (st_isvalid(polygon)),
  pack_hash  text,
  retired_at timestamptz,
  primary key (district, code)
);
create index grid_by_place on grid using gist (polygon);
comment on table grid is
  'Points are found in memory (2 million a second); polygons lie here for SQL and for tiles. CGCS2000 taken as WGS-84.';

create table staff (
  district   int not null,
  code       text not null,
  name       text not null,
  pack_hash  text,
  retired_at timestamptz,
  primary key (district, code)
);

create table post (
  district    int not null,
  code        text not null,
  person      text not null,
  role        text not null,
  org         text not null,
  street      text,
  community   text,
  grids       text[] not null default '{}',
  valid_from  date not null,
  valid_to    date,
  delegations text[] not null default '{}',
  pack_hash   text,
  retired_at  timestamptz,
  primary key (district, code)
);
create index post_by_person on post (district, person);
create index post_by_org on post (district, org);
comment on column post.valid_to is 'Last day, included.';
comment on column post.delegations is 'Powers that the pack gives for as long as the post lasts; others stand in delegation.';

create table support_team (
  district   int not null,
  code       text not null,
  name       text not null,
  community  text not null,
  grids      text[] not null,
  kind       text not null,
  people     int not null,
  pack_hash  text,
  retired_at timestamptz,
  primary key (district, code)
);
create index support_team_by_community on support_team (district, community);

create table catalogue_item (
  district        int not null,
  code            text not null,
  category        text not null,
  name            text not null,
  urgency         text not null check (urgency in ('GENERAL', 'IMPORTANT', 'URGENT')),
  lead_department text not null,
  hours           numeric not null check (hours > 0),
  item            jsonb not null,
  pack_hash       text,
  retired_at      timestamptz,
  primary key (district, code)
);
comment on column catalogue_item.item is 'The whole item; the columns beside it repeat what SQL asks for.';

create table urgency_limits (
  district   int not null,
  urgency    text not null check (urgency in ('GENERAL', 'IMPORTANT', 'URGENT')),
  limits     jsonb not null,
  pack_hash  text,
  retired_at timestamptz,
  primary key (district, urgency)
);

create table calendar_day (
  district   int not null,
  day        date not null,
  kind       text not null check (kind in ('WORK', 'REST')),
  name       text not null,
  pack_hash  text,
  retired_at timestamptz,
  primary key (district, day)
);

create table service_item (
  district   int not null,
  code       text not null,
  category   text not null,
  name       text not null,
  at_home    boolean not null,
  provider   text not null,
  needs      text not null,
  pack_hash  text,
  retired_at timestamptz,
  primary key (district, code)
);

create table source_system (
  district            int not null,
  code                text not null,
  department          text not null,
  name                text not null,
  data_kind           text not null,
  direction           text not null check (direction in ('IN', 'OUT', 'BOTH')),
  protocol            text not null,
  frequency           text not null,
  personal_data_level text not null check (personal_data_level in ('P0', 'P1', 'P2', 'P3')),
  note                text not null,
  pack_hash           text,
  retired_at          timestamptz,
  primary key (district, code)
);

create table item_class (
  district   int not null,
  code       text not null,
  kind       text not null check (kind in ('COMPONENT', 'EVENT')),
  major_code text not null,
  major      text not null,
  minor_code text not null,
  minor      text not null,
  pack_hash  text,
  retired_at timestamptz,
  primary key (district, code)
);

create table base_layer (
  district   int not null,
  name       text not null check (name in ('water', 'roads', 'buildings')),
  features   jsonb not null,
  pack_hash  text,
  retired_at timestamptz,
  primary key (district, name)
);
comment on table base_layer is 'Background of the map; one row a layer, because tiles are cut from all of it or none.';

create table pack_import (
  district    int not null,
  version     int not null,
  imported_at timestamptz not null,
  counts      jsonb not null,
  primary key (district, version)
);

create table pack_change (
  district int not null,
  version  int not null,
  relation text not null,
  key      text not null,
  change   text not null check (change in ('ADDED', 'CHANGED', 'RETIRED')),
  before   jsonb,
  primary key (district, version, relation, key)
);
comment on table pack_change is
  'What each import after the first did to each row; before: the whole row as it was, polygons as GeoJSON. So the grid '
  'of any past time can be found.';

do $$
declare name text;
begin
  foreach name in array array['district', 'organisation', 'division', 'grid', 'staff', 'post', 'support_team',
    'catalogue_item', 'urgency_limits', 'calendar_day', 'service_item', 'source_system', 'item_class', 'base_layer']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I to gezhi_app using (district = current_district()) '
      'with check (district = current_district())', name || '_app', name);
    execute format('create policy %I on %I for select to gezhi_read using (district = current_district())',
      name || '_read', name);
    execute format('grant select, insert, update on %I to gezhi_app', name);
    execute format('grant select on %I to gezhi_read', name);
  end loop;
end $$;

alter table pack_import enable row level security;
alter table pack_change enable row level security;
create policy pack_import_app on pack_import to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy pack_change_app on pack_change to gezhi_app
  using (district = current_district()) with check (district = current_district());
grant select, insert on pack_import, pack_change to gezhi_app;
