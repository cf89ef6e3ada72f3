-- Daily sums over one dimension at a time. A district of ten million cases fills every cell of figure_day, some sixty
-- thousand in ninety days; a dashboard of the whole district needs the few thousand that stand at its margins.

create table figure_margin (
  district  int not null,
  indicator text not null,
  dim       text not null check (dim in ('', 'street', 'org', 'category')),
  day       date not null,
  key       text not null,
  urgency   text not null,
  base      int not null,
  counted   int not null,
  value     bigint not null,
  primary key (district, indicator, dim, day, key, urgency)
);
comment on table figure_margin is
  'What figure_day adds up to along one dimension (empty: along none); for who reads the whole district. Nought stays.';

insert into figure_margin (district, indicator, dim, day, key, urgency, base, counted, value)
select f.district, f.indicator, d.dim, f.day, d.key, f.urgency, sum(f.base), sum(f.counted), sum(f.value)
from figure_day f cross join lateral (values ('', ''), ('street', f.street), ('org', f.org), ('category', f.category))
  as d(dim, key)
group by 1, 2, 3, 4, 5, 6;

alter table figure_margin enable row level security;
create policy figure_margin_app on figure_margin to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy figure_margin_read on figure_margin for select to gezhi_read
  using (district = (select current_district()) and (select gezhi_setting('level')) = 'ALL');
grant select, insert, update, delete on figure_margin to gezhi_app;
grant select on figure_margin to gezhi_read;
