// What the passing of time does: every deadline, the ladder of supervision, and what is urgent (E65, E66; §2.6).
import { describe, expect, test } from 'vitest'
import {
  dispatcherEast,
  districtLeader,
  handlerEast,
  leaderEast,
  operator,
  resident,
  roads,
  supervisor,
  system,
} from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, type Step } from './given.testing.ts'
import { at, DAY, EAST, HOUR, MINUTE, MONDAY, ROADS, WATER } from './rules.testing.ts'
import { DEADLINE_NAMES, type DeadlineName } from './states.ts'

const expire = (deadline: string) => ({ type: 'expire', deadline }) as const
const overdue = (item?: string): Step[] => [...flow.grabbed(item), due('D_HANDLE')]

/** For each deadline: how a case comes to have it, and what its passing tells first. */
const WAYS: Readonly<Record<DeadlineName, readonly [key: string, tells: string, ...steps: Step[]]>> = {
  D_DRAFT: ['D_DRAFT', 'case.voided', by(resident, { type: 'saveDraft', text: '井盖' }, { at: MONDAY })],
  D_INTAKE: ['D_INTAKE', 'deadline.missed', ...flow.reported()],
  D_INFO: ['D_INFO', 'case.voided', ...flow.reported(), by(operator, { type: 'requestInfo', question: '?' })],
  D_GRAB: ['D_GRAB', 'case.grab-window-closed', ...flow.accepted()],
  D_DISPATCH: ['D_DISPATCH', 'deadline.missed', ...flow.accepted(), due('D_GRAB')],
  D_TOTAL: ['D_TOTAL', 'deadline.missed', ...flow.grabbed()],
  D_SIGN: ['D_SIGN#1', 'order.auto-signed', ...flow.dispatched()],
  D_CONTACT: ['D_CONTACT', 'deadline.missed', ...flow.grabbed(undefined, flow.byResident())],
  D_ARRIVE: ['D_ARRIVE#2', 'whistle.overdue', ...flow.joint()],
  D_HANDLE: ['D_HANDLE', 'deadline.missed', ...flow.grabbed()],
  D_WARN: ['D_WARN', 'deadline.due-soon', ...flow.grabbed()],
  D_LADDER: ['D_LADDER#1', 'deadline.missed', ...overdue()],
  D_INBOX: ['D_INBOX', 'deadline.missed', ...flow.reported(), due('D_INTAKE')],
  D_WHISTLE: ['D_WHISTLE#2', 'deadline.missed', ...flow.joint(), due('D_SIGN#2')],
  D_REQ: ['D_REQ#1', 'deadline.missed', ...flow.escalated()],
  D_PLAN: ['D_PLAN', 'deadline.missed', ...flow.taskforce()],
  D_REVIEW: ['D_REVIEW', 'case.resumed', ...flow.suspended()],
  D_VERIFY: ['D_VERIFY', 'verification.overdue', ...flow.submitted()],
  D_FOLLOWUP: ['D_FOLLOWUP', 'deadline.missed', ...flow.followUp()],
  D_ASSESS: ['D_ASSESS', 'case.assessed', ...flow.toAssess()],
  D_REPLY: [
    'D_REPLY#1',
    'deadline.missed',
    ...flow.grabbed(),
    by(supervisor, { type: 'supervise', level: 'RED', reason: '领导关注' }),
  ],
}

describe.each(DEADLINE_NAMES)('%s', (name) => {
  const [key, tells, ...steps] = WAYS[name]

  test('does nothing before its time', () => {
    const told = cases(...steps)
    const dueAt = told.clock(key).dueAt ?? 0
    expect(dueAt).toBeGreaterThan(told.now)
    told.when(expire(key), { as: system, at: dueAt - 1 }).refuses('case/not-due')
  })

  test(`tells ${tells} when it passes, once, and only to the system`, () => {
    const { decision } = cases(...steps).whenDue(key)
    expect(decision.ok && decision.facts[0]?.type).toBe(tells)
    cases(...steps)
      .when(expire(key), { as: supervisor, after: 99 * DAY })
      .refuses('case/not-your-role')
    const again = cases(...steps, due(key)).when(expire(key), { as: system, after: 0 }).decision
    expect(again).toMatchObject({ ok: false })
  })
})

describe('the handling time', () => {
  test('warns at eighty percent', () => {
    // Ninety-six of 120 working hours after Monday 10:02.
    expect(cases(...flow.grabbed()).clock('D_WARN').dueAt).toBe(at('2026-09-18 10:02'))
  })

  test('that has passed brings a card and the ladder: yellow after 48 hours, red after 120', () => {
    const told = cases(...overdue(), due('D_LADDER#1'), due('D_LADDER#2'))
    expect(told.state.cards.map(({ level, org }) => [level, org])).toEqual([
      ['ORDINARY', EAST],
      ['YELLOW', EAST],
      ['RED', EAST],
    ])
    const missedAt = told.clock('D_HANDLE').dueAt
    expect(missedAt).toBe(at('2026-09-20 10:02'))
    expect(told.clock('D_LADDER#1').dueAt).toBe(at('2026-09-22 10:02'))
    // The holiday of Friday 25 September does not count.
    expect(told.clock('D_LADDER#2').dueAt).toBe(at('2026-09-28 10:02'))
    expect(told.state.deadlines.map(({ key }) => key)).not.toContain('D_LADDER#3')
  })

  test('counts the steps of the ladder from the missed time, however late the scheduler wakes', () => {
    const told = cases(...flow.grabbed(), by(system, expire('D_HANDLE'), { at: at('2026-09-21 10:02') }))
    expect(told.clock('D_LADDER#1').dueAt).toBe(at('2026-09-22 10:02'))
  })

  test('of what is important: yellow after 24 hours, red after 72', () => {
    const told = cases(...overdue(flow.SEWAGE), due('D_LADDER#1'), due('D_LADDER#2'))
    const missedAt = told.clock('D_HANDLE').dueAt ?? 0
    expect(told.state.cards.map(({ level }) => level)).toEqual(['ORDINARY', 'YELLOW', 'RED'])
    expect(told.clock('D_LADDER#2').dueAt).toBe(missedAt + 3 * DAY)
  })

  test('of what is urgent: yellow at once, red after two hours', () => {
    const told = cases(...overdue(flow.RUIN), due('D_LADDER#1'))
    expect(told.clock('D_LADDER#2').dueAt).toBe((told.clock('D_HANDLE').dueAt ?? 0) + 6 * HOUR)
    expect(told.state.cards.map(({ level }) => level)).toEqual(['YELLOW', 'RED'])
    expect(told.now).toBe((told.clock('D_HANDLE').dueAt ?? 0) + 2 * HOUR)
  })

  test('brings no second card where one as high stands', () => {
    cases(...flow.grabbed(), by(supervisor, { type: 'supervise', level: 'YELLOW', reason: '?' }))
      .whenDue('D_HANDLE')
      .gives('deadline.missed')
  })

  test('ends its ladder with the result, and begins it anew with a redo', () => {
    const done = cases(...overdue(), due('D_LADDER#1'), by(handlerEast, flow.result()))
    expect(done.clock('D_LADDER#2').state).toBe('STOPPED')
    const redone = cases(
      ...overdue(),
      due('D_LADDER#1'),
      by(handlerEast, flow.result()),
      by(operator, { type: 'verifyFail', reasonCode: 'PARTLY', note: '未完', photos: [flow.PHOTO] }),
      due('D_HANDLE'),
    )
    expect(redone.clock('D_LADDER#1')).toMatchObject({ state: 'RUNNING', startedAt: redone.now })
  })

  test('that stays missed under another item keeps its ladder', () => {
    const told = cases(
      ...overdue('W01003'),
      by(operator, { type: 'reclassify', item: 'W01001', reason: '改类' }),
    )
    expect(told.clock('D_LADDER#1').state).toBe('RUNNING')
  })

  test('of a part is noted; the card is for the whole', () => {
    cases(
      ...flow.grabbed(),
      by(dispatcherEast, { type: 'split', org: '150402001001', task: '清扫', dueAt: MONDAY + HOUR }),
    )
      .whenDue('D_HANDLE#2')
      .gives('deadline.missed')
  })
})

describe('what is urgent', () => {
  test('is dispatched while the street may still grab', () => {
    const told = cases(...flow.accepted(flow.RUIN))
    expect(told.clock('D_GRAB').dueAt).toBe(told.now + 5 * MINUTE)
    told.when({ type: 'dispatch', org: ROADS }, { as: system }).gives('order.dispatched')
    told.when({ type: 'grab' }, { as: dispatcherEast }).gives('order.grabbed')
  })

  test('is not returned, not extended and not stopped on the way up', () => {
    const told = cases(...flow.escalated(flow.RUIN))
    expect(told.clock('D_REQ#1').dueAt).toBe(told.now + 15 * MINUTE)
    told
      .whenDue('D_HANDLE')
      .gives('deadline.missed', { type: 'supervision.issued', card: { level: 'YELLOW' } })
    const back = told
      .when({ type: 'rejectReturnUp', guidance: '立即处置' }, { as: districtLeader })
      .gives('return-up.rejected')
    expect(back.deadlines.find(({ key }) => key === 'D_HANDLE')?.dueAt).toBe(told.clock('D_HANDLE').dueAt)
  })

  test('is suspended only with the danger under control', () => {
    cases(...flow.grabbed(flow.RUIN))
      .when({ ...flow.requestSuspend, hazardControlled: false }, { as: leaderEast })
      .refuses('case/hazard-open')
  })

  test('plans its task force within four hours', () => {
    const told = cases(
      ...flow.escalated(flow.RUIN),
      by(districtLeader, flow.approveReturnUp(MONDAY + 2 * DAY, WATER)),
    )
    expect(told.clock('D_PLAN').dueAt).toBe(told.now + 4 * HOUR)
    told.when({ type: 'submitPlan', steps: [] }, { as: roads.leader }).refuses('case/not-your-order')
  })
})
