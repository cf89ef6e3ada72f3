// Notices as this device holds them, for where the centre cannot be asked.
import type { HeldCase } from '@gezhi/core/cases/device'
import type { HeldNotice } from '@gezhi/core/notices/device'
import { isWaiting, type SingleNotice } from '@gezhi/core/notices/lines'

/** Newest first. `read`: ids of those that were read here, which the centre does not know yet. */
export function singleNotices(
  rows: readonly HeldNotice[],
  cases: ReadonlyMap<string, HeldCase>,
  read: ReadonlySet<string>,
): readonly SingleNotice[] {
  return rows
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .map(({ case: id, unread, keptUntil: _, ...notice }) => {
      const summary = cases.get(id)?.summary
      return {
        ...notice,
        unread: unread && !read.has(notice.id),
        case: summary ? { id, number: summary.number, title: summary.title } : null,
      }
    })
}

/** What the bell says. */
export function countWaiting(notices: readonly SingleNotice[]): { unread: number; urgent: number } {
  const waiting = notices.filter(isWaiting)
  return { unread: waiting.length, urgent: waiting.filter(({ urgency }) => urgency === 'URGENT').length }
}
