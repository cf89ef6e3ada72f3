-- What hazard checks look at, field by field (domain specification §3.4): from the district pack, with the case that a hazard becomes.

create table check_item (
  district    int not null,
  code        text not null,
  field       int not null check (field between 1 and 15),
  field_zh    text not null,
  field_en    text not null,
  zh          text not null,
  en          text not null,
  hazard_zh   text not null,
  hazard_en   text not null,
  photo       boolean not null,
  item        text,
  pack_hash   text,
  retired_at  timestamptz,
  primary key (district, code)
);
comment on table check_item is
  'One item of a checklist. item: the catalogue item of the case that the hazard becomes; null: the centre classifies it.';

alter table check_item enable row level security;
create policy check_item_app on check_item to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy check_item_read on check_item for select to gezhi_read using (district = current_district());
grant select, insert, update on check_item to gezhi_app;
grant select on check_item to gezhi_read;
