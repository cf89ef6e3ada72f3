-- Plans of redrawing grids, each a stream.

create table redraw (
  district    int not null,
  id          uuid not null,
  state       text not null
    check (state in ('DRAFT', 'PROPOSED', 'APPROVED', 'IN_FORCE', 'REJECTED', 'WITHDRAWN')),
  communities text[] not null,
  day         date not null,
  saved_at    timestamptz not null,
  version     int not null,
  state_doc   jsonb not null,
  primary key (district, id)
);
comment on table redraw is 'day: first day on which the plan holds. state_doc: the plan and all that was done with it.';
create index redraw_newest on redraw (district, saved_at desc, id);
create index redraw_coming on redraw (district, day) where state in ('PROPOSED', 'APPROVED');

alter table redraw enable row level security;
create policy redraw_app on redraw to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy redraw_read on redraw for select to gezhi_read
  using (
    district = (select current_district())
    and (
      (select gezhi_setting('level')) = 'ALL'
      or (select gezhi_setting('level')) = 'STREET'
        and exists (select from unnest(communities) c where left(c, 9) = (select gezhi_setting('street')))
      or (select gezhi_setting('level')) = 'COMMUNITY' and (select gezhi_setting('community')) = any(communities)
      or (select gezhi_setting('level')) = 'GRIDS'
        and (select left(gezhi_setting('grids'), 12)) = any(communities)
    )
  );
grant select, insert, update on redraw to gezhi_app;
grant select on redraw to gezhi_read;
