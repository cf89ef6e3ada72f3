// How a clock gets another limit: extension, whistle, another item, another urgency, a calendar that was published (E21, E33, E58–E60).
import { advance, elapsed, isAssumed, type WorkCalendar } from '../kernel/calendar.ts'
import { leadOrder, orderOf, type CaseState, type Deadline } from './case.ts'
import { stop, toLimit, type ClockMove, type Clocking } from './clocks.turns.ts'
import { warnFor } from './clocks.warn.ts'
import type { LimitName, MoveRule } from './context.ts'
import type { ClockChange } from './facts.ts'
import { handleLimit, lawLimit, limitOf, type LawfulLimit } from './limits.ts'
import type { DeadlineName } from './states.ts'

/** Changes that give deadlines another due time; none where the rule leaves them as they are. */
export function move(name: DeadlineName, by: MoveRule, c: Clocking): ClockChange[] {
  switch (by) {
    case 'extension':
      return running(c.before, name).map((deadline) => extended(deadline, c))
    case 'whistle':
      return running(c.before, name).flatMap((deadline) => whistled(deadline, c))
    case 'item':
      return c.before.deadlines
        .filter(({ key, state }) => key === name && state !== 'STOPPED')
        .filter((deadline) => !isDated(deadline, c.before))
        .map((deadline) => toLimit(deadline, limitNow(deadline, c), c.rules))
    case 'urgencyUp':
      return urgencyUp(c)
    case 'urgencyDown':
      return urgencyDown(c)
    case 'calendar':
      return recountable(c.before, c.rules.calendar).map((deadline) => recounted(deadline, c.rules.calendar))
  }
}

/**
 * The date that was asked for, or the first working moment after it: a limit never ends on a day of rest. A pause between
 * request and approval may have moved the due time past that date; an extension takes no time away.
 */
function extended(deadline: Deadline, c: Clocking): ClockMove {
  const { plan, now, rules } = c
  const { key, clock, usedMs, since } = deadline
  const left = elapsed(rules.calendar, clock, since, Math.max(plan.dueAt ?? now, deadline.dueAt ?? now))
  return {
    op: 'move',
    key,
    clock,
    limitMs: usedMs + left,
    dueAt: advance(rules.calendar, clock, since, left),
  }
}

/** D_HANDLE = max(remaining, item limit), once per case (E21); no whistle lengthens what the law or a source has dated. */
function whistled(deadline: Deadline, c: Clocking): ClockChange[] {
  const { before, after, now, rules } = c
  const item = itemOf(c)
  if (before.whistleTried || isDated(deadline, before) || lawLimit(item, after, now, rules.calendar))
    return []
  const { clock, ms } = handleLimit(rules.limits[after.urgency], item)
  const dueAt = advance(rules.calendar, clock, now, ms)
  return dueAt <= (deadline.dueAt ?? now) ? [] : [until(deadline, clock, dueAt, c)]
}

/** Each running due = min(old, now + new limit) (E58); what became urgent is not warned of any more (§2.6). */
function urgencyUp(c: Clocking): ClockChange[] {
  const { before, after, now, rules } = c
  const moved = before.deadlines
    .filter((deadline) => deadline.state === 'RUNNING' && urgencyDecides(deadline, c))
    .flatMap((deadline) => {
      const limit = limitNow(deadline, c)
      const dueAt = advance(rules.calendar, limit.clock, now, limit.ms)
      return deadline.dueAt !== null && deadline.dueAt <= dueAt
        ? []
        : [until(deadline, limit.clock, dueAt, c)]
    })
  if (after.urgency !== 'URGENT' || moved.some(({ key }) => key === 'D_HANDLE')) return moved
  return [...moved, ...running(before, 'D_WARN').map((warn) => stop(warn, c))]
}

/** Due = start + new limit (E59); a handling limit that stays as it is begins to warn again. */
function urgencyDown(c: Clocking): ClockChange[] {
  const moved: ClockChange[] = c.before.deadlines
    .filter((deadline) => deadline.state !== 'STOPPED' && urgencyDecides(deadline, c))
    .filter((deadline) => !isDated(deadline, c.before))
    .map((deadline) => toLimit(deadline, limitNow(deadline, c), c.rules))
  if (c.before.urgency !== 'URGENT' || moved.some(({ key }) => key === 'D_HANDLE')) return moved
  return [
    ...moved,
    ...running(c.before, 'D_HANDLE').flatMap((handle) => warnFor({ op: 'move', ...handle }, c)),
  ]
}

/** The due time that was promised on an assumption, by the calendar that has been published since. */
function recounted({ key, clock, limitMs, usedMs, since }: Deadline, calendar: WorkCalendar): ClockMove {
  const dueAt = advance(calendar, clock, since, Math.max(0, limitMs - usedMs))
  return { op: 'move', key, clock, limitMs, dueAt }
}

/**
 * Running deadlines whose due time was counted on working days that nobody had published, and that are published now.
 * The warning follows D_HANDLE by itself.
 */
export const recountable = (state: CaseState, calendar: WorkCalendar): Deadline[] =>
  state.deadlines.filter(
    (deadline) =>
      deadline.state === 'RUNNING' &&
      deadline.assumed === true &&
      deadline.name !== 'D_WARN' &&
      !isAssumed(calendar, deadline.clock, deadline.since, recounted(deadline, calendar).dueAt ?? 0),
  )

/** Another due time on another clock: the limit becomes what that clock counts up to it. */
function until(deadline: Deadline, clock: Deadline['clock'], dueAt: number, { rules }: Clocking): ClockMove {
  const limitMs = deadline.usedMs + elapsed(rules.calendar, clock, deadline.since, dueAt)
  return { op: 'move', key: deadline.key, clock, limitMs, dueAt }
}

const itemOf = ({ after, rules }: Clocking) => (after.item === null ? undefined : rules.item(after.item))

/** The amount that a deadline would have if it had started as the case is after the decision. */
function limitNow(deadline: Deadline, c: Clocking): LawfulLimit {
  const { before, after, rules } = c
  const item = itemOf(c)
  const name = limitNameOf(deadline, before)
  const isWhole = deadline.key === 'D_HANDLE' && name === 'default'
  const law = isWhole ? lawLimit(item, after, deadline.startedAt, rules.calendar) : undefined
  return law ?? limitOf(deadline.name, name, after, rules.limits[after.urgency], item)
}

const running = (state: CaseState, name: DeadlineName): Deadline[] =>
  state.deadlines.filter((deadline) => deadline.key === name && deadline.state === 'RUNNING')

/** Deadlines whose amount depends on the urgency; dates set by a person, the followers of D_HANDLE and the law's do not. */
const urgencyDecides = ({ key, name }: Deadline, c: Clocking): boolean =>
  name !== 'D_WARN' &&
  name !== 'D_LADDER' &&
  name !== 'D_INBOX' &&
  name !== 'D_WHISTLE' &&
  name !== 'D_REVIEW' &&
  name !== 'D_DRAFT' &&
  !(key === 'D_HANDLE' && lawLimit(itemOf(c), c.after, c.now, c.rules.calendar) !== undefined)

/** A date that a source or a leader fixed, or that a part took from its whole: a lower urgency or another item does not lift it. */
function isDated({ name, no }: Deadline, state: CaseState): boolean {
  if (name !== 'D_HANDLE') return false
  const kind = leadOrder(state)?.kind
  return no !== undefined || kind === 'TASKFORCE' || (state.targetAt !== null && kind !== 'REWORK')
}

/** The amount that a running deadline was started with: a redo, a task force and the units of a whistle have their own. */
function limitNameOf({ name, no }: Deadline, state: CaseState): LimitName {
  const lead = leadOrder(state)
  if (name === 'D_HANDLE' && no === undefined && lead?.kind === 'REWORK')
    return lead.reopened ? 'own' : 'rework'
  if (name === 'D_HANDLE' && lead?.kind === 'TASKFORCE') return 'taskforce'
  return name === 'D_SIGN' && orderOf(state, no)?.kind.startsWith('JOINT') ? 'whistleAnswer' : 'default'
}
