// ② 分拨: grab, dispatch, sign, return, designate, split and reassign (E10–E20).
import { describe, expect, test } from 'vitest'
import {
  dispatcher,
  dispatcherEast,
  dispatcherWest,
  leaderEast,
  operator,
  resident,
  roads,
  supervisor,
  system,
  water,
} from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due } from './given.testing.ts'
import { at, EAST, EAST_1, GONE, HOUR, ROADS, WATER, WEST } from './rules.testing.ts'

const grab = { type: 'grab' } as const
const ask = (suggestedOrg: string = WATER) =>
  ({ type: 'requestReturn', reason: '非本局职责', legalBasis: '三定方案', suggestedOrg }) as const
const returned = [
  ...flow.dispatched(),
  by(roads.dispatcher, ask()),
  by(dispatcher, { type: 'approveReturn' }),
]
const returnedTwice = [
  ...returned,
  by(dispatcher, { type: 'dispatch', org: WATER }),
  by(water.dispatcher, ask(ROADS)),
  by(dispatcher, { type: 'approveReturn' }),
]

describe('a grab', () => {
  test('gives the street the case at once', () => {
    const state = cases(...flow.accepted())
      .when(grab, { as: dispatcherEast })
      .gives({
        type: 'order.grabbed',
        to: 'HANDLING',
        order: { no: 1, kind: 'GRAB', org: EAST, state: 'ACTIVE' },
      })
    expect(state.lead).toBe(1)
  })

  test('is for the own street only', () => {
    cases(...flow.accepted())
      .when(grab, { as: dispatcherWest })
      .refuses('case/not-your-area')
  })

  test('that comes second is told who won', () => {
    cases(...flow.grabbed())
      .when(grab, { as: dispatcherEast })
      .refuses('case/already-grabbed', { org: '东城街道' })
    cases(...flow.dispatched())
      .when(grab, { as: dispatcherEast })
      .refuses('case/already-dispatched', { org: '市政局' })
    cases(...flow.grabbed())
      .when({ type: 'dispatch', org: ROADS }, { as: dispatcher })
      .refuses('case/already-grabbed', { org: '东城街道' })
  })

  test('counts the handling time over the make-up Sunday', () => {
    expect(cases(...flow.grabbed()).clock('D_HANDLE')).toMatchObject({
      clock: 'WD24',
      dueAt: at('2026-09-20 10:02'),
    })
  })

  test('owes a first contact only where there is somebody to contact', () => {
    expect(cases(...flow.grabbed()).state.deadlines.map(({ key }) => key)).not.toContain('D_CONTACT')
    expect(cases(...flow.grabbed(undefined, flow.byResident())).clock('D_CONTACT').dueAt).toBe(
      at('2026-09-15 10:02'),
    )
  })
})

describe('a dispatch', () => {
  const send = (org: string) => ({ type: 'dispatch', org }) as const

  test('waits for the grab window, unless urgent or a matter of one department', () => {
    cases(...flow.accepted())
      .when(send(ROADS), { as: dispatcher })
      .refuses('case/window-open')
    cases(...flow.accepted('W02003'))
      .when(send(WATER), { as: system })
      .gives('order.dispatched')
    cases(...flow.accepted(flow.RUIN))
      .when(send(ROADS), { as: dispatcher })
      .gives('order.dispatched')
    cases(...flow.accepted(), due('D_GRAB'))
      .when(send(ROADS), { as: dispatcher })
      .gives('order.dispatched')
  })

  test('goes to a street or a department that exists', () => {
    const open = cases(...flow.accepted(), due('D_GRAB'))
    open.when(send(GONE), { as: dispatcher }).refuses('case/org-unknown')
    open.when(send(EAST_1), { as: dispatcher }).refuses('case/org-wrong-kind')
    open.when(send(WEST), { as: dispatcher }).gives({ type: 'order.dispatched', to: 'ASSIGNED' })
  })

  test('is signed by the organisation it went to', () => {
    const told = cases(...flow.dispatched())
    told.when({ type: 'sign' }, { as: water.dispatcher }).refuses('case/not-your-order')
    told.when({ type: 'sign', order: 7 }, { as: roads.dispatcher }).refuses('case/not-your-order')
    told
      .when({ type: 'sign' }, { as: roads.dispatcher })
      .gives({ type: 'order.signed', order: 1, to: 'HANDLING' })
  })

  test('that nobody signs counts as signed, with a card', () => {
    const state = cases(...flow.dispatched())
      .whenDue('D_SIGN#1')
      .gives(
        { type: 'order.auto-signed', to: 'HANDLING' },
        { type: 'supervision.issued', card: { level: 'ORDINARY', org: ROADS } },
      )
    expect(state.orders[0]).toMatchObject({ state: 'ACTIVE', autoSigned: true })
  })

  test('that is urgent counts as signed after ten minutes, with a yellow card', () => {
    const told = cases(...flow.dispatched(ROADS, flow.RUIN))
    expect(told.clock('D_SIGN#1').dueAt).toBe(told.now + HOUR / 6)
    told
      .whenDue('D_SIGN#1')
      .gives('order.auto-signed', { type: 'supervision.issued', card: { level: 'YELLOW' } })
  })
})

describe('the first contact', () => {
  test('stops its clock when somebody was reached, and goes on when not', () => {
    const told = cases(...flow.grabbed(undefined, flow.byResident()))
    const clock = (reached: boolean) =>
      told
        .when({ ...flow.contact, reached }, { as: dispatcherEast })
        .gives('reporter.contacted')
        .deadlines.find(({ key }) => key === 'D_CONTACT')?.state
    expect([clock(false), clock(true)]).toEqual(['RUNNING', 'STOPPED'])
  })
})

describe('a return', () => {
  test('sends the case back to the pool without a lead, and stops its clocks', () => {
    const told = cases(...returned)
    expect(told.state).toMatchObject({ state: 'POOLED', lead: null, returnCount: 1, returnedBy: [ROADS] })
    expect(told.state.orders[0]?.state).toBe('RETURNED')
    expect([
      told.clock('D_SIGN#1').state,
      told.clock('D_HANDLE').state,
      told.clock('D_DISPATCH').state,
    ]).toEqual(['STOPPED', 'STOPPED', 'RUNNING'])
  })

  test('is asked for within eight duty hours, once, and never for urgent cases', () => {
    const sent = cases(...flow.dispatched())
    sent.when(ask(), { as: roads.dispatcher, after: 24 * HOUR }).refuses('case/return-window-passed')
    cases(...flow.dispatched(ROADS, flow.RUIN))
      .when(ask(), { as: roads.dispatcher })
      .refuses('case/urgent')
    const rejected = [
      ...flow.dispatched(),
      by(roads.dispatcher, ask()),
      by(dispatcher, { type: 'rejectReturn', reason: '属地' }),
    ]
    cases(...rejected)
      .when(ask(), { as: roads.dispatcher })
      .refuses('case/returned-before')
  })

  test('leaves the handling clock running while the district decides', () => {
    const told = cases(...flow.dispatched(), by(roads.dispatcher, ask()))
    expect(told.clock('D_HANDLE').state).toBe('RUNNING')
    expect(told.clock('D_REQ#1').state).toBe('RUNNING')
  })

  test('is not approved a third time: the supervisor designates, and that order stays', () => {
    const third = [
      ...returnedTwice,
      by(dispatcher, { type: 'dispatch', org: EAST }),
      by(dispatcherEast, ask()),
    ]
    cases(...third)
      .when({ type: 'approveReturn' }, { as: dispatcher })
      .refuses('case/return-limit')
    const designated = [...third, by(supervisor, { type: 'designate', org: ROADS, reason: '职责争议' })]
    expect(cases(...designated).state).toMatchObject({ state: 'ASSIGNED', designated: true, lead: 4 })
    cases(...designated, by(roads.dispatcher, { type: 'sign' }))
      .when(ask(), { as: roads.dispatcher })
      .refuses('case/designated')
  })

  test('is overtaken when the street whistles instead', () => {
    const told = cases(...flow.grabbed(), by(dispatcherEast, ask()), by(leaderEast, flow.whistle()))
    expect(told.state.requests[0]?.state).toBe('LAPSED')
    expect(told.clock('D_REQ#1').state).toBe('STOPPED')
  })
})

describe('a designation', () => {
  const designate = { type: 'designate', org: WATER, reason: '职责争议' } as const

  test('needs two returns or a dispute', () => {
    cases(...flow.dispatched())
      .when(designate, { as: supervisor })
      .refuses('case/return-count-low')
    cases(...flow.dispatched(), by(roads.dispatcher, ask()))
      .when(designate, { as: supervisor })
      .gives({ type: 'order.designated', to: 'ASSIGNED', request: 1 })
  })

  test('frees the new unit from what its predecessor asked for, and starts its clocks anew', () => {
    const told = cases(
      ...flow.signed(undefined, flow.byResident()),
      by(roads.leader, { type: 'requestExtension', until: at('2026-09-25 10:00'), reason: '等待材料' }),
      by(roads.dispatcher, ask()),
      by(supervisor, designate),
    )
    expect(told.state.requests.map(({ state }) => state)).toEqual(['LAPSED', 'APPROVED'])
    expect(told.clock('D_CONTACT').state).toBe('STOPPED')
    expect(told.clock('D_HANDLE').startedAt).toBe(told.now)
  })
})

test('a resident has no part in any of this', () => {
  for (const command of [grab, ask(), { type: 'sign' } as const])
    expect(
      cases(...flow.dispatched(undefined, undefined, flow.byResident())).when(command, { as: resident })
        .decision.ok,
    ).toBe(false)
  cases(...flow.accepted())
    .when(grab, { as: operator })
    .refuses('case/not-your-role')
})
