import { sql } from 'kysely'
import type { Db } from './database.ts'

/** Bytes of write-ahead log that the primary has written: every commit that was answered lies before. */
export async function findWritten(db: Db): Promise<number> {
  const { rows } = await sql<{ at: number }>`
    select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint as at`.execute(db)
  return rows[0]?.at ?? 0
}

/** Bytes of the log that a replica has replayed; null when the server asked is none (any more). */
export async function findReplayed(db: Db): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    select case when pg_is_in_recovery() then pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint end as at`.execute(
    db,
  )
  return rows[0]?.at ?? null
}
