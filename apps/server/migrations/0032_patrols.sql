-- Patrols: what was seen of a grid, said once when it is over. No position is ever here (domain specification §4.5, R-P-27).

create table patrol (
  district    int not null,
  id          uuid not null,
  grid        text not null,
  community   text not null,
  street      text not null,
  person      text not null,
  started_at  timestamptz not null,
  ended_at    timestamptz not null,
  positions   text not null check (positions in ('SOUND', 'UNCERTAIN', 'NONE')),
  metres      int not null,
  walked      int not null,
  version     int not null,
  state_doc   jsonb not null,
  primary key (district, id)
);
comment on table patrol is
  'One patrol. person: whose it is, for the own list only; coverage is told by grid and names nobody.';
create index patrol_of_person on patrol (district, person, started_at desc);
create index patrol_by_end on patrol (district, ended_at, grid);

create table patrol_visit (
  district   int not null,
  patrol     uuid not null,
  point      uuid not null,
  grid       text not null,
  community  text not null,
  street     text not null,
  at         timestamptz not null,
  means      text not null check (means in ('QR', 'NFC', 'CODE', 'PHOTO')),
  photo      text,
  uncertain  boolean not null,
  primary key (district, patrol, point)
);
comment on table patrol_visit is 'A point of interest (library_record) that a patrol saw.';
create index patrol_visit_by_time on patrol_visit (district, at, point);
create index patrol_visit_photo on patrol_visit (district, photo) where photo is not null;

create table patrol_street (
  district   int not null,
  patrol     uuid not null,
  way        text not null,
  grid       text not null,
  community  text not null,
  street     text not null,
  at         timestamptz not null,
  metres     int not null,
  walked     int not null,
  primary key (district, patrol, way)
);
comment on table patrol_street is 'How much of a street of the grid a patrol walked, in metres; way: its name, empty for unnamed ones.';
create index patrol_street_by_time on patrol_street (district, at, grid);

alter table patrol enable row level security;
alter table patrol_visit enable row level security;
alter table patrol_street enable row level security;

do $$
declare name text;
begin
  foreach name in array array['patrol', 'patrol_visit', 'patrol_street']
  loop
    execute format('create policy %I on %I to gezhi_app using (district = current_district()) '
      'with check (district = current_district())', name || '_app', name);
    -- Leaders by area. Who walks the grids sees of them what the person rule below adds: the own patrols.
    execute format($policy$create policy %I on %I for select to gezhi_read using (
      district = (select current_district())
      and (
        (select gezhi_setting('level')) = 'ALL'
        or (select gezhi_setting('level')) = 'STREET' and street = (select gezhi_setting('street'))
        or (select gezhi_setting('level')) = 'COMMUNITY' and community = (select gezhi_setting('community'))
        or (select gezhi_setting('level')) = 'GRIDS'
          and grid = any((select string_to_array(gezhi_setting('grids'), ','))::text[])
      ))$policy$, name || '_read', name);
  end loop;
end $$;
drop policy patrol_read on patrol;
create policy patrol_read on patrol for select to gezhi_read using (
  district = (select current_district())
  and (
    (select gezhi_setting('level')) = 'ALL'
    or (select gezhi_setting('level')) = 'STREET' and street = (select gezhi_setting('street'))
    or (select gezhi_setting('level')) = 'COMMUNITY' and community = (select gezhi_setting('community'))
    -- Never those of peers.
    or (select gezhi_setting('level')) = 'GRIDS' and person = (select gezhi_setting('reporter'))
  ));

grant select, insert, update on patrol to gezhi_app;
grant select, insert on patrol_visit, patrol_street to gezhi_app;
grant select on patrol, patrol_visit, patrol_street to gezhi_read;

-- What a record of the library is to a patrol; null: nothing. Classes of components stand in their codes (GB/T 30428.2).
create function patrol_kind(register text, code text, fields jsonb) returns text
  language sql immutable parallel safe
  return case
    when register = 'COMPONENT' and substr(code, 7, 4) = '0113' then 'HYDRANT'
    when register = 'COMPONENT' and substr(code, 7, 4) = '0133' then 'CAMERA'
    when register in ('FACILITY', 'SCHOOL') then 'FACILITY'
    when register = 'FACTORY' and ((fields ->> 'majorHazard') = 'true' or (fields ->> 'fireGrade') = 'KEY') then 'HAZARD'
    when register = 'UNIT' and ((fields ->> 'gasUse') = 'true' or (fields ->> 'fireGrade') = 'KEY') then 'HAZARD'
  end;

-- Records that are points, or may have been: those of a community in the order in which they changed.
create index library_record_point on library_record (district, community, touched_at, id)
  where register in ('FACILITY', 'SCHOOL', 'FACTORY', 'UNIT')
    or register = 'COMPONENT' and substr(code, 7, 4) in ('0113', '0133');
-- As library_touched: ids only, of the district that the transaction is bound to.
create function patrol_points_touched(of_community text, after timestamptz, after_id uuid, most int)
  returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
    select id from library_record
    where district = current_district() and community = of_community
      and (register in ('FACILITY', 'SCHOOL', 'FACTORY', 'UNIT')
        or register = 'COMPONENT' and substr(code, 7, 4) in ('0113', '0133'))
      and (touched_at, id) > (after, after_id)
    order by touched_at, id
    limit most
  $$;
