import { sql } from 'kysely'
import type { Db } from '../apps/server/src/kernel/database.ts'

/** What the catalogue of PostgreSQL says of our tables, each line with the table it belongs to, in a stable order. */
export interface Line {
  readonly owner: string
  readonly line: string
}

/** Schemas of PostgreSQL and PostGIS themselves. */
const FOREIGN = `('pg_catalog', 'information_schema', 'pg_toast', 'topology', 'tiger')`

const rows = async (db: Db, query: string): Promise<readonly Line[]> =>
  (await sql.raw<Line>(query).execute(db)).rows

/** Ours: not those that an extension brought. */
const OURS = `
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname not in ${FOREIGN} and c.relkind in ('r', 'p') and not c.relispartition
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`
const NAME = `case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname`

const TABLES = `
  select ${NAME} as owner,
    case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end || ';' ||
    case when c.relrowsecurity then ' -- row level security' else '' end as line
  ${OURS} order by 1`

const COLUMNS = `
  select o.owner, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ||
    case when a.attnotnull then ' not null' else '' end ||
    case when a.attidentity <> '' then ' generated as identity'
         when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
         when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end as line
  from (select c.oid, ${NAME} as owner ${OURS}) o
  join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  order by 1, a.attnum`

const CONSTRAINTS = `
  select o.owner, pg_get_constraintdef(k.oid) as line
  from (select c.oid, ${NAME} as owner ${OURS}) o
  join pg_constraint k on k.conrelid = o.oid and k.contype in ('p', 'u', 'f', 'c', 'x')
  order by 1, k.contype desc, 2`

const INDEXES = `
  select o.owner, pg_get_indexdef(i.indexrelid) || ';' as line
  from (select c.oid, ${NAME} as owner ${OURS}) o
  join pg_index i on i.indrelid = o.oid
  where not exists (select from pg_constraint k where k.conindid = i.indexrelid)
  order by 1, 2`

const POLICIES = `
  select o.owner, 'create policy ' || p.polname || ' on ' || o.owner || ' for ' ||
    case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end ||
    ' to ' || (select string_agg(case r when 0 then 'public' else pg_get_userbyid(r)::text end, ', ' order by 1) from unnest(p.polroles) r) ||
    coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '') ||
    coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') || ';' as line
  from (select c.oid, ${NAME} as owner ${OURS}) o
  join pg_policy p on p.polrelid = o.oid
  order by 1, p.polname`

const GRANTS = `
  select owner, 'grant ' || string_agg(privilege, ', ' order by privilege) || ' on ' || owner || ' to ' || grantee || ';' as line
  from (
    select o.owner, lower(x.privilege_type) as privilege, pg_get_userbyid(x.grantee)::text as grantee
    from (select c.oid, c.relacl, ${NAME} as owner ${OURS}) o, aclexplode(o.relacl) x
    where pg_get_userbyid(x.grantee) like 'gezhi%') g
  group by owner, grantee order by 1, 2`

/** Everything that is printed of the database, by kind. */
export async function describeTables(
  db: Db,
): Promise<
  Record<'tables' | 'columns' | 'constraints' | 'indexes' | 'policies' | 'grants', readonly Line[]>
> {
  return {
    tables: await rows(db, TABLES),
    columns: await rows(db, COLUMNS),
    constraints: await rows(db, CONSTRAINTS),
    indexes: await rows(db, INDEXES),
    policies: await rows(db, POLICIES),
    grants: await rows(db, GRANTS),
  }
}
