import { sql } from 'kysely'
import type { Db } from './database.ts'

export interface WornTable {
  readonly schema: string
  readonly name: string
}

/**
 * Tables that have changed so much that plans go wrong or dead rows stand in the way: the measure by which PostgreSQL's
 * own autovacuum decides (50 rows and a fifth of the table dead, or 50 rows and a tenth of it changed).
 */
export async function findWornTables(db: Db): Promise<WornTable[]> {
  const { rows } = await sql<WornTable>`
    select schemaname as schema, relname as name from pg_stat_user_tables
    where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup
    order by n_mod_since_analyze`.execute(db)
  return rows
}

/** Clears dead rows and counts the values of one table anew. Not inside a transaction. */
export async function tendTable(db: Db, { schema, name }: WornTable): Promise<void> {
  await sql`vacuum (analyze) ${sql.table(`${schema}.${name}`)}`.execute(db)
}

/** Bytes of the write-ahead log since the last checkpoint: what the next start would have to read after a crash. */
export async function findLogBytes(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::float8 as bytes
    from pg_control_checkpoint()`.execute(db)
  return rows[0]?.bytes ?? 0
}

/** Writes all changed pages and lets the log before them go. Not inside a transaction. */
export async function checkpoint(db: Db): Promise<void> {
  await sql`checkpoint`.execute(db)
}
