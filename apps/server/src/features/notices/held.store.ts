// Notices as devices hold them: by when they were written, read or settled.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { InboxRow } from './notice.store.ts'
import './tables.ts'

/** `recorded` by the database's clock, `touched` by the product's; a demonstration moves only the second. */
export interface NoticeMark {
  readonly recorded: number
  readonly touched: number
}

/**
 * Transactions may commit after others that began later: what was written in the last two minutes before a mark is given
 * again. No transaction of this product lasts as long.
 */
const OVERLAP_MS = 120_000

export type HeldNoticeRow = Omit<InboxRow, 'number' | 'title'>

/** Notices of a post since `from` that changed after the mark (null: all), newest first. Under `readAs`. */
export async function findChangedNotices(
  tx: Tx,
  district: number,
  at: {
    readonly post: string
    readonly from: number
    readonly mark: NoticeMark | null
    readonly limit: number
  },
): Promise<readonly HeldNoticeRow[]> {
  const recorded = new Date((at.mark?.recorded ?? 0) - (at.mark ? OVERLAP_MS : 0))
  const touched = new Date((at.mark?.touched ?? 0) - (at.mark ? OVERLAP_MS : 0))
  const { rows } = await sql<HeldNoticeRow>`
    select id, case_id as "caseId", kind, urgency, details as values, due_at as "dueAt", at, read_at as "readAt",
      settled_at as "settledAt"
    from notice
    where district = ${district} and recipient = ${at.post} and at > ${new Date(at.from)}
      and (recorded_at > ${recorded} or read_at > ${touched} or settled_at > ${touched})
    order by at desc, id desc limit ${at.limit}`.execute(tx)
  return rows
}

/** The database's clock, in milliseconds. */
export async function findDatabaseTime(tx: Tx): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(tx)
  return rows[0]?.ms ?? 0
}
