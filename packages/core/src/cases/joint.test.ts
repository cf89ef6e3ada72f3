// 联单: the whistle, its units, their answers, arrivals and parts, change of lead, mutual rating (E21–E26; §2.7).
import { describe, expect, test } from 'vitest'
import {
  dispatcher,
  dispatcherEast,
  handlerEast,
  housing,
  leaderEast,
  leaderWest,
  police,
  roads,
  supervisor,
  water,
} from './actors.testing.ts'
import type { CommandOf } from './commands.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due } from './given.testing.ts'
import { at, EAST, FAR_EAST_1, HOUR, HOUSING, IN_WEST, POLICE, ROADS, WATER } from './rules.testing.ts'

const adjust = (over: object) => ({ type: 'adjustUnits', reason: '权属', ...over }) as const
const unit = (org: string, dependsOn?: string) => ({ org, task: '配合', ...(dependsOn ? { dependsOn } : {}) })
const askedToLead = [...flow.arrived(), by(leaderEast, adjust({ lead: WATER }))]

describe('a whistle', () => {
  test('gives each unit its own order, and the street keeps the case', () => {
    const { state, clock } = cases(...flow.joint())
    expect(state).toMatchObject({ state: 'JOINT', lead: 2, coordinator: 1, whistleTried: true })
    expect(state.orders.map(({ kind, org, state: is }) => [kind, org, is])).toEqual([
      ['GRAB', EAST, 'ACTIVE'],
      ['JOINT_LEAD', ROADS, 'PENDING_SIGN'],
      ['JOINT_CO', WATER, 'PENDING_SIGN'],
    ])
    expect(clock('D_SIGN#3')).toMatchObject({ clock: 'DUTY', dueAt: at('2026-09-14 18:03') })
    expect(clock('D_ARRIVE#3')).toMatchObject({ clock: 'WD24', dueAt: at('2026-09-17 10:03') })
  })

  test('is blown by the leader, or by a dispatcher who has it in writing', () => {
    const told = cases(...flow.grabbed())
    told.when(flow.whistle(), { as: dispatcherEast }).refuses('case/no-whistle-right')
    told
      .when(flow.whistle(), { as: { ...dispatcherEast, delegations: ['WHISTLE'] } })
      .gives('order.dispatched', 'order.dispatched', 'whistle.blown')
    told.when(flow.whistle(), { as: leaderWest }).refuses('case/not-your-order')
  })

  test('calls active departments, each once, and no unit waits for itself or in a circle', () => {
    const told = cases(...flow.grabbed())
    const call = (over: object) => told.when(flow.whistle(over), { as: leaderEast })
    call({ units: [unit(EAST)] }).refuses('case/org-wrong-kind')
    call({ units: [unit(ROADS)] }).refuses('case/unit-twice')
    call({ units: [unit(WATER, POLICE)] }).refuses('case/not-joint-unit')
    call({ units: [unit(WATER, EAST)] }).refuses('case/not-joint-unit')
    call({ units: [unit(WATER, WATER)] }).refuses('case/part-waits')
    call({ units: [unit(WATER, POLICE), unit(POLICE, WATER)] }).refuses('case/part-waits')
    call({ units: [unit(WATER, POLICE), unit(POLICE)] }).gives(
      ...Array<'order.dispatched'>(3).fill('order.dispatched'),
      'whistle.blown',
    )
  })

  test('gives the item its whole time again, once in the life of a case', () => {
    const late = [...flow.grabbed(), by(leaderEast, flow.whistle(), { at: at('2026-09-18 10:00') })]
    expect(cases(...late).clock('D_HANDLE').dueAt).toBe(at('2026-09-24 10:00'))
    const again = cases(
      ...late,
      by(roads.handler, flow.arriveOnSite),
      by(water.handler, flow.arriveOnSite),
      by(water.handler, flow.part),
      by(roads.handler, flow.result()),
    )
    expect(again.state.state).toBe('TO_VERIFY')
  })

  test('of the district goes with the lead department at its request', () => {
    const form: CommandOf<'formJoint'> = { type: 'formJoint', leadTask: '牵头', units: [unit(HOUSING)] }
    const { state } = cases(...flow.signed(), by(dispatcher, form))
    expect(state.orders.map(({ kind, org, state: is }) => [kind, org, is])).toEqual([
      ['DISPATCH', ROADS, 'ACTIVE'],
      ['JOINT_LEAD', ROADS, 'ARRIVED'],
      ['JOINT_CO', HOUSING, 'PENDING_SIGN'],
    ])
    cases(...flow.grabbed())
      .when(form, { as: dispatcher })
      .refuses('case/org-wrong-kind')
  })
})

describe('a unit', () => {
  test('answers its own order', () => {
    const told = cases(...flow.joint())
    told.when({ type: 'answer' }, { as: water.dispatcher }).gives({ type: 'whistle.answered', order: 3 })
    told.when({ type: 'answer', order: 2 }, { as: water.dispatcher }).refuses('case/not-your-order')
    told.when({ type: 'answer' }, { as: housing.dispatcher }).refuses('case/not-your-order')
  })

  test('has arrived when it stands within five hundred metres', () => {
    const state = cases(...flow.joint())
      .when(flow.arriveOnSite, { as: water.handler })
      .gives({ type: 'department.arrived', order: 3, pending: false })
    expect(state.orders[2]).toMatchObject({ state: 'ARRIVED', arrival: 'ON_SITE' })
    expect(state.deadlines.filter(({ no, state: is }) => no === 3 && is === 'RUNNING')).toEqual([])
  })

  test('far away or on the telephone has arrived when the street says so', () => {
    for (const arrive of [
      { ...flow.arriveOnSite, place: IN_WEST },
      { type: 'arrive', mode: 'REMOTE' } as const,
    ]) {
      const told = cases(...flow.joint(), by(water.handler, arrive))
      expect(told.state.orders[2]).toMatchObject({ state: 'ACTIVE', arrivalPending: true })
      const confirm = { type: 'confirmArrival', order: 3, accepted: true } as const
      told.when(confirm, { as: leaderWest }).refuses('case/not-your-order')
      expect(told.when(confirm, { as: leaderEast }).gives('department.arrival-judged').orders[2]?.state).toBe(
        'ARRIVED',
      )
    }
  })

  test('whose word the street does not accept still has to come', () => {
    const told = cases(
      ...flow.joint(),
      by(water.handler, { type: 'arrive', mode: 'REMOTE' }),
      by(leaderEast, { type: 'confirmArrival', order: 3, accepted: false }),
    )
    expect(told.clock('D_ARRIVE#3')).toMatchObject({ state: 'RUNNING', startedAt: told.now })
    told.when(flow.part, { as: water.handler }).refuses('case/not-arrived')
    told.when(flow.arriveOnSite, { as: water.handler }).gives({ type: 'department.arrived', pending: false })
  })

  test('that neither answers nor comes gets a card, and then the next one', () => {
    const missed = cases(...flow.joint(), due('D_SIGN#3'))
    expect(missed.state.cards).toMatchObject([{ level: 'ORDINARY', org: WATER }])
    missed
      .whenDue('D_WHISTLE#3')
      .gives('deadline.missed', { type: 'supervision.issued', card: { level: 'YELLOW', org: WATER } })
  })

  test('finishes its part with evidence, after the one it depends on, and never closes the case', () => {
    const waiting = [
      ...flow.joint(undefined, undefined, { units: [unit(WATER, POLICE), unit(POLICE)] }),
      by(water.handler, flow.arriveOnSite),
      by(police.handler, flow.arriveOnSite),
    ]
    const told = cases(...waiting)
    told.when({ ...flow.part, photos: [] }, { as: police.handler }).refuses('case/evidence-missing')
    told.when(flow.part, { as: water.handler }).refuses('case/part-waits')
    told.when(flow.result(), { as: water.handler }).refuses('case/not-your-order')
    cases(...waiting, by(police.handler, flow.part))
      .when(flow.part, { as: water.handler })
      .gives('order.part-completed')
    cases(...waiting, by(leaderEast, adjust({ release: 4 })))
      .when(flow.part, { as: water.handler })
      .gives('order.part-completed')
  })

  test('may ask for release after it has come once, and the street decides', () => {
    const ask = { type: 'requestRelease', reason: '与本局无关' } as const
    cases(...flow.joint())
      .when(ask, { as: water.dispatcher })
      .refuses('case/not-arrived')
    const told = cases(...flow.arrived(), by(water.dispatcher, ask))
    const released = told.when(adjust({ release: 3 }), { as: leaderEast }).gives('joint.units-changed')
    expect(released.orders[2]).toMatchObject({ state: 'RELEASED', endReason: '权属' })
    expect(released.requests[0]?.state).toBe('APPROVED')
    told
      .when({ type: 'rejectRequest', request: 1, reason: '仍需配合' }, { as: leaderEast })
      .gives('request.rejected')
    told
      .when({ type: 'rejectRequest', request: 1, reason: '仍需配合' }, { as: supervisor })
      .refuses('case/request-kind')
  })

  test('that has finished need not be released any more', () => {
    const told = cases(
      ...flow.arrived(),
      by(water.dispatcher, { type: 'requestRelease', reason: '与本局无关' }),
      by(water.handler, flow.part),
    )
    expect(told.state.requests[0]?.state).toBe('LAPSED')
  })
})

describe('the lead', () => {
  test('submits when every part is done or released', () => {
    cases(...flow.arrived())
      .when(flow.result(), { as: roads.handler })
      .refuses('case/parts-open')
    const state = cases(...flow.partsDone())
      .when(flow.result(), { as: roads.handler })
      .gives('result.submitted')
    expect(state.orders.map(({ state: is }) => is)).toEqual(['DONE', 'DONE', 'DONE'])
    cases(...flow.arrived(), by(leaderEast, adjust({ release: 3 })))
      .when(flow.result(), { as: roads.handler })
      .gives('result.submitted')
  })

  test('must have come itself, and cannot be released', () => {
    const told = cases(...flow.joint(undefined, undefined, { units: [] }))
    told.when(flow.result(), { as: roads.handler }).refuses('case/not-arrived')
    told.when(adjust({ release: 2 }), { as: leaderEast }).refuses('case/lead-release')
    told.when({ type: 'requestRelease', reason: '?' }, { as: roads.dispatcher }).refuses('case/not-arrived')
    told.when(flow.result(), { as: handlerEast }).refuses('case/not-your-order')
  })

  test('changes with the consent of the new one', () => {
    const told = cases(...askedToLead)
    expect(told.state.lead).toBe(2)
    told
      .when({ type: 'consentLead', accepted: true }, { as: roads.dispatcher })
      .refuses('case/not-your-order')
    const changed = told
      .when({ type: 'consentLead', accepted: true }, { as: water.dispatcher })
      .gives('joint.units-changed')
    expect(changed).toMatchObject({ lead: 3, coordinator: 1 })
    expect(changed.orders.map(({ kind }) => kind)).toEqual(['GRAB', 'JOINT_CO', 'JOINT_LEAD'])
    const refused = told
      .when({ type: 'consentLead', accepted: false }, { as: water.dispatcher })
      .gives('joint.units-changed')
    expect([refused.lead, refused.requests[0]?.state]).toEqual([2, 'REJECTED'])
  })

  test('is asked one at a time by the street, and decided by the district meanwhile', () => {
    const told = cases(...askedToLead)
    told.when(adjust({ lead: WATER }), { as: leaderEast }).refuses('case/request-open')
    const decided = told.when(adjust({ lead: WATER }), { as: dispatcher }).gives('joint.units-changed')
    expect([decided.lead, decided.requests[0]?.state]).toEqual([3, 'APPROVED'])
  })

  test('never passes to a unit that has finished meanwhile', () => {
    const told = cases(...askedToLead, by(water.handler, flow.part))
    expect(told.state.requests[0]?.state).toBe('LAPSED')
    told
      .when({ type: 'consentLead', accepted: true }, { as: water.dispatcher })
      .refuses('case/no-open-request')
    told.when(adjust({ lead: WATER }), { as: dispatcher }).refuses('case/not-joint-unit')
  })
})

describe('units', () => {
  test('are added with clocks of their own, by the street that coordinates or the district', () => {
    const told = cases(...flow.joint(), by(leaderEast, adjust({ add: [unit(POLICE)] })))
    expect(told.state.orders[3]).toMatchObject({ no: 4, kind: 'JOINT_CO', org: POLICE })
    expect(told.clock('D_ARRIVE#4').state).toBe('RUNNING')
    told.when(adjust({ add: [unit(WATER)] }), { as: leaderEast }).refuses('case/unit-twice')
    told.when(adjust({}), { as: leaderEast }).refuses('case/not-joint-unit')
    told.when(adjust({ add: [unit(HOUSING)] }), { as: leaderWest }).refuses('case/not-your-order')
  })

  test('of an urgent whistle answer in ten minutes and arrive in thirty', () => {
    const told = cases(...flow.grabbed(flow.RUIN), by(leaderEast, flow.whistle({ whistleType: 'EMERGENCY' })))
    expect([told.clock('D_SIGN#2').dueAt, told.clock('D_ARRIVE#2').dueAt]).toEqual([
      told.now + HOUR / 6,
      told.now + HOUR / 2,
    ])
    told
      .whenDue('D_SIGN#2')
      .gives('whistle.overdue', { type: 'supervision.issued', card: { level: 'YELLOW' } })
    const silent = cases(...flow.grabbed(flow.RUIN), by(leaderEast, flow.whistle()), due('D_SIGN#2'))
    silent.whenDue('D_ARRIVE#2').gives('whistle.overdue')
    silent
      .whenDue('D_WHISTLE#2')
      .gives('deadline.missed', { type: 'supervision.issued', card: { level: 'RED' } })
  })
})

describe('after closing', () => {
  const rate = (org: string) => ({ type: 'ratePartner', org, rating: 4, verdict: 'NECESSARY' }) as const

  test('street and units rate each other once', () => {
    const told = cases(...flow.closedJoint())
    told
      .when(rate(EAST), { as: water.leader })
      .gives({ type: 'partner.rated', rating: { from: WATER, to: EAST } })
    told.when(rate(WATER), { as: leaderEast }).gives('partner.rated')
    told.when(rate(POLICE), { as: leaderEast }).refuses('case/not-joint-unit')
    told.when(rate(EAST), { as: police.leader }).refuses('case/not-participant')
    cases(...flow.closedJoint(), by(leaderEast, rate(WATER)))
      .when(rate(WATER), { as: dispatcherEast })
      .refuses('case/rated')
    cases(...flow.closed())
      .when(rate(EAST), { as: leaderEast })
      .refuses('case/not-joint-unit')
  })
})

test('ninety metres are near enough to have arrived', () => {
  cases(...flow.joint())
    .when({ ...flow.arriveOnSite, place: FAR_EAST_1 }, { as: roads.handler })
    .gives({ type: 'department.arrived', pending: false })
})
