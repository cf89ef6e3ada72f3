// One example of every kind of fact that was ever written: each must fold for ever (house rule 18).
import { expect, test } from 'vitest'
import type { CaseFact, CaseFactType } from './facts.ts'
import { evolve } from './evolve.ts'
import { newCase } from './case.new.ts'
import examples from './facts.golden.json' with { type: 'json' }
import { allFacts } from './tours.testing.ts'

/** Every kind of fact by name: a new kind that is missing here does not compile, and then wants its example. */
const KINDS: Readonly<Record<CaseFactType, true>> = {
  'case.drafted': true,
  'case.reported': true,
  'case.self-handled': true,
  'case.accepted': true,
  'case.info-requested': true,
  'case.info-supplied': true,
  'case.withdrawn': true,
  'case.voided': true,
  'case.grab-window-closed': true,
  'case.transferred': true,
  'case.merged': true,
  'case.absorbed': true,
  'case.unmerged': true,
  'case.split-off': true,
  'case.restored': true,
  'case.reclassified': true,
  'case.grid-changed': true,
  'case.urged': true,
  'case.emergency-line-notified': true,
  'case.suspended': true,
  'case.ledgered': true,
  'case.resumed': true,
  'case.escalated': true,
  'case.reopened': true,
  'case.closed': true,
  'case.assessed': true,
  'order.grabbed': true,
  'order.dispatched': true,
  'order.designated': true,
  'order.signed': true,
  'order.auto-signed': true,
  'order.split': true,
  'order.reassigned': true,
  'order.part-completed': true,
  'reporter.contacted': true,
  'return.requested': true,
  'return.approved': true,
  'return.rejected': true,
  'whistle.blown': true,
  'whistle.answered': true,
  'whistle.overdue': true,
  'department.arrived': true,
  'department.arrival-judged': true,
  'joint.formed': true,
  'joint.units-changed': true,
  'request.made': true,
  'request.rejected': true,
  'return-up.submitted': true,
  'return-up.rejected': true,
  'taskforce.formed': true,
  'taskforce.planned': true,
  'extension.approved': true,
  'result.submitted': true,
  'verification.passed': true,
  'verification.failed': true,
  'verification.overdue': true,
  'follow-up.tried': true,
  'follow-up.recorded': true,
  'follow-up.unreachable': true,
  'follow-up.link-sent': true,
  'follow-up.answered': true,
  'rating.solicited': true,
  'rating.solicited-decided': true,
  'rework.ordered': true,
  'feedback.sent': true,
  'appeal.filed': true,
  'appeal.decided': true,
  'partner.rated': true,
  'urgency.raised': true,
  'urgency.lowered': true,
  'supervision.issued': true,
  'escalation.proposed': true,
  'supervision.replied': true,
  'supervision.cancelled': true,
  'deadline.due-soon': true,
  'deadline.missed': true,
  'deadline.recounted': true,
  'instruction.added': true,
  'timeline.added': true,
}

const golden = examples as unknown as readonly CaseFact[]

test('there is an example of every kind, and of no kind that is unknown', () => {
  expect(golden.map(({ type }) => type).sort()).toEqual(Object.keys(KINDS).sort())
})

test('every example folds into any case, and counts as one fact', () => {
  for (const fact of golden) {
    const state = evolve(newCase, fact)
    expect(state.version, fact.type).toBe(1)
    for (const next of golden) expect(evolve(state, next).version).toBe(2)
  }
})

test('a fact that moves the case moves it, also when the table has changed since', () => {
  for (const fact of golden) if (fact.to !== undefined) expect(evolve(newCase, fact).state).toBe(fact.to)
})

/** Names of the fields of a fact, in depth; the same kind may leave out what is optional. */
const shape = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? typeof value
    : Array.isArray(value)
      ? value.slice(0, 1).map(shape)
      : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shape(one)]))

test('what is written today has the shape of its example: a field is never renamed or given another type', () => {
  const today = new Map<CaseFactType, CaseFact[]>()
  for (const fact of JSON.parse(JSON.stringify(allFacts())) as CaseFact[])
    today.set(fact.type, [...(today.get(fact.type) ?? []), fact])
  for (const fact of golden) {
    const shapes = (today.get(fact.type) ?? []).map(shape)
    expect(shapes, fact.type).toContainEqual(shape(fact))
  }
})
