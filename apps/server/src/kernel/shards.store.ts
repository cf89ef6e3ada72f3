import { sql } from 'kysely'
import type { Db } from './database.ts'
import { distribution } from './shards.ts'

/** Our tables, without partitions and without those of extensions: `fact`, `auth.user`. */
export async function findTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'auth', 'personal', 'identity', 'needs', 'privacy', 'gates') and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by name`.execute(db)
  return rows.map(({ name }) => name)
}

async function findPlaced(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name
    from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid join pg_namespace n on n.oid = c.relnamespace`.execute(
    db,
  )
  return new Set(rows.map(({ name }) => name))
}

/** Distributes on Citus what migrations have made; each statement commits by itself, so a second run goes on. */
export async function distribute(db: Db): Promise<readonly string[]> {
  const statements = distribution(await findTables(db), await findPlaced(db))
  for (const statement of statements) {
    await db.transaction().execute(async (tx) => {
      await sql`set local statement_timeout = 0`.execute(tx)
      await sql.raw(statement).execute(tx)
    })
  }
  return statements
}
