// What lies on whose desk: tasks by state, and who may not take them.
import { describe, expect, test } from 'vitest'
import {
  community,
  dispatcher,
  dispatcherEast,
  handlerEast,
  leaderEast,
  member,
  operator,
  police,
  resident,
  roads,
  supervisor,
  water,
} from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, type Step } from './given.testing.ts'
import { isOnDeskOf } from './invariants.testing.ts'
import { CENTRE, DISTRICT, EAST, EAST_1, GRID_E1, HOUSING, ROADS, WATER } from './rules.testing.ts'
import { tasksOf } from './tasks.ts'

const tasks = (...steps: Step[]) => tasksOf(cases(...steps).state, DISTRICT)
const kinds = (...steps: Step[]) => tasks(...steps).map(({ kind, org }) => `${kind} ${org}`)

describe('the desks', () => {
  test.each<[string, readonly Step[], readonly string[]]>([
    ['a report waits for the centre', flow.reported(), [`ACCEPT ${CENTRE}`]],
    ['in the window only the street is asked', flow.accepted(), [`GRAB ${EAST}`]],
    [
      'after it the district too',
      [...flow.accepted(), due('D_GRAB')],
      [`GRAB ${EAST}`, `DISPATCH ${CENTRE}`],
    ],
    [
      'an urgent case waits for both at once',
      flow.accepted(flow.RUIN),
      [`GRAB ${EAST}`, `DISPATCH ${CENTRE}`],
    ],
    ['a dispatched order is signed', flow.dispatched(), [`SIGN ${ROADS}`]],
    ['a grabbed one is handled', flow.grabbed(), [`HANDLE ${EAST}`]],
    ['units answer', flow.joint(), [`WHISTLE_ANSWER ${ROADS}`, `WHISTLE_ANSWER ${WATER}`]],
    [
      'then they arrive',
      [...flow.joint(), by(water.dispatcher, { type: 'answer' })],
      [`WHISTLE_ANSWER ${ROADS}`, `ARRIVE ${WATER}`],
    ],
    [
      'then the lead handles and the others do their part',
      flow.arrived(),
      [`HANDLE ${ROADS}`, `PART ${WATER}`],
    ],
    [
      'the street confirms a remote arrival',
      [...flow.joint(), by(water.handler, { type: 'arrive', mode: 'REMOTE' })],
      [`WHISTLE_ANSWER ${ROADS}`, `CONFIRM_ARRIVAL ${EAST}`],
    ],
    ['a return-up waits for the district leader', flow.escalated(), [`APPROVE_RETURN_UP ${CENTRE}`]],
    ['a task force handles and plans', flow.taskforce(), [`HANDLE ${ROADS}`, `PLAN ${ROADS}`]],
    ['a suspended case is looked at again', flow.suspended(), [`REVIEW ${EAST}`]],
    ['the grid verifies', flow.submitted(), [`VERIFY ${EAST_1}`]],
    ['then the centre too', [...flow.submitted(), due('D_VERIFY')], [`VERIFY ${EAST_1}`, `VERIFY ${CENTRE}`]],
    ['the centre follows up', flow.followUp(), [`FOLLOW_UP ${CENTRE}`]],
    ['the assessor assesses', flow.toAssess(), [`ASSESS ${CENTRE}`]],
    ['nothing is left', flow.closed(), []],
    [
      'street and units rate each other',
      flow.closedJoint(),
      [`RATE ${ROADS}`, `RATE ${WATER}`, `RATE ${EAST}`],
    ],
  ])('%s', (_, steps, wanted) => {
    expect(kinds(...steps)).toEqual(wanted)
  })
})

test('where a department leads, the district judges arrivals', () => {
  const steps = [
    ...flow.signed(),
    by(dispatcher, { type: 'formJoint', leadTask: '牵头', units: [{ org: HOUSING, task: '鉴定' }] }),
  ]
  const remote = { ...police.handler, org: HOUSING }
  expect(kinds(...steps, by(remote, { type: 'arrive', mode: 'REMOTE' }))).toContain(
    `CONFIRM_ARRIVAL ${CENTRE}`,
  )
})

test('a request lies with who decides it, and not with who asked', () => {
  const [, task] = tasks(...flow.grabbed(), by(leaderEast, flow.requestSuspend))
  expect(task).toMatchObject({
    kind: 'DECIDE',
    org: CENTRE,
    roles: ['DISTRICT_SUPERVISOR'],
    request: 1,
    except: [leaderEast.person],
  })
  expect(
    kinds(
      ...flow.followUp(),
      by(operator, { type: 'recordExplained', contacted: true, rating: 1, explanation: '?' }),
    ),
  ).toContain(`CO_SIGN ${CENTRE}`)
  expect(
    kinds(...flow.arrived(), by(leaderEast, { type: 'adjustUnits', lead: WATER, reason: '权属' })),
  ).toContain(`CONSENT_LEAD ${WATER}`)
})

test('a split order lies with the grid, or with the community where no grid is named', () => {
  const split = (org: string) =>
    tasks(...flow.grabbed(), by(dispatcherEast, { type: 'split', org, task: '清扫' })).at(-1)
  expect(split(GRID_E1)).toMatchObject({ kind: 'SIGN', org: EAST_1, grid: GRID_E1 })
  expect(split(EAST_1)).toMatchObject({ kind: 'SIGN', org: EAST_1, roles: ['COMMUNITY_OPERATOR'] })
})

test('nobody is asked to verify the own work', () => {
  const [task] = tasks(
    ...flow.grabbed(),
    by(dispatcherEast, { type: 'split', org: GRID_E1, task: '清扫' }),
    by(member, flow.part),
    by(handlerEast, flow.result()),
  )
  expect(task?.except).toEqual(expect.arrayContaining([member.person, handlerEast.person]))
  expect(task && isOnDeskOf(task, community)).toBe(true)
})

test('a question is for its reporter alone', () => {
  const asked = (as: typeof member) =>
    tasks(...flow.reported({}, as), by(operator, { type: 'requestInfo', question: '?' }))[0]
  expect(asked(member)).toMatchObject({ kind: 'ANSWER_QUESTION', org: EAST_1, post: member.post })
  expect(asked(resident)).toMatchObject({ org: CENTRE, post: resident.post })
})

test('a card lies with its organisation until it is answered, also in the next stage', () => {
  const carded = [...flow.grabbed(), by(supervisor, { type: 'supervise', level: 'RED', reason: '?' })]
  expect(kinds(...carded)).toEqual([`HANDLE ${EAST}`, `REPLY_CARD ${EAST}`])
  expect(kinds(...carded, by(handlerEast, flow.result()))).toContain(`REPLY_CARD ${EAST}`)
  const answered = by(leaderEast, { type: 'replySupervision', card: 1, measures: '已派人', by: 0 })
  expect(kinds(...carded, answered)).toEqual([`HANDLE ${EAST}`])
})

test('a street that gave the order back is not asked to grab it again', () => {
  const returned = [
    ...flow.grabbed(),
    by(dispatcherEast, { type: 'requestReturn', reason: '非属地', legalBasis: '清单', suggestedOrg: ROADS }),
    by(dispatcher, { type: 'approveReturn' }),
  ]
  expect(kinds(...returned)).toEqual([`DISPATCH ${CENTRE}`])
})

test('an appeal is the only task of a closed case besides ratings', () => {
  expect(kinds(...flow.closed(), by(leaderEast, { type: 'appealScore', reason: '?' }))).toEqual([
    `DECIDE ${CENTRE}`,
  ])
  expect(tasks(...flow.closedJoint()).find(({ org }) => org === ROADS)?.roles).toContain(roads.leader.role)
})
