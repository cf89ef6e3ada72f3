// Who owns a case and whose clock runs: never nobody, never two.
import { expect, test } from 'vitest'
import { by, cases, due, type Step } from './given.testing.ts'
import * as flow from './flow.testing.ts'
import { operator, resident } from './actors.testing.ts'
import { holderOf, ownerOf } from './holder.ts'
import { CENTRE, DISTRICT, EAST, EAST_1, ROADS } from './rules.testing.ts'

const held = (...steps: Step[]) => {
  const { state } = cases(...steps)
  const holder = holderOf(state, DISTRICT)
  return [ownerOf(state, DISTRICT), holder?.org ?? null, holder?.deadline?.key ?? null]
}

test.each<[string, readonly Step[], ReturnType<typeof held>]>([
  ['a report is the centre’s', flow.reported(), [CENTRE, CENTRE, 'D_INTAKE']],
  [
    'a question too, though its clock is the reporter’s',
    [...flow.byResident(), by(operator, { type: 'requestInfo', question: '?' })],
    [CENTRE, CENTRE, 'D_INFO'],
  ],
  ['a pool is the centre’s', flow.accepted(), [CENTRE, CENTRE, 'D_GRAB']],
  ['with the window closed as well', [...flow.accepted(), due('D_GRAB')], [CENTRE, CENTRE, 'D_DISPATCH']],
  ['an assigned order is the unit’s before it signs', flow.dispatched(), [ROADS, ROADS, 'D_SIGN#1']],
  ['a grabbed case is the street’s', flow.grabbed(), [EAST, EAST, 'D_HANDLE']],
  ['in a joint handling the street owns, the lead’s clock runs', flow.joint(), [EAST, ROADS, 'D_SIGN#2']],
  ['and after arrival its handling time', flow.arrived(), [EAST, ROADS, 'D_HANDLE']],
  ['a return-up is the district’s', flow.escalated(), [CENTRE, CENTRE, 'D_REQ#1']],
  ['a task force is its department’s', flow.taskforce(), [ROADS, ROADS, 'D_HANDLE']],
  ['what is suspended stays with its unit', flow.suspended(), [EAST, EAST, 'D_REVIEW']],
  [
    'a verification is the centre’s, its clock the community’s',
    flow.submitted(),
    [CENTRE, EAST_1, 'D_VERIFY'],
  ],
  ['a follow-up is the centre’s', flow.followUp(), [CENTRE, CENTRE, 'D_FOLLOWUP']],
  ['an assessment is the centre’s', flow.toAssess(), [CENTRE, CENTRE, 'D_ASSESS']],
  ['a closed case is nobody’s', flow.closed(), [null, null, null]],
])('%s', (_, steps, wanted) => {
  expect(held(...steps)).toEqual(wanted)
})

test('a draft is nobody’s', () => {
  expect(held(by(resident, { type: 'saveDraft', text: '井盖' }))).toEqual([null, null, null])
})

test('the holder holds since its clock started', () => {
  const { state, now } = cases(...flow.grabbed())
  expect(holderOf(state, DISTRICT)?.since).toBe(now)
})
