// Turns the clock rules of a transition into clock changes with due times, so that facts fold without a calendar.
import type { Limit, Rulebook } from '../districts/district.ts'
import { advance, elapsed } from '../kernel/calendar.ts'
import type { CaseState, Deadline } from './case.ts'
import { deadlineKey, type ClockRule, type MoveRule, type Plan, type Subject } from './context.ts'
import type { ClockChange } from './facts.ts'
import { handleLimit, limitOf, WARN_SHARE } from './limits.ts'
import { isOpenOrder, type DeadlineName } from './states.ts'

interface Clocking {
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

/** All clock changes of one decision in order; D_WARN and D_LADDER follow D_HANDLE by themselves. */
export function clockChanges(rules: readonly ClockRule[], c: Clocking): ClockChange[] {
  const changes = rules.flatMap((rule) => changesOf(rule, c))
  return changes.flatMap((change) => [change, ...followers(change, c)])
}

function changesOf(rule: ClockRule, c: Clocking): ClockChange[] {
  switch (rule.op) {
    case 'stopAll':
      return c.before.deadlines.filter((deadline) => deadline.state !== 'STOPPED').map((one) => stop(one, c))
    case 'start':
      // No contact on file or contacted already: nobody owes a first contact.
      if (rule.name === 'D_CONTACT' && (!c.after.reporter?.contactable || c.after.contactedAt !== null))
        return []
      return subjects(rule.name, rule.of, c).map((no) => start(rule.name, no, limitFor(rule, c), c))
    case 'stop':
      return existing(rule.name, rule.of, c)
        .filter((deadline) => deadline.state !== 'STOPPED')
        .map((deadline) => stop(deadline, c))
    case 'pause':
      return existing(rule.name, rule.of, c).flatMap((deadline) => pause(deadline, c))
    case 'pauseUnlessUrgent':
      if (c.after.urgency === 'URGENT') return []
      return existing(rule.name, rule.of, c).flatMap((deadline) => pause(deadline, c))
    case 'resume':
      return existing(rule.name, rule.of, c).flatMap((deadline) => resume(deadline, c))
    case 'move':
      return move(rule.name, rule.by, c)
  }
}

/** Stops for clocks whose order, request or card no longer waits for anybody after the decision. */
export const orphanStops = (folded: CaseState, now: number, rules: Rulebook): ClockChange[] =>
  folded.deadlines
    .filter((deadline) => deadline.state !== 'STOPPED' && isOrphan(deadline, folded))
    .map((deadline) => ({ op: 'stop', key: deadline.key, usedMs: usedBy(deadline, { now, rules }) }))

function isOrphan({ name, no }: Deadline, state: CaseState): boolean {
  if (name === 'D_CONTACT') return state.state === 'POOLED' || state.state === 'REPORTED'
  if (no === undefined || name === 'D_LADDER') return false
  if (name === 'D_REQ') return state.requests.find((one) => one.no === no)?.state !== 'OPEN'
  if (name === 'D_REPLY') return state.cards.find((one) => one.no === no)?.state !== 'OPEN'
  const order = state.orders.find((one) => one.no === no)?.state
  if (name === 'D_SIGN') return order !== 'PENDING_SIGN'
  if (name === 'D_ARRIVE') return order !== 'PENDING_SIGN' && order !== 'ACTIVE'
  return order === undefined || !isOpenOrder(order)
}

/** Numbers behind a rule's subject; [undefined] for deadlines of the case itself. */
function subjects(name: DeadlineName, of: Subject | undefined, { before, plan }: Clocking) {
  switch (of) {
    case undefined:
      return [undefined]
    case 'order':
      return plan.order === undefined ? [] : [plan.order]
    case 'orders':
      return plan.orders ?? []
    case 'lead':
      return before.lead === null ? [] : [before.lead]
    case 'request':
      return plan.request === undefined ? [] : [plan.request]
    case 'card':
      return plan.card === undefined ? [] : [plan.card]
    case 'every':
      return before.deadlines.filter((deadline) => deadline.name === name).map((deadline) => deadline.no)
  }
}

function existing(name: DeadlineName, of: Subject | undefined, c: Clocking): Deadline[] {
  const keys = new Set(subjects(name, of, c).map((no) => deadlineKey(name, no)))
  return c.before.deadlines.filter((deadline) => keys.has(deadline.key))
}

function limitFor(
  rule: Extract<ClockRule, { op: 'start' }>,
  c: Clocking,
): Limit | { readonly dueAt: number } {
  const { after, plan, rules } = c
  if (
    plan.dueAt !== undefined &&
    (rule.limit === 'child' || rule.limit === 'review' || rule.limit === 'taskforce')
  )
    return { dueAt: plan.dueAt }
  // A source may fix the due time itself: 12345 orders carry the limit of the hotline (domain specification §2.1, limit on the order).
  if (
    rule.name === 'D_HANDLE' &&
    rule.limit === undefined &&
    rule.of === undefined &&
    after.targetAt !== null
  )
    return { dueAt: after.targetAt }
  const limits = rules.limits[after.urgency]
  const item = after.item === null ? undefined : rules.item(after.item)
  return limitOf(rule.name, rule.limit ?? 'default', after, limits, item)
}

function start(
  name: DeadlineName,
  no: number | undefined,
  limit: Limit | { readonly dueAt: number },
  { now, rules }: Clocking,
): ClockChange {
  const key = deadlineKey(name, no)
  if ('dueAt' in limit) {
    const dueAt = Math.max(now, limit.dueAt)
    return { op: 'start', key, clock: 'NATURAL', limitMs: dueAt - now, dueAt }
  }
  const dueAt = advance(rules.calendar, limit.clock, now, limit.ms)
  return { op: 'start', key, clock: limit.clock, limitMs: limit.ms, dueAt }
}

/** Counted milliseconds used up to now, the open segment included. */
const usedBy = (deadline: Deadline, { now, rules }: Pick<Clocking, 'now' | 'rules'>): number =>
  deadline.usedMs +
  (deadline.state === 'RUNNING' ? elapsed(rules.calendar, deadline.clock, deadline.since, now) : 0)

const stop = (deadline: Deadline, c: Clocking): ClockChange => ({
  op: 'stop',
  key: deadline.key,
  usedMs: usedBy(deadline, c),
})

const pause = (deadline: Deadline, c: Clocking): ClockChange[] =>
  deadline.state === 'RUNNING' ? [{ op: 'pause', key: deadline.key, usedMs: usedBy(deadline, c) }] : []

function resume(deadline: Deadline, { before, now, rules }: Clocking): ClockChange[] {
  if (deadline.state !== 'PAUSED') return []
  const least = before.state === 'ESCALATED' ? LEAST_LEFT_AFTER_RETURN_UP_MS : 0
  const left = Math.max(least, deadline.limitMs - deadline.usedMs)
  const dueAt = advance(rules.calendar, deadline.clock, now, Math.max(0, left))
  return [{ op: 'resume', key: deadline.key, limitMs: deadline.usedMs + left, dueAt }]
}

/** The same deadline with another limit: the due time counts from what is already used. */
function toLimit(deadline: Deadline, { clock, ms }: Limit, rules: Rulebook): ClockChange {
  const left = Math.max(0, ms - deadline.usedMs)
  return {
    op: 'move',
    key: deadline.key,
    clock,
    limitMs: ms,
    dueAt: advance(rules.calendar, clock, deadline.since, left),
  }
}

function move(name: DeadlineName, by: MoveRule, c: Clocking): ClockChange[] {
  const { before, after, plan, now, rules } = c
  const limits = rules.limits[after.urgency]
  const item = after.item === null ? undefined : rules.item(after.item)
  switch (by) {
    case 'extension':
      return running(before, name).map((deadline) => {
        const dueAt = plan.dueAt ?? deadline.dueAt ?? now
        const limitMs = usedBy(deadline, c) + elapsed(rules.calendar, deadline.clock, now, dueAt)
        return { op: 'move', key: deadline.key, clock: deadline.clock, limitMs, dueAt }
      })
    case 'whistle':
      // D_HANDLE = max(remaining, item limit), once per case (E21).
      return running(before, name).flatMap((deadline) => {
        const used = usedBy(deadline, c)
        const fresh = handleLimit(limits, item)
        if (before.whistleTried || deadline.clock !== fresh.clock || deadline.limitMs - used >= fresh.ms)
          return []
        return [toLimit(deadline, { clock: fresh.clock, ms: used + fresh.ms }, rules)]
      })
    case 'item':
      return running(before, name).map((deadline) => toLimit(deadline, handleLimit(limits, item), rules))
    case 'urgencyUp':
      return before.deadlines
        .filter((deadline) => deadline.state === 'RUNNING' && urgencyDecides(deadline))
        .flatMap((deadline) => {
          const limit = limitOf(deadline.name, 'default', after, limits, item)
          const dueAt = advance(rules.calendar, limit.clock, now, limit.ms)
          if (deadline.dueAt !== null && deadline.dueAt <= dueAt) return []
          const limitMs = deadline.usedMs + elapsed(rules.calendar, limit.clock, deadline.since, dueAt)
          return [{ op: 'move' as const, key: deadline.key, clock: limit.clock, limitMs, dueAt }]
        })
    case 'urgencyDown':
      return before.deadlines
        .filter((deadline) => deadline.state === 'RUNNING' && urgencyDecides(deadline))
        .map((deadline) => toLimit(deadline, limitOf(deadline.name, 'default', after, limits, item), rules))
  }
}

const running = (state: CaseState, name: DeadlineName): Deadline[] =>
  state.deadlines.filter((deadline) => deadline.key === name && deadline.state === 'RUNNING')

/** Deadlines whose amount depends on the urgency; dates set by a person and the followers of D_HANDLE do not. */
const urgencyDecides = ({ name }: Deadline): boolean =>
  name !== 'D_WARN' && name !== 'D_LADDER' && name !== 'D_REVIEW' && name !== 'D_DRAFT'

/** D_WARN stands at eighty percent of D_HANDLE; the overdue ladder stops when D_HANDLE stops, pauses or moves. */
function followers(change: ClockChange, c: Clocking): ClockChange[] {
  if (change.key !== 'D_HANDLE') return []
  const warn = c.before.deadlines.find((deadline) => deadline.key === 'D_WARN')
  const stopped = c.before.deadlines
    .filter(
      (deadline) =>
        deadline.state !== 'STOPPED' &&
        (deadline.name === 'D_LADDER' || (deadline.name === 'D_WARN' && change.op !== 'fire')),
    )
    .map((deadline) => stop(deadline, c))
  switch (change.op) {
    case 'fire':
      return []
    case 'stop':
    case 'pause':
      return stopped
    case 'start':
    case 'move':
    case 'resume':
      return [...stopped, ...warnFor(change, warn, c)]
  }
}

function warnFor(
  change: Extract<ClockChange, { op: 'start' | 'move' | 'resume' }>,
  warn: Deadline | undefined,
  { before, now, rules }: Clocking,
): ClockChange[] {
  if (change.op === 'resume' && warn?.firedAt !== undefined) return []
  const handle = before.deadlines.find((deadline) => deadline.key === 'D_HANDLE')
  const clock = change.op === 'resume' ? (handle?.clock ?? 'NATURAL') : change.clock
  const left = elapsed(rules.calendar, clock, now, change.dueAt)
  const ms = Math.max(0, Math.round(left - change.limitMs * (1 - WARN_SHARE)))
  if (ms === 0) return []
  return [{ op: 'start', key: 'D_WARN', clock, limitMs: ms, dueAt: advance(rules.calendar, clock, now, ms) }]
}
