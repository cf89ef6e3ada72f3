-- Field tasks: visits, hazard checks, publicity, opinions (domain specification §3.6). No household and no resident is here.

create table field_task (
  district    int not null,
  id          uuid not null,
  sort        text not null check (sort in ('VISIT', 'CHECK', 'PUBLICISE', 'OPINION')),
  grid        text not null,
  community   text not null,
  street      text not null,
  status      text not null check (status in ('OPEN', 'DONE', 'NOT_POSSIBLE', 'WITHDRAWN')),
  due_at      timestamptz,
  ended_at    timestamptz,
  person      text,
  photos      text[] not null,
  version     int not null,
  state_doc   jsonb not null,
  primary key (district, id)
);
comment on table field_task is
  'One field task. person: whose record it is, for the own list only; progress is told by grid and names nobody.';
create index field_task_of_person on field_task (district, person, ended_at desc) where person is not null;
create index field_task_open on field_task (district, grid, due_at) where status = 'OPEN';
create index field_task_by_end on field_task (district, ended_at, grid) where ended_at is not null;
create index field_task_photo on field_task using gin (photos) where photos <> '{}';

alter table field_task enable row level security;
create policy field_task_app on field_task to gezhi_app using (district = current_district())
  with check (district = current_district());
-- What is planned in a grid is for all who work there; records are for their authors and the leaders of the area.
create policy field_task_read on field_task for select to gezhi_read using (
  district = (select current_district())
  and (
    (select gezhi_setting('level')) = 'ALL'
    or (select gezhi_setting('level')) = 'STREET' and street = (select gezhi_setting('street'))
    or (select gezhi_setting('level')) = 'COMMUNITY' and community = (select gezhi_setting('community'))
    or (select gezhi_setting('level')) = 'GRIDS' and (
      person = (select gezhi_setting('reporter'))
      or status = 'OPEN' and grid = any((select string_to_array(gezhi_setting('grids'), ','))::text[])
    )
  ));

grant select, insert, update on field_task to gezhi_app;
grant select on field_task to gezhi_read;
