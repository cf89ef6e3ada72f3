-- Registers through time: every version of grids, divisions, organisations and posts with when it held.

create table register_version (
  district   int not null,
  relation   text not null check (relation in ('grid', 'division', 'organisation', 'post')),
  key        text not null,
  no         int not null check (no >= 1),
  valid_from timestamptz not null,
  valid_to   timestamptz check (valid_to >= valid_from),
  source     text not null check (source in ('PACK', 'REDRAW', 'HAND')),
  cause      text not null,
  content    jsonb not null,
  primary key (district, relation, key, no)
);
comment on table register_version is
  'One version of one row. source and cause: the number of the import, the id of the redraw, the post that did it by '
  'hand. content: the row as it was, outlines as GeoJSON. valid_to null: it holds. Nothing here is ever overwritten.';
create index register_version_of_community on register_version (district, relation, (content ->> 'community'), valid_from);

alter table register_version enable row level security;
create policy register_version_app on register_version to gezhi_app
  using (district = current_district()) with check (district = current_district());
create policy register_version_read on register_version for select to gezhi_read
  using (district = (select current_district()));
grant select, insert on register_version to gezhi_app;
grant update (valid_to) on register_version to gezhi_app;
grant select on register_version to gezhi_read;

-- Ends the versions of these rows and begins what stands in the table now; rows that were retired get none.
create function keep_register_version(
  of_district int, of_relation text, keys text[], at timestamptz, by_source text, by_cause text
) returns void language plpgsql as $$
begin
  update register_version set valid_to = greatest(valid_from, at)
    where district = of_district and relation = of_relation and key = any(keys) and valid_to is null;
  execute format(
    'insert into register_version (district, relation, key, no, valid_from, source, cause, content)
     select $1, $2, t.code,
       coalesce((select max(v.no) from register_version v
         where v.district = $1 and v.relation = $2 and v.key = t.code), 0) + 1,
       $3, $4, $5, to_jsonb(t) - ''district'' - ''pack_hash'' - ''retired_at''
     from %I t where t.district = $1 and t.code = any($6) and t.retired_at is null', of_relation)
    using of_district, of_relation, at, by_source, by_cause, keys;
end $$;

-- What was imported before: each change kept the row as it had been until then.
insert into register_version (district, relation, key, no, valid_from, valid_to, source, cause, content)
select c.district, c.relation, c.key, row_number() over w,
  coalesce(lag(i.imported_at) over w, first.imported_at), i.imported_at, 'PACK',
  coalesce(lag(c.version) over w, first.version)::text,
  c.before - 'district' - 'pack_hash' - 'retired_at'
from pack_change c
  join pack_import i on i.district = c.district and i.version = c.version
  join pack_import first on first.district = c.district and first.version = 1
where c.relation in ('grid', 'division', 'organisation', 'post') and c.before is not null and c.change <> 'ADDED'
window w as (partition by c.district, c.relation, c.key order by c.version);

do $$
declare name text;
begin
  foreach name in array array['grid', 'division', 'organisation', 'post']
  loop
    execute format(
      'insert into register_version (district, relation, key, no, valid_from, source, cause, content)
       select t.district, %L, t.code,
         coalesce((select max(v.no) from register_version v
           where v.district = t.district and v.relation = %L and v.key = t.code), 0) + 1,
         coalesce(last.imported_at, d.imported_at), case when t.pack_hash is null then ''HAND'' else ''PACK'' end,
         coalesce(last.version, d.version)::text, to_jsonb(t) - ''district'' - ''pack_hash'' - ''retired_at''
       from %I t join district d on d.district = t.district
         left join lateral (
           select i.imported_at, i.version from pack_import i
           where i.district = t.district and i.version = coalesce(
             (select max(c.version) from pack_change c
              where c.district = t.district and c.relation = %L and c.key = t.code), 1)) last on true
       where t.retired_at is null', name, name, name, name);
  end loop;
end $$;

alter table grid add column redraw uuid;
comment on column grid.redraw is 'The redraw that made, changed or retired it last; packs leave such a grid alone.';
alter table district add column layout int not null default 0;
comment on column district.layout is 'Number of redraws that came into force: part of the mark by which registers are read anew.';
