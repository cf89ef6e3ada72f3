-- Open cases of a department: among ten million cases it had 620,000 orders to walk for the 262 of them that were open.
alter table case_order add column open boolean not null default false;
comment on column case_order.open is 'Of its case: set with every change of it.';
update case_order o set open = true from case_row c
  where c.open and c.district = o.district and c.id = o.case_id;
create index case_order_open_of_org on case_order (district, org, reported_at desc, case_id desc) where open;
create index case_order_open_of_grid on case_order (district, grid, reported_at desc, case_id desc)
  where open and grid is not null;
