import { DAY } from '@gezhi/core/kernel/calendar'
import { HeldNotice } from '@gezhi/core/notices/device'
import type { MarkedCollection } from '../../kernel/collections.ts'
import type { JsonValue } from '../../kernel/stream-kind.ts'
import { findChangedNotices, findDatabaseTime, type HeldNoticeRow, type NoticeMark } from './held.store.ts'

/** What is older is read at the centre. */
const KEPT_MS = 30 * DAY
/** The newest; nobody reads more of them on a telephone. */
const MOST = 300

const rowOf = ({
  id,
  caseId,
  kind,
  urgency,
  at,
  dueAt,
  values,
  readAt,
  settledAt,
}: HeldNoticeRow): HeldNotice => ({
  id,
  case: caseId,
  kind,
  urgency,
  at,
  dueAt,
  values,
  unread: readAt === null,
  settled: settledAt !== null,
  keptUntil: at + KEPT_MS,
})

/** The collection `notices`: those of the post. */
export const heldNotices: MarkedCollection = {
  by: 'mark',
  name: 'notices',
  row: HeldNotice,
  async changes(tx, { actor, now }, given) {
    // Gate: the mark was written below and came back signed.
    const mark = given as unknown as NoticeMark | null
    const recorded = await findDatabaseTime(tx)
    const at = { post: actor.post, from: now - KEPT_MS, mark, limit: MOST }
    const rows = await findChangedNotices(tx, actor.district, at)
    const next: NoticeMark = { recorded, touched: now }
    return { rows: rows.map(rowOf), gone: [], mark: next as unknown as JsonValue, more: false }
  },
}
