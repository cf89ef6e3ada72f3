// What happens beside the main line: void, transfer, urgency, class, urging, cards (E51, E52, E56–E64, E67, E68).
import { describe, expect, test } from 'vitest'
import {
  admin,
  auditor,
  dispatcher,
  dispatcherEast,
  dispatcherWest,
  districtLeader,
  dpo,
  gridLeader,
  handlerEast,
  leaderEast,
  leaderWest,
  member,
  neighbour,
  operator,
  resident,
  roads,
  supervisor,
  water,
} from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases } from './given.testing.ts'
import { at, DAY, EAST, HOUR, MINUTE } from './rules.testing.ts'

const raise = (urgency: 'IMPORTANT' | 'URGENT') =>
  ({ type: 'raiseUrgency', urgency, reason: '影响扩大' }) as const
const lower = (urgency: 'GENERAL' | 'IMPORTANT') =>
  ({ type: 'lowerUrgency', urgency, reason: '影响小' }) as const
const card = (level: 'ORDINARY' | 'YELLOW' | 'RED') =>
  ({ type: 'supervise', level, reason: '领导关注' }) as const

describe('voiding after acceptance', () => {
  const asked = [...flow.grabbed(), by(dispatcherEast, { type: 'requestVoid', reason: '重复' })]

  test('is asked for by the unit in charge and approved above it; the reporter is told', () => {
    cases(...flow.grabbed())
      .when({ type: 'voidLate', explanation: '不实' }, { as: supervisor })
      .refuses('case/no-open-request')
    cases(...flow.grabbed())
      .when({ type: 'requestVoid', reason: '重复' }, { as: roads.leader })
      .refuses('case/not-your-order')
    cases(...asked)
      .when({ type: 'voidLate', explanation: '不实' }, { as: supervisor })
      .gives({ type: 'case.voided', reason: 'LATE', to: 'VOIDED' }, { type: 'feedback.sent', text: '不实' })
  })

  test('can be taken back within seven days: the case is at the beginning again', () => {
    const voided = [...asked, by(supervisor, { type: 'voidLate', explanation: '不实' })]
    const restore = { type: 'restore', reason: '核实属实' } as const
    const state = cases(...voided)
      .when(restore, { as: supervisor, after: 7 * DAY })
      .gives({ type: 'case.restored', to: 'REPORTED' })
    expect(state).toMatchObject({ lead: null, voided: null, acceptedAt: null, endedAt: null })
    expect(state.orders[0]?.state).toBe('CANCELLED')
    cases(...voided)
      .when(restore, { as: supervisor, after: 8 * DAY })
      .refuses('case/restore-late')
  })
})

describe('a transfer', () => {
  const transfer = { type: 'transfer', channel: 'PETITION', explanation: '属信访事项' } as const

  test('ends the case before handling, and says where it went', () => {
    const state = cases(...flow.accepted())
      .when(transfer, { as: operator })
      .gives({ type: 'case.transferred', to: 'TRANSFERRED' }, { type: 'feedback.sent', text: '属信访事项' })
    expect(state.transfer?.channel).toBe('PETITION')
    cases(...flow.grabbed())
      .when(transfer, { as: operator })
      .refuses('case/not-now')
  })
})

describe('a higher urgency', () => {
  test('brings every running deadline forward, and none back', () => {
    const told = cases(...flow.grabbed(undefined, flow.byResident()), by(gridLeader, raise('URGENT')))
    expect(told.clock('D_CONTACT').dueAt).toBe(told.now + 30 * MINUTE)
    // The make-up Sunday was further than 120 hours by the clock on the wall.
    expect(told.clock('D_HANDLE')).toMatchObject({ clock: 'NATURAL', dueAt: told.now + 120 * HOUR })
  })

  test("brings the answers of units forward by the whistle's own limit", () => {
    const told = cases(...flow.joint(), by(operator, raise('IMPORTANT')))
    expect(told.clock('D_SIGN#3').dueAt).toBe(told.now + 2 * HOUR)
  })

  test('is said by the grid leader, the street or the district, with the direction it has', () => {
    const told = cases(...flow.grabbed(flow.SEWAGE))
    told.when(raise('URGENT'), { as: member }).refuses('case/not-your-role')
    told.when(raise('URGENT'), { as: dispatcherWest }).refuses('case/not-your-area')
    told.when(raise('IMPORTANT'), { as: operator }).refuses('case/urgency-same')
    told
      .when({ type: 'raiseUrgency', urgency: 'GENERAL', reason: '?' }, { as: operator })
      .refuses('case/urgency-direction')
  })
})

describe('a lower urgency', () => {
  test('counts the new limit from the start', () => {
    const told = cases(
      ...flow.grabbed(flow.SEWAGE, flow.byResident()),
      by(dispatcher, lower('GENERAL'), { after: HOUR }),
    )
    expect(told.clock('D_CONTACT').dueAt).toBe(at('2026-09-15 10:02'))
    expect(told.state.urgency).toBe('GENERAL')
  })

  test('from urgent needs a second signature', () => {
    const asked = cases(...flow.grabbed(flow.RUIN), by(dispatcher, lower('IMPORTANT')))
    expect(asked.state.urgency).toBe('URGENT')
    const state = asked
      .when({ type: 'coSignUrgency' }, { as: supervisor })
      .gives({ type: 'urgency.lowered', from: 'URGENT', urgency: 'IMPORTANT' })
    expect(state.requests[0]?.state).toBe('APPROVED')
    asked
      .when({ type: 'coSignUrgency' }, { as: { ...supervisor, person: dispatcher.person } })
      .refuses('case/own-request')
    asked.when(lower('GENERAL'), { as: dispatcher }).refuses('case/request-open')
  })

  test('comes before the result or not at all', () => {
    cases(...flow.submitted(flow.SEWAGE))
      .when(lower('GENERAL'), { as: dispatcher })
      .refuses('case/after-result')
  })
})

describe('another class', () => {
  const change = { type: 'reclassify', item: flow.SEWAGE, reason: '实为排水' } as const

  test('gives D_HANDLE the limit of the item and keeps what was written', () => {
    const before = cases(...flow.grabbed())
    const told = cases(...flow.grabbed(), by(operator, change))
    expect(told.state.item).toBe(flow.SEWAGE)
    expect(told.state.report).toEqual(before.state.report)
    expect(told.clock('D_HANDLE')).toMatchObject({ limitMs: 24 * HOUR, dueAt: at('2026-09-15 10:02') })
    told.when({ ...change, item: 'W99999' }, { as: operator }).refuses('case/item-unknown')
    cases(...flow.submitted())
      .when(change, { as: operator })
      .refuses('case/after-result')
  })
})

describe('urging', () => {
  test('is for the reporter once in twenty-four hours; what leaders urge does not use it up', () => {
    const urged = [...flow.grabbed(undefined, flow.byResident()), by(resident, { type: 'urge' })]
    cases(...urged)
      .when({ type: 'urge' }, { as: resident, after: DAY - 1 })
      .refuses('case/urged-recently')
    cases(...urged)
      .when({ type: 'urge' }, { as: resident, after: DAY })
      .gives('case.urged')
    const byLeader = [...flow.grabbed(undefined, flow.byResident()), by(leaderEast, { type: 'urge' })]
    cases(...byLeader)
      .when({ type: 'urge' }, { as: resident })
      .gives('case.urged')
    cases(...byLeader)
      .when({ type: 'urge' }, { as: leaderEast })
      .gives('case.urged')
    cases(...urged)
      .when({ type: 'urge' }, { as: neighbour })
      .refuses('case/not-your-role')
    cases(...urged)
      .when({ type: 'urge' }, { as: leaderWest })
      .refuses('case/not-your-area')
    expect(cases(...urged).state.urgeCount).toBe(1)
  })
})

describe('a card', () => {
  const yellow = [...flow.grabbed(), by(supervisor, card('YELLOW'))]

  test('goes to who answers for the case and only up, until it is cancelled', () => {
    const told = cases(...yellow)
    expect(told.state.cards).toMatchObject([{ no: 1, level: 'YELLOW', org: EAST, state: 'OPEN' }])
    told.when(card('ORDINARY'), { as: supervisor }).refuses('case/card-only-up')
    told.when(card('YELLOW'), { as: supervisor }).refuses('case/card-only-up')
    told
      .when(card('RED'), { as: supervisor })
      .gives({ type: 'supervision.issued', card: { no: 2, level: 'RED' } })
    const cancelled = cases(
      ...yellow,
      by(supervisor, { type: 'cancelSupervision', card: 1, reason: '已整改' }),
    )
    cancelled.when(card('ORDINARY'), { as: supervisor }).gives('supervision.issued')
    expect(cancelled.clock('D_REPLY#1').state).toBe('STOPPED')
  })

  test('is replied to by the leader of its organisation, and the reply does not lift it', () => {
    const reply = {
      type: 'replySupervision',
      card: 1,
      measures: '已派人',
      by: at('2026-09-15 10:00'),
    } as const
    cases(...yellow)
      .when(reply, { as: roads.leader })
      .refuses('case/no-card')
    cases(...yellow)
      .when(reply, { as: dispatcherEast })
      .refuses('case/not-your-role')
    const replied = cases(...yellow, by(leaderEast, reply))
    expect(replied.clock('D_REPLY#1').state).toBe('STOPPED')
    replied.when(reply, { as: leaderEast }).refuses('case/no-card')
    replied.when(card('YELLOW'), { as: supervisor }).refuses('case/card-only-up')
  })
})

describe('words', () => {
  test('of leaders and participants are added at any time and change nothing else', () => {
    const told = cases(...flow.grabbed())
    told.when({ type: 'instruct', text: '今日办结' }, { as: districtLeader }).gives('instruction.added')
    told.when({ type: 'instruct', text: '?' }, { as: water.leader }).refuses('case/not-participant')
    const state = told.when({ type: 'annotate', text: '附图' }, { as: handlerEast }).gives('timeline.added')
    expect(state).toEqual({ ...told.state, version: told.state.version + 1, noteCount: 1 })
  })

  test('with the emergency line are recorded and leave the case open', () => {
    const call = { type: 'notifyEmergencyLine', line: '119', reference: '20260914-7' } as const
    const state = cases(...flow.grabbed(flow.RUIN))
      .when(call, { as: member })
      .gives('case.emergency-line-notified')
    expect(state).toMatchObject({ state: 'HANDLING', emergencyLines: [{ line: '119' }] })
    cases(...flow.grabbed(flow.RUIN))
      .when(call, { as: resident })
      .refuses('case/not-your-role')
    cases(...flow.grabbed(flow.RUIN))
      .when(call, { as: water.leader })
      .refuses('case/not-your-area')
  })

  test('of auditors, data protection officers and administrators are none', () => {
    for (const as of [auditor, dpo, admin])
      cases(...flow.grabbed())
        .when({ type: 'annotate', text: '?' }, { as })
        .refuses('case/not-your-role')
  })
})
