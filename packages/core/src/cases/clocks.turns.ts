// Single turns of one clock: stopped, paused, resumed, given another amount.
import type { Rulebook } from '../districts/district.ts'
import { advance, elapsed } from '../kernel/calendar.ts'
import type { CaseState, Deadline } from './case.ts'
import type { Plan } from './context.ts'
import type { ClockChange } from './facts.ts'
import type { LawfulLimit } from './limits.ts'

export interface Clocking {
  /** State before the decision: what runs. */
  readonly before: CaseState
  /** State after the facts without their clocks: urgency, item and orders that the limits depend on. */
  readonly after: CaseState
  readonly plan: Plan
  readonly now: number
  readonly rules: Rulebook
}

/** A rejected return-up comes back with at least a day to work in (E29). */
const LEAST_LEFT_AFTER_RETURN_UP_MS = 24 * 3_600_000

/** Counted milliseconds used up to now, the open segment included. */
export const usedBy = (deadline: Deadline, { now, rules }: Pick<Clocking, 'now' | 'rules'>): number =>
  deadline.usedMs +
  (deadline.state === 'RUNNING' ? elapsed(rules.calendar, deadline.clock, deadline.since, now) : 0)

export const stop = (deadline: Deadline, c: Clocking): ClockChange => ({
  op: 'stop',
  key: deadline.key,
  usedMs: usedBy(deadline, c),
})

export const pause = (deadline: Deadline, c: Clocking): ClockChange[] =>
  deadline.state === 'RUNNING' ? [{ op: 'pause', key: deadline.key, usedMs: usedBy(deadline, c) }] : []

export function resume(deadline: Deadline, { before, now, rules }: Clocking): ClockChange[] {
  if (deadline.state !== 'PAUSED') return []
  const least =
    before.state === 'ESCALATED' && deadline.name === 'D_HANDLE' ? LEAST_LEFT_AFTER_RETURN_UP_MS : 0
  const left = Math.max(least, deadline.limitMs - deadline.usedMs)
  const dueAt = advance(rules.calendar, deadline.clock, now, Math.max(0, left))
  return [{ op: 'resume', key: deadline.key, limitMs: deadline.usedMs + left, dueAt }]
}

export type ClockMove = Extract<ClockChange, { op: 'move' }>

/** The same deadline with another limit: the due time counts from what is already used, a standing clock gets it later. */
export function toLimit(deadline: Deadline, { clock, ms, law }: LawfulLimit, rules: Rulebook): ClockMove {
  const left = Math.max(0, ms - deadline.usedMs)
  const dueAt = deadline.state === 'PAUSED' ? null : advance(rules.calendar, clock, deadline.since, left)
  return { op: 'move', key: deadline.key, clock, limitMs: ms, dueAt, ...(law && { law }) }
}
