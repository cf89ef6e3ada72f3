// What the system does by itself after a fact.
import { expect, test } from 'vitest'
import {
  assessor,
  dispatcherEast,
  handlerEast,
  operator,
  resident,
  sensor,
  system,
} from './actors.testing.ts'
import type { CaseFact } from './facts.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, STREAM, type Step } from './given.testing.ts'
import { reactionsTo } from './policy.ts'
import { HOUSING, IN_EAST_1, rules, WATER } from './rules.testing.ts'
import { OTHER, tours } from './tours.testing.ts'

/** Reactions to the facts of the last step. */
const reactions = (...steps: Step[]) => {
  const before = cases(...steps.slice(0, -1)).facts.length
  const { state, facts } = cases(...steps)
  return facts.slice(before).flatMap((fact: CaseFact) => reactionsTo(fact, STREAM, state, rules))
}
const ingest = (item?: string) =>
  by(
    sensor,
    { type: 'ingest', externalId: 'x-1', place: IN_EAST_1, text: '水位超限', ...(item ? { item } : {}) },
    { context: { source: 'DEVICE' } },
  )

test('what staff or a source reports with a known item is accepted, what residents report is not', () => {
  const accept = [{ stream: STREAM, command: { type: 'accept', item: flow.LAMP } }]
  expect(reactions(...flow.reported({ item: flow.LAMP }))).toEqual(accept)
  expect(reactions(ingest(flow.LAMP))).toEqual(accept)
  expect(reactions(...flow.reported())).toEqual([])
  expect(reactions(...flow.byResident({ item: flow.LAMP }))).toEqual([])
})

test('a matter of one department goes there at once, an urgent one when its window closes', () => {
  const to = (org: string) => [{ stream: STREAM, command: { type: 'dispatch', org } }]
  expect(reactions(...flow.accepted('W02003'))).toEqual(to(WATER))
  expect(reactions(...flow.accepted(flow.RUIN))).toEqual([])
  expect(reactions(...flow.accepted(flow.RUIN), due('D_GRAB'))).toEqual(to(HOUSING))
  expect(reactions(...flow.accepted(), due('D_GRAB'))).toEqual([])
})

test('each reaction is taken once: the second time the decider refuses it', () => {
  const [reaction] = reactions(...flow.accepted('W02003'))
  const step = by(system, reaction?.command ?? { type: 'grab' })
  const told = cases(...flow.accepted('W02003'), step)
  told.when(step.command, { as: system }).refuses('case/already-dispatched', { org: '水务局' })
})

test('a merged case is absorbed by its primary, let go when unmerged, and closed with it', () => {
  const merged = tours['merged and let go']
  expect(reactions(...(merged?.slice(0, -1) ?? []))).toEqual([
    { stream: OTHER, command: { type: 'absorb', from: STREAM } },
  ])
  expect(reactions(...(merged ?? []))).toEqual([
    { stream: OTHER, command: { type: 'splitOff', from: STREAM } },
  ])
  const other = { ...cases(...flow.accepted()).state, mergedInto: STREAM }
  const closing: Step[] = [
    ...flow.accepted(),
    by(system, { type: 'absorb', from: OTHER }, { context: { other } }),
    by(dispatcherEast, { type: 'grab' }),
    by(handlerEast, flow.result()),
    by(operator, { type: 'verifyPassNoContact' }),
    by(assessor, { type: 'assess' }),
  ]
  expect(reactions(...closing)).toEqual([
    { stream: OTHER, command: { type: 'primaryClosed', primary: STREAM } },
  ])
})

test('a case that was merged while its primary closed still ends with it', () => {
  const other = { ...cases(...flow.accepted()).state, mergedInto: STREAM }
  const late = by(system, { type: 'absorb', from: OTHER }, { context: { other } })
  expect(reactions(...flow.closed(), late)).toEqual([
    { stream: OTHER, command: { type: 'primaryClosed', primary: STREAM } },
  ])
})

test('cases whose primary is voided, withdrawn or transferred go on by themselves, also when they were merged meanwhile', () => {
  const other = { ...cases(...flow.accepted()).state, mergedInto: STREAM }
  const absorb = by(system, { type: 'absorb', from: OTHER }, { context: { other } })
  const revived = [{ stream: OTHER, command: { type: 'revive', primary: STREAM } }]
  const voiding = by(operator, { type: 'void', reasonCode: 'FALSE', explanation: '不实' })
  const transfer = by(operator, { type: 'transfer', channel: 'COURT', explanation: '属诉讼事项' })
  expect(reactions(...flow.accepted(), absorb, voiding)).toEqual(revived)
  expect(reactions(...flow.accepted(), absorb, transfer)).toEqual(revived)
  expect(reactions(...flow.byResident(), absorb, by(resident, { type: 'withdraw' }))).toEqual(revived)
  expect(reactions(...flow.accepted(), voiding, absorb)).toEqual(revived)
})

test('a danger that is only controlled gets a linked case for the lasting repair', () => {
  const [reaction] = reactions(
    ...flow.grabbed(flow.RUIN),
    by(handlerEast, flow.result({ resultType: 'CONTROLLED' })),
  )
  expect(reaction).toMatchObject({
    stream: 'new',
    command: { type: 'ingest', item: flow.RUIN, urgency: 'IMPORTANT', related: STREAM, photos: [flow.AFTER] },
  })
  expect(reactions(...flow.submitted())).toEqual([])
})
