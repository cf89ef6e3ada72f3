// D_WARN, the early warning at eighty percent of D_HANDLE (E65), which no row of the table names.
import { advance, elapsed } from '../kernel/calendar.ts'
import type { Clocking } from './clocks.turns.ts'
import type { ClockChange } from './facts.ts'
import { WARN_SHARE } from './limits.ts'

type Turn = Extract<ClockChange, { op: 'start' | 'move' | 'resume' }>

/**
 * The warning that follows a turn of D_HANDLE; none for what is urgent (§2.6: progress notes are due long before), none
 * while the clock stands, and none again when a pause ends after it was given.
 */
export function warnFor(
  change: Turn | Pick<Extract<Turn, { op: 'move' }>, 'op' | 'clock' | 'limitMs' | 'dueAt'>,
  { before, after, now, rules }: Clocking,
): ClockChange[] {
  if (after.urgency === 'URGENT' || change.dueAt === null) return []
  const warn = before.deadlines.find((deadline) => deadline.key === 'D_WARN')
  if (change.op === 'resume' && warn?.firedAt !== undefined) return []
  const handle = before.deadlines.find((deadline) => deadline.key === 'D_HANDLE')
  const clock = change.op === 'resume' ? (handle?.clock ?? 'NATURAL') : change.clock
  const left = elapsed(rules.calendar, clock, now, change.dueAt)
  const ms = Math.max(0, Math.round(left - change.limitMs * (1 - WARN_SHARE)))
  if (ms === 0) return []
  return [{ op: 'start', key: 'D_WARN', clock, limitMs: ms, dueAt: advance(rules.calendar, clock, now, ms) }]
}
