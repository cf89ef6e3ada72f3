import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../../kernel/database.ts'

/** 5 wrong passwords within 15 minutes lock a name for 15 minutes (domain specification §6.4, identity). */
const MOST_TRIES = 5
const WINDOW_MS = 15 * 60 * 1000
const LOCK_MS = 15 * 60 * 1000

/** Every name that anybody types counts, so that a lock does not tell which names exist. */
const keyOf = (username: string): Buffer =>
  createHash('sha256').update(username.trim().toLowerCase()).digest()

/**
 * Counts a try before the password is looked at, so that many tries at once cannot pass between counting and locking.
 * Answers when the lock ends, or null when the try may go on. Times are real milliseconds: a lock outlives a restart.
 */
export async function beginAttempt(db: Db, username: string, at: number): Promise<number | null> {
  const now = new Date(at)
  const windowStart = new Date(at - WINDOW_MS)
  const lockEnd = new Date(at + LOCK_MS)
  const { rows } = await sql<{ tries: number; locked_until: number | null }>`
    insert into auth.attempt as a (key, tries, since) values (${keyOf(username)}, 1, ${now})
    on conflict (key) do update set
      tries = case when a.locked_until > ${now} then a.tries + 1
        when a.since <= ${windowStart} or a.locked_until is not null then 1 else a.tries + 1 end,
      since = case when a.locked_until > ${now} then a.since
        when a.since <= ${windowStart} or a.locked_until is not null then ${now} else a.since end,
      locked_until = case when a.locked_until > ${now} then a.locked_until
        when a.since > ${windowStart} and a.locked_until is null and a.tries + 1 >= ${MOST_TRIES}
          then ${lockEnd}::timestamptz end
    returning tries, locked_until`.execute(db)
  const [row] = rows
  // The fifth try sets the lock but is itself still looked at.
  return row && row.locked_until !== null && row.tries > MOST_TRIES ? row.locked_until : null
}

/** The password was right, or an administrator ended the lock. */
export async function clearAttempts(db: Db | Tx, username: string): Promise<void> {
  await sql`delete from auth.attempt where key = ${keyOf(username)}`.execute(db)
}

/** Forgets what no longer counts. Answers how many names went. */
export async function forgetOldAttempts(db: Db, at: number): Promise<number> {
  const result =
    await sql`delete from auth.attempt where since < ${new Date(at - WINDOW_MS - LOCK_MS)}`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}
