-- Assessment: what each case contributes to which indicator, daily sums, and the ledger of scores.

alter table organisation add column peer_group text
  check (peer_group in ('OLD_TOWN', 'NEW_TOWN', 'TOWN', 'PARK'));
comment on column organisation.peer_group is 'Of streets: with whom they are compared (domain specification §7.4).';

create table contribution (
  district   int not null,
  case_id    uuid not null,
  indicator  text not null,
  key        text not null,
  seq_from   bigint not null,
  seq_to     bigint,
  day        date not null,
  at         timestamptz not null,
  until_day  date,
  until      timestamptz,
  base       boolean not null,
  counts     boolean not null,
  org        text,
  post       text,
  person     text,
  no         int,
  value      bigint,
  reporter   text,
  family     text,
  street     text,
  community  text,
  grid       text,
  item       text,
  category   text,
  urgency    text not null,
  primary key (district, case_id, indicator, key, seq_from)
);
comment on table contribution is
  'One unit of the base set of one indicator. seq_from: fact that made it so; seq_to: fact that changed it, null: so it '
  'is now. What counted at any past fact can be listed again: the proof behind a settled score.';
create index contribution_by_day on contribution (district, indicator, day);
create index contribution_of_street on contribution (district, street, indicator, day) where seq_to is null;
create index contribution_of_community on contribution (district, community, indicator, day) where seq_to is null;
create index contribution_of_org on contribution (district, org, indicator, day) where seq_to is null;
create index contribution_of_person on contribution (district, person, indicator, day) where seq_to is null and person is not null;

create table figure_day (
  district  int not null,
  indicator text not null,
  day       date not null,
  street    text not null,
  org       text not null,
  category  text not null,
  urgency   text not null,
  base      int not null,
  counted   int not null,
  value     bigint not null,
  primary key (district, indicator, day, street, org, category, urgency)
);
comment on table figure_day is
  'Daily sums of current contributions: base set, counted ones and values; of a stock, what came and what left. '
  'Empty text: none. Rebuilt from facts by `gezhi rebuild assessment`.';

create table figure_mark (
  district int primary key,
  seq      bigint not null
);
comment on table figure_mark is
  'Last fact that contributions and sums contain, moved in the same transaction; its lock lets one writer in at a time.';

create table assessment_month (
  district  int not null,
  id        uuid not null,
  month     text not null check (month ~ '^\d{4}-\d{2}$'),
  version   int not null,
  state_doc jsonb not null,
  primary key (district, id),
  unique (district, month)
);

create table score (
  district   int not null,
  id         uuid not null,
  month      text not null check (month ~ '^\d{4}-\d{2}$'),
  kind       text not null check (kind in ('ORGANISATION', 'POST')),
  code       text not null,
  track      text not null,
  org        text not null,
  person     text,
  version    int not null,
  settled_at timestamptz,
  runs       int not null,
  state_doc  jsonb not null,
  primary key (district, id),
  unique (district, month, kind, code)
);
create index score_of_subject on score (district, kind, code, month desc);

create table score_line (
  district    int not null,
  score       uuid not null,
  no          int not null,
  kind        text not null check (kind in ('PART', 'ADJUSTMENT', 'MANUAL', 'CORRECTION')),
  rule        text not null,
  run         int not null,
  part        text not null,
  points      numeric(9, 4) not null,
  case_id     uuid,
  explanation jsonb not null,
  reason      text,
  evidence    text[] not null,
  corrects    int,
  written_by  jsonb not null,
  at          timestamptz not null,
  seq         bigint not null,
  primary key (district, score, no)
);
comment on table score_line is
  'The score ledger, append-only: no role of the program may update or delete. seq: last fact whose contributions the '
  'line counted. A wrong line is corrected by another that names it in corrects.';

create table score_appeal (
  district   int not null,
  score      uuid not null,
  no         int not null,
  line       int not null,
  state      text not null check (state in ('OPEN', 'UPHELD', 'REJECTED')),
  filed_by   text not null,
  filed_at   timestamptz not null,
  appeal     jsonb not null,
  primary key (district, score, no)
);
create index score_appeal_newest on score_appeal (district, filed_at desc, score, no);

alter table contribution enable row level security;
alter table figure_day enable row level security;
alter table figure_mark enable row level security;
alter table assessment_month enable row level security;
alter table score enable row level security;
alter table score_line enable row level security;
alter table score_appeal enable row level security;

do $$
declare name text;
begin
  foreach name in array array['contribution', 'figure_day', 'figure_mark', 'assessment_month', 'score', 'score_line',
    'score_appeal']
  loop
    execute format('create policy %I on %I to gezhi_app using (district = current_district()) '
      'with check (district = current_district())', name || '_app', name);
  end loop;
end $$;

create policy contribution_read on contribution for select to gezhi_read
  using (
    district = (select current_district())
    and (
      (select gezhi_setting('level')) = 'ALL'
      or (select gezhi_setting('level')) = 'STREET' and street = (select gezhi_setting('street'))
      or (select gezhi_setting('level')) = 'COMMUNITY' and community = (select gezhi_setting('community'))
      or (select gezhi_setting('level')) = 'GRIDS'
        and grid = any((select string_to_array(gezhi_setting('grids'), ','))::text[])
      or (select gezhi_setting('level')) in ('STREET', 'COMMUNITY', 'ORG') and org = (select gezhi_setting('org'))
      or (select gezhi_setting('level')) in ('STREET', 'COMMUNITY', 'GRIDS', 'ORG')
        and person = (select gezhi_setting('reporter'))
    )
  );
-- Sums know no community, grid or person: whose scope is one of these reads contributions.
create policy figure_day_read on figure_day for select to gezhi_read
  using (
    district = (select current_district())
    and (
      (select gezhi_setting('level')) = 'ALL'
      or (select gezhi_setting('level')) = 'STREET' and street = (select gezhi_setting('street'))
      or (select gezhi_setting('level')) in ('STREET', 'ORG') and org = (select gezhi_setting('org'))
    )
  );
create policy figure_mark_read on figure_mark for select to gezhi_read
  using (district = (select current_district()));
create policy assessment_month_read on assessment_month for select to gezhi_read
  using (district = (select current_district()) and coalesce((select gezhi_setting('level')), 'NONE') not in ('NONE', 'REPORTER'));
-- A score of an organisation is its own staff's and the district's, that of a post its holder's and the district's.
create policy score_read on score for select to gezhi_read
  using (
    district = (select current_district())
    and (
      (select gezhi_setting('level')) = 'ALL'
      or (select gezhi_setting('level')) in ('STREET', 'ORG') and kind = 'ORGANISATION' and code = (select gezhi_setting('org'))
      or (select gezhi_setting('level')) in ('STREET', 'COMMUNITY', 'GRIDS', 'ORG') and kind = 'POST'
        and person = (select gezhi_setting('reporter'))
    )
  );
create function score_visible(of_district int, of_score uuid) returns boolean
  language sql stable
  return exists (select 1 from score where district = of_district and id = of_score);
create policy score_line_read on score_line for select to gezhi_read
  using (district = (select current_district()) and score_visible(district, score));
create policy score_appeal_read on score_appeal for select to gezhi_read
  using (district = (select current_district()) and score_visible(district, score));

grant select, insert, update, delete on contribution, figure_day to gezhi_app;
grant select, insert, update on figure_mark, assessment_month, score, score_appeal to gezhi_app;
grant select, insert on score_line to gezhi_app;
grant select on contribution, figure_day, figure_mark, assessment_month, score, score_line, score_appeal to gezhi_read;
