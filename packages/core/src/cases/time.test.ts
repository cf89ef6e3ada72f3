// More time, or none running: extension and suspension with exact times over a holiday (E32–E37).
import { describe, expect, test } from 'vitest'
import { alsoAs, leaderEast, leaderWest, member, operator, roads, supervisor } from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due } from './given.testing.ts'
import { at, DAY, HOUR, MONDAY } from './rules.testing.ts'

/** Grabbed at 10:02 on the Monday before National Day: 120 working hours end on the make-up Saturday after it. */
const beforeHoliday = flow.grabbed(flow.LAMP, [by(member, flow.report(), { at: at('2026-09-28 10:00') })])
const extend = (until: string) =>
  ({ type: 'requestExtension', until: at(until), reason: '等待材料' }) as const
const suspend = (reviewAt: number) => ({ type: 'approveSuspend', reviewAt }) as const

describe('an extension', () => {
  test('is asked for once, in time, within its share of the limit', () => {
    const told = cases(...beforeHoliday)
    expect(told.clock('D_HANDLE').dueAt).toBe(at('2026-10-10 10:02'))
    told.when(extend('2026-10-16 10:03'), { as: leaderEast }).refuses('case/extension-too-long')
    told.when(extend('2026-10-10 10:02'), { as: leaderEast }).refuses('case/due-in-past')
    const extended = cases(
      ...beforeHoliday,
      by(leaderEast, extend('2026-10-16 10:02')),
      by(supervisor, { type: 'approveExtension' }),
    )
    expect(extended.clock('D_HANDLE')).toMatchObject({
      dueAt: at('2026-10-16 10:02'),
      limitMs: 240 * HOUR,
      clock: 'WD24',
    })
    expect(extended.state.feedbackAt).toBe(extended.now)
    extended.when(extend('2026-10-17 10:00'), { as: leaderEast }).refuses('case/extension-used')
  })

  test('is not for what is urgent, nor after the time has passed, nor for others to ask', () => {
    cases(...flow.grabbed(flow.RUIN))
      .when(extend('2026-09-15 10:00'), { as: leaderEast })
      .refuses('case/urgent')
    cases(...beforeHoliday)
      .when(extend('2026-10-16 10:00'), { as: leaderEast, after: 20 * DAY })
      .refuses('case/overdue')
    cases(...beforeHoliday)
      .when(extend('2026-10-12 10:00'), { as: roads.leader })
      .refuses('case/not-your-order')
  })

  test('is approved by somebody else, and never takes time away', () => {
    const asked = [...beforeHoliday, by(leaderEast, extend('2026-10-12 10:00'))]
    cases(...asked)
      .when({ type: 'approveExtension' }, { as: alsoAs(leaderEast, supervisor) })
      .refuses('case/own-request')
    const reclassified = cases(
      ...asked,
      by(operator, { type: 'reclassify', item: 'W04001', reason: '改类' }),
      by(supervisor, { type: 'approveExtension' }),
    )
    expect(reclassified.clock('D_HANDLE').dueAt).toBe(at('2026-10-30 10:02'))
  })

  test('of a task force goes twice', () => {
    const ask = (days: number) =>
      by(roads.leader, { type: 'requestExtension', until: MONDAY + days * DAY, reason: '工期' })
    const approve = by(supervisor, { type: 'approveExtension' })
    const twice = cases(...flow.taskforce(), ask(25), approve, ask(30), approve)
    expect(twice.clock('D_HANDLE').dueAt).toBe(MONDAY + 30 * DAY)
    const third = { type: 'requestExtension', until: MONDAY + 40 * DAY, reason: '工期' } as const
    twice.when(third, { as: roads.leader }).refuses('case/extension-used')
  })
})

describe('a suspension', () => {
  const day = (local: string) => ({ at: at(local) })

  test('stands the working-day clock still over a holiday and gives back exactly what was left', () => {
    const parked = [
      ...beforeHoliday,
      by(leaderEast, flow.requestSuspend, day('2026-09-29 09:00')),
      by(supervisor, suspend(at('2026-10-05 10:00')), day('2026-09-29 10:02')),
    ]
    expect(cases(...parked).clock('D_HANDLE')).toMatchObject({ state: 'PAUSED', usedMs: 24 * HOUR })
    const back = cases(...parked, due('D_REVIEW'))
    expect(back.state).toMatchObject({ state: 'HANDLING', suspensions: 1 })
    // Ninety-six hours are left: 8, 9, 10 and 12 October.
    expect(back.clock('D_HANDLE')).toMatchObject({
      dueAt: at('2026-10-13 00:00'),
      pausedMs: back.now - at('2026-09-29 10:02'),
    })
  })

  test('needs the hazard under control, a review within thirty days, and goes twice', () => {
    const told = cases(...flow.grabbed())
    told
      .when({ ...flow.requestSuspend, hazardControlled: false }, { as: leaderEast })
      .refuses('case/hazard-open')
    const asked = cases(...flow.grabbed(), by(leaderEast, flow.requestSuspend))
    asked.when(suspend(MONDAY + 31 * DAY), { as: supervisor }).refuses('case/review-too-late')
    asked.when(suspend(MONDAY), { as: supervisor }).refuses('case/due-in-past')
    asked.when(flow.requestSuspend, { as: leaderEast }).refuses('case/request-open')
    const again = [
      by(leaderEast, flow.requestSuspend),
      by(supervisor, suspend(MONDAY + 20 * DAY)),
      by(leaderEast, { type: 'resume' }),
    ] as const
    cases(...flow.suspended(), by(leaderEast, { type: 'resume' }), ...again)
      .when(flow.requestSuspend, { as: leaderEast })
      .refuses('case/suspension-used')
  })

  test('is ended by the unit in charge or the supervisor, by nobody else', () => {
    const told = cases(...flow.suspended())
    told.when({ type: 'resume' }, { as: leaderWest }).refuses('case/not-your-order')
    told.when({ type: 'resume' }, { as: supervisor }).gives({ type: 'case.resumed', to: 'HANDLING' })
    expect(cases(...flow.suspended(flow.joint()), by(leaderEast, { type: 'resume' })).state.state).toBe(
      'JOINT',
    )
  })

  test('of a joint handling stands the clocks of its units still', () => {
    const parked = cases(...flow.suspended(flow.joint()))
    expect([parked.clock('D_SIGN#2').state, parked.clock('D_ARRIVE#3').state]).toEqual(['PAUSED', 'PAUSED'])
    const back = cases(
      ...flow.suspended(flow.joint()),
      by(leaderEast, { type: 'resume' }, { after: 2 * DAY }),
    )
    expect(back.clock('D_ARRIVE#3')).toMatchObject({
      state: 'RUNNING',
      usedMs: parked.clock('D_ARRIVE#3').usedMs,
    })
  })

  test('may be refused with a reason', () => {
    const refuse = { type: 'rejectRequest', request: 1, reason: '可先办' } as const
    const state = cases(...flow.grabbed(), by(leaderEast, flow.requestSuspend))
      .when(refuse, { as: supervisor })
      .gives('request.rejected')
    expect(state.requests[0]).toMatchObject({ state: 'REJECTED', answer: '可先办' })
    cases(...flow.grabbed())
      .when(refuse, { as: supervisor })
      .refuses('case/no-open-request')
  })
})
