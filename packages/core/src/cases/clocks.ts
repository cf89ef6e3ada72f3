// Turns the clock rules of a transition into clock changes with due times, so that facts fold without a calendar.
import type { Limit, Rulebook } from '../districts/district.ts'
import { statutoryOf } from '../districts/statutory.ts'
import { advance, elapsed, isAssumed } from '../kernel/calendar.ts'
import type { CaseState, Deadline } from './case.ts'
import { move } from './clocks.moves.ts'
import { pause, resume, stop, usedBy, type Clocking } from './clocks.turns.ts'
import { warnFor } from './clocks.warn.ts'
import { deadlineKey, type ClockRule, type Subject } from './context.ts'
import type { ClockChange } from './facts.ts'
import { lawLimit, limitOf, type LawfulLimit } from './limits.ts'
import { isOpenOrder, type DeadlineName } from './states.ts'

/** All clock changes of one decision in order; D_WARN, D_LADDER and the clocks of orders follow D_HANDLE by themselves. */
export function clockChanges(rules: readonly ClockRule[], c: Clocking): ClockChange[] {
  const changes = rules.flatMap((rule) => {
    const own = changesOf(rule, c)
    return rule.op === 'stopAll' ? own : own.flatMap((change) => [change, ...followers(change, c)])
  })
  const stopped = new Set(changes.filter(({ op }) => op === 'stop').map(({ key }) => key))
  // What the decision ends is not moved by it: a co-signed request keeps the due time it was answered by.
  return changes
    .filter(({ op, key }) => op !== 'move' || !stopped.has(key))
    .map((change) => noteAssumed(change, c))
}

/** Says of a due time that it counts on working days which nobody has published yet. */
function noteAssumed(change: ClockChange, { before, now, rules }: Clocking): ClockChange {
  if (change.op !== 'start' && change.op !== 'resume' && change.op !== 'move') return change
  const clock =
    change.op === 'resume' ? before.deadlines.find(({ key }) => key === change.key)?.clock : change.clock
  if (change.dueAt === null || !clock || !isAssumed(rules.calendar, clock, now, change.dueAt)) return change
  return { ...change, assumed: true }
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

/** Clocks of the district's own inboxes: while one of them runs, its ladder may. */
const INBOXES: readonly DeadlineName[] = ['D_INTAKE', 'D_DISPATCH', 'D_FOLLOWUP']

function isOrphan({ name, no }: Deadline, state: CaseState): boolean {
  // Whoever takes the order next owes the first contact anew.
  if (name === 'D_CONTACT') return ['POOLED', 'REPORTED', 'ASSIGNED'].includes(state.state)
  if (name === 'D_INBOX' && no === undefined)
    return !state.deadlines.some((one) => INBOXES.includes(one.name) && one.state === 'RUNNING')
  if (no === undefined || name === 'D_LADDER') return false
  if (name === 'D_INBOX') return state.requests.find((one) => one.no === no)?.state !== 'OPEN'
  if (name === 'D_REQ') return state.requests.find((one) => one.no === no)?.state !== 'OPEN'
  if (name === 'D_REPLY') return state.cards.find((one) => one.no === no)?.state !== 'OPEN'
  const order = state.orders.find((one) => one.no === no)?.state
  if (name === 'D_SIGN') return order !== 'PENDING_SIGN'
  if (name === 'D_ARRIVE') return order !== 'PENDING_SIGN' && order !== 'ACTIVE'
  // Answered late is answered: the ladder waits for the arrival to be missed too.
  if (name === 'D_WHISTLE')
    return (
      order !== 'PENDING_SIGN' &&
      (order !== 'ACTIVE' ||
        state.deadlines.find(({ key }) => key === deadlineKey('D_ARRIVE', no))?.firedAt === undefined)
    )
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
): LawfulLimit | { readonly dueAt: number } {
  const { before, after, plan, now, rules } = c
  if (rule.step) return leftOf(rule.step.after, rule.step.since, c)
  if (plan.dueAt !== undefined && rule.limit === 'child') return childLimit(plan.dueAt, c)
  if (plan.dueAt !== undefined && (rule.limit === 'review' || rule.limit === 'taskforce'))
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
  const limit = limitOf(rule.name, rule.limit ?? 'default', after, limits, item)
  if (rule.name === 'D_HANDLE' && rule.limit === undefined && rule.of === undefined)
    return lawLimit(item, after, now, rules.calendar) ?? limit
  if (rule.name === 'D_INTAKE') return { ...limit, law: statutoryOf(item)?.intake && statutoryOf(item)?.code }
  if (rule.name !== 'D_LADDER') return limit
  // Steps of the ladder count from the missed due time, not from the step before (§2.6: +48 h, +120 h).
  const missedAt = before.deadlines.find((deadline) => deadline.key === 'D_HANDLE')?.dueAt ?? now
  return leftOf(limit, missedAt, c)
}

/** What is left of an amount that began to count before now. */
const leftOf = ({ clock, ms }: Limit, since: number, { now, rules }: Clocking): Limit => ({
  clock,
  ms: Math.max(0, ms - elapsed(rules.calendar, clock, since, now)),
})

/** A part counts on the clock of the whole, so that after a pause it is still due no later than the whole. */
function childLimit(dueAt: number, { before, now, rules }: Clocking): ReturnType<typeof limitFor> {
  const clock = before.deadlines.find((deadline) => deadline.key === 'D_HANDLE')?.clock ?? 'NATURAL'
  const ms = elapsed(rules.calendar, clock, now, dueAt)
  return advance(rules.calendar, clock, now, ms) === dueAt ? { clock, ms } : { dueAt }
}

function start(
  name: DeadlineName,
  no: number | undefined,
  limit: LawfulLimit | { readonly dueAt: number },
  { now, rules }: Clocking,
): ClockChange {
  const key = deadlineKey(name, no)
  if ('dueAt' in limit) {
    const dueAt = Math.max(now, limit.dueAt)
    return { op: 'start', key, clock: 'NATURAL', limitMs: dueAt - now, dueAt }
  }
  const { clock, ms, law } = limit
  const dueAt = advance(rules.calendar, clock, now, ms)
  return { op: 'start', key, clock, limitMs: ms, dueAt, ...(law && { law }) }
}

/** Clocks of orders, of the first contact and of a plan: nobody can act on them while the case is parked. */
const isOrderClock = ({ name, no, firedAt }: Deadline): boolean =>
  firedAt === undefined &&
  (name === 'D_SIGN' ||
    name === 'D_ARRIVE' ||
    name === 'D_CONTACT' ||
    name === 'D_WHISTLE' ||
    name === 'D_PLAN' ||
    (name === 'D_HANDLE' && no !== undefined))

/**
 * D_WARN stands at eighty percent of D_HANDLE; the overdue ladder stops when D_HANDLE stops, pauses or gets a due time
 * ahead; the clocks of orders stand still while D_HANDLE does.
 */
function followers(change: ClockChange, c: Clocking): ClockChange[] {
  if (change.key !== 'D_HANDLE' || change.op === 'fire') return []
  const { deadlines } = c.before
  const ladderEnds = change.op !== 'move' || change.dueAt === null || change.dueAt > c.now
  const stopped = deadlines
    .filter(
      ({ name, state }) => state !== 'STOPPED' && (name === 'D_WARN' || (name === 'D_LADDER' && ladderEnds)),
    )
    .map((deadline) => stop(deadline, c))
  switch (change.op) {
    case 'stop':
      return stopped
    case 'pause':
      return [...stopped, ...deadlines.filter(isOrderClock).flatMap((deadline) => pause(deadline, c))]
    case 'resume':
      return [
        ...stopped,
        ...warnFor(change, c),
        ...deadlines.filter(isOrderClock).flatMap((deadline) => resume(deadline, c)),
      ]
    case 'start':
    case 'move':
      return [...stopped, ...warnFor(change, c)]
  }
}
