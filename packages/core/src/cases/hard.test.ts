// Hard cases: 返单 and task force, ledger, what the district decides (E27–E31; domain specification §2.8).
import { describe, expect, test } from 'vitest'
import {
  alsoAs,
  dispatcher,
  dispatcherEast,
  districtLeader,
  leaderEast,
  leaderWest,
  operator,
  roads,
  supervisor,
  water,
} from './actors.testing.ts'
import type { CommandOf } from './commands.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due } from './given.testing.ts'
import { at, DAY, MONDAY, ROADS } from './rules.testing.ts'

const reject = { type: 'rejectReturnUp', guidance: '再协调' } as const

describe('a return-up', () => {
  test('stands the clock still while the district decides', () => {
    const told = cases(...flow.escalated())
    expect(told.state).toMatchObject({ state: 'ESCALATED', previous: 'HANDLING' })
    expect(told.clock('D_HANDLE')).toMatchObject({ state: 'PAUSED', dueAt: null })
    expect(told.clock('D_WARN').state).toBe('STOPPED')
  })

  test('of something urgent stands nothing still', () => {
    expect(cases(...flow.escalated(flow.RUIN)).clock('D_HANDLE').state).toBe('RUNNING')
  })

  test('comes after a whistle or with the reason for none, in time, from the street in charge', () => {
    const { exemption: _, ...plain } = flow.returnUp
    cases(...flow.grabbed())
      .when(plain, { as: leaderEast })
      .refuses('case/whistle-first')
    cases(...flow.joint())
      .when(plain, { as: leaderEast })
      .gives('return-up.submitted')
    cases(...flow.grabbed())
      .when(flow.returnUp, { as: leaderWest })
      .refuses('case/not-your-order')
    cases(...flow.grabbed())
      .when(flow.returnUp, { as: leaderEast, after: 20 * DAY })
      .refuses('case/overdue')
    cases(...flow.grabbed())
      .when(flow.returnUp, { as: dispatcherEast })
      .refuses('case/not-your-role')
  })

  test('that is rejected goes back where it was with at least a day left', () => {
    const late = [
      ...flow.grabbed(),
      by(leaderEast, flow.returnUp, { at: at('2026-09-20 09:00') }),
      by(districtLeader, reject, { at: at('2026-09-22 15:00') }),
    ]
    expect(cases(...late).clock('D_HANDLE').dueAt).toBe(at('2026-09-23 15:00'))
    const early = [...flow.escalated(), by(supervisor, reject, { after: 2 * DAY })]
    // 120 hours less the minute used, from Wednesday 10:03 on; the make-up Sunday counts, the holiday of 25 September not.
    expect(cases(...early).clock('D_HANDLE').dueAt).toBe(at('2026-09-22 10:02'))
    expect(cases(...flow.joint(), by(leaderEast, flow.returnUp), by(supervisor, reject)).state.state).toBe(
      'JOINT',
    )
  })

  test('is not decided by the person who asked, whatever the post', () => {
    cases(...flow.escalated())
      .when(reject, { as: alsoAs(leaderEast, supervisor) })
      .refuses('case/own-request')
  })

  test('ends what the units asked for: nobody could decide it meanwhile', () => {
    const told = cases(
      ...flow.arrived(),
      by(water.dispatcher, { type: 'requestRelease', reason: '无关' }),
      by(leaderEast, flow.returnUp),
    )
    expect(told.state.requests.map(({ state }) => state)).toEqual(['LAPSED', 'OPEN'])
    expect(told.clock('D_REQ#1').state).toBe('STOPPED')
  })
})

describe('an escalation', () => {
  const escalate = { type: 'escalate', reason: '逾期未办' } as const

  test('needs a cause: overdue, a red card or two redos', () => {
    cases(...flow.grabbed())
      .when(escalate, { as: supervisor })
      .refuses('case/no-cause-to-escalate')
    cases(...flow.signed(), due('D_HANDLE'))
      .when(escalate, { as: supervisor, after: 1 })
      .gives('case.escalated')
    cases(...flow.grabbed(), by(supervisor, { type: 'supervise', level: 'RED', reason: '领导关注' }))
      .when(escalate, { as: supervisor })
      .gives({ type: 'case.escalated', to: 'ESCALATED' })
  })
})

describe('a task force', () => {
  test('has a leader, a lead department and a day; all earlier orders end', () => {
    const told = cases(
      ...flow.joint(),
      by(leaderEast, flow.returnUp),
      by(districtLeader, flow.approveReturnUp(MONDAY + 20 * DAY)),
    )
    expect(told.state).toMatchObject({
      state: 'TASKFORCE',
      lead: 4,
      coordinator: null,
      taskforce: { org: ROADS, plan: null },
    })
    expect(told.state.orders.map(({ state }) => state)).toEqual([
      'CANCELLED',
      'CANCELLED',
      'CANCELLED',
      'ACTIVE',
    ])
    expect(told.clock('D_HANDLE')).toMatchObject({ clock: 'NATURAL', dueAt: MONDAY + 20 * DAY })
    expect(told.clock('D_SIGN#2').state).toBe('STOPPED')
  })

  test('is led by an active department, with a day ahead and within the limit', () => {
    const told = cases(...flow.escalated())
    const form = (planAt: number, org?: string) =>
      told.when(flow.approveReturnUp(planAt, org), { as: districtLeader })
    form(MONDAY + DAY, '150402D05').refuses('case/org-wrong-kind')
    form(MONDAY).refuses('case/due-in-past')
    form(MONDAY + 61 * DAY).refuses('case/plan-after-limit')
    told.when(flow.approveReturnUp(MONDAY + DAY), { as: supervisor }).refuses('case/not-your-role')
  })

  test('owes the reporter a first contact where nobody made one', () => {
    expect(cases(...flow.taskforce(undefined, flow.byResident())).clock('D_CONTACT').state).toBe('RUNNING')
  })

  test('plans, by the leader of its department', () => {
    const plan: CommandOf<'submitPlan'> = {
      type: 'submitPlan',
      steps: [{ what: '勘察', owner: '市政局', by: MONDAY + DAY }],
    }
    const told = cases(...flow.taskforce())
    told.when(plan, { as: water.leader }).refuses('case/not-your-order')
    const state = told.when(plan, { as: roads.leader }).gives('taskforce.planned')
    expect(state.deadlines.find(({ key }) => key === 'D_PLAN')?.state).toBe('STOPPED')
  })

  test('keeps the day that its leader named when the item or the urgency changes', () => {
    const planned = cases(
      ...flow.taskforce(),
      by(operator, { type: 'reclassify', item: flow.SEWAGE, reason: '改类' }),
      by(operator, { type: 'raiseUrgency', urgency: 'IMPORTANT', reason: '影响扩大' }),
      by(dispatcher, { type: 'lowerUrgency', urgency: 'GENERAL', reason: '影响小' }),
    )
    expect(planned.clock('D_HANDLE').dueAt).toBe(MONDAY + 20 * DAY)
  })
})

describe('the ledger', () => {
  test('keeps a case that cannot be solved now, tells the reporter, and looks again every ninety days', () => {
    const told = cases(
      ...flow.taskforce(),
      by(districtLeader, { type: 'ledger', reason: '资金未到位', interimMeasure: '围挡' }),
    )
    expect(told.state).toMatchObject({ state: 'SUSPENDED', previous: 'TASKFORCE', feedbackAt: told.now })
    expect(told.clock('D_REVIEW').dueAt).toBe(told.now + 90 * DAY)
    const back = told.whenDue('D_REVIEW').gives({ type: 'case.resumed', to: 'TASKFORCE' })
    expect(back.deadlines.find(({ key }) => key === 'D_HANDLE')).toMatchObject({
      state: 'RUNNING',
      dueAt: MONDAY + 20 * DAY + 90 * DAY,
      pausedMs: 90 * DAY,
    })
  })
})
