// ④–⑤: follow-up, assessment, appeal and reopening — one order, one feedback, one assessment (E43–E50; §2.9).
import { describe, expect, test } from 'vitest'
import {
  alsoAs,
  assessor,
  community,
  handlerEast,
  leaderEast,
  leaderWest,
  member,
  neighbour,
  operator,
  resident,
  supervisor,
  water,
} from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, type Step } from './given.testing.ts'
import { at, CENTRE, DAY, HOUR, MINUTE } from './rules.testing.ts'

const satisfied = { type: 'recordSatisfied', contacted: true, solved: true, rating: 5 } as const
const rework = { type: 'orderRework', contacted: true, rating: 2, note: '仍不亮' } as const
const explain = { type: 'recordExplained', contacted: true, rating: 1, explanation: '电网改造中' } as const
const tries = (...after: number[]): Step[] =>
  after.map((ms) => by(operator, { type: 'tryFollowUp' }, { after: ms }))
const appeal = { type: 'appealScore', reason: '扣分有误' } as const
const reopen = { type: 'reopen', reasonCode: 'RECURRENCE', note: '复发' } as const

describe('a follow-up', () => {
  test('is answered by the reporter or recorded by the operator', () => {
    const told = cases(...flow.followUp())
    for (const as of [resident, operator])
      told.when(satisfied, { as }).gives({ type: 'follow-up.recorded', to: 'TO_ASSESS', rating: 5 })
    told.when(satisfied, { as: neighbour }).refuses('case/not-your-role')
    told.when(satisfied, { as: handlerEast }).refuses('case/not-your-role')
  })

  test('with a reasonable complaint leads to one redo, and then to an explanation', () => {
    const redone = [
      ...flow.followUp(),
      by(operator, rework),
      by(handlerEast, flow.result()),
      by(community, { type: 'verifyPass' }),
    ]
    expect(cases(...redone).state).toMatchObject({
      state: 'FOLLOW_UP',
      dissatisfactionRework: 1,
      reworkCount: 1,
    })
    cases(...redone)
      .when(rework, { as: operator })
      .refuses('case/reworked-once')
    cases(...redone)
      .when(explain, { as: operator })
      .gives('request.made')
  })

  test('closes as explained only when a supervisor co-signs, and that is another person', () => {
    const proposed = [...flow.followUp(), by(operator, explain)]
    expect(cases(...proposed).state.state).toBe('FOLLOW_UP')
    const sign = { type: 'coSignExplained' } as const
    cases(...flow.followUp())
      .when(sign, { as: supervisor })
      .refuses('case/no-open-request')
    cases(...proposed)
      .when(sign, { as: alsoAs(operator, supervisor) })
      .refuses('case/own-request')
    const state = cases(...proposed)
      .when(sign, { as: supervisor })
      .gives(
        { type: 'follow-up.recorded', kind: 'EXPLAINED', rating: 1, to: 'TO_ASSESS' },
        { type: 'feedback.sent', resultType: 'EXPLAINED', text: '电网改造中' },
      )
    expect(state.followUp).toMatchObject({ kind: 'EXPLAINED', solved: false })
  })

  test('needs no co-signature any more when the reporter turns out to be satisfied', () => {
    const told = cases(...flow.followUp(), by(operator, explain), by(resident, satisfied))
    expect(told.state.requests[0]?.state).toBe('LAPSED')
    expect(told.clock('D_REQ#1').state).toBe('STOPPED')
  })

  test('counts as unreachable only after three tries on two days', () => {
    const expired = (...after: number[]) =>
      cases(...flow.followUp(), ...tries(...after)).whenDue('D_FOLLOWUP')
    expired(MINUTE, HOUR).gives('deadline.missed')
    expired(MINUTE, HOUR, HOUR).gives('deadline.missed')
    expired(MINUTE, HOUR, DAY).gives({ type: 'follow-up.unreachable', to: 'TO_ASSESS' })
    expect(cases(...flow.followUp(), due('D_FOLLOWUP')).clock('D_FOLLOWUP').state).toBe('RUNNING')
  })
})

describe('an assessment', () => {
  test('closes the case: feedback sent and score stored', () => {
    const told = cases(...flow.closed())
    expect(told.state).toMatchObject({
      state: 'CLOSED',
      closedAt: told.now,
      assessment: { finalScore: 100, mode: 'MANUAL' },
    })
    expect(told.state.feedbackAt).not.toBeNull()
    expect(told.state.deadlines.filter(({ state }) => state !== 'STOPPED')).toEqual([])
  })

  test('without feedback is refused', () => {
    const { facts } = cases(...flow.toAssess())
    cases(...facts.filter(({ type }) => type !== 'feedback.sent'))
      .when({ type: 'assess' }, { as: assessor })
      .refuses('case/feedback-missing')
    cases(...facts)
      .when({ type: 'assess' }, { as: supervisor })
      .refuses('case/not-your-role')
  })

  test('is not made by the organisation that handled', () => {
    const own = { ...assessor, org: '150402001' }
    cases(...flow.toAssess())
      .when({ type: 'assess' }, { as: own })
      .refuses('case/own-assessment')
    expect(assessor.org).toBe(CENTRE)
  })

  test('that nobody makes is made by time, from the computed score alone', () => {
    cases(...flow.toAssess())
      .whenDue('D_ASSESS')
      .gives(
        { type: 'case.assessed', assessment: { mode: 'AUTO', finalScore: 100 }, to: 'CLOSED' },
        { type: 'case.closed', merged: false },
      )
  })
})

describe('an appeal', () => {
  const filed = [...flow.closed(), by(leaderEast, appeal)]

  test('is for the assessed, within five working days, once', () => {
    const told = cases(...flow.closed())
    told.when(appeal, { as: leaderEast, at: at('2026-09-20 10:05') }).gives('appeal.filed')
    told.when(appeal, { as: leaderEast, at: at('2026-09-20 10:06') }).refuses('case/appeal-late')
    told.when(appeal, { as: leaderWest }).refuses('case/not-assessed-party')
    cases(...filed)
      .when(appeal, { as: leaderEast })
      .refuses('case/appealed')
  })

  test('is the only thing that has a clock in a closed case', () => {
    const told = cases(...filed)
    expect(told.state.deadlines.filter(({ state }) => state !== 'STOPPED').map(({ key }) => key)).toEqual([
      'D_REQ#1',
    ])
    expect(cases(...filed, due('D_REQ#1')).state.state).toBe('CLOSED')
  })

  test('changes the score only when upheld, decided by somebody else', () => {
    const decide = (upheld: boolean) => ({ type: 'decideAppeal', upheld, score: 88, reason: '核实' }) as const
    const told = cases(...filed)
    expect(told.when(decide(true), { as: supervisor }).gives('appeal.decided').assessment?.finalScore).toBe(
      88,
    )
    expect(told.when(decide(false), { as: supervisor }).gives('appeal.decided').assessment?.finalScore).toBe(
      100,
    )
    told.when(decide(true), { as: alsoAs(leaderEast, supervisor) }).refuses('case/own-request')
  })

  test('of a grid member concerns the own self-handling', () => {
    const own = cases(
      by(member, flow.selfHandle()),
      by(community, { type: 'verifyPassNoContact' }),
      by(assessor, { type: 'assess' }),
    )
    own.when(appeal, { as: member }).gives('appeal.filed')
  })
})

describe('a reopening', () => {
  test('is possible within thirty days and begins a redo', () => {
    const told = cases(...flow.closed())
    told.when(reopen, { as: supervisor, after: 31 * DAY }).refuses('case/reopen-late')
    told.when(reopen, { as: operator }).refuses('case/not-your-role')
    const state = told
      .when(reopen, { as: supervisor, after: 30 * DAY })
      .gives({ type: 'case.reopened', to: 'HANDLING' })
    expect(state).toMatchObject({
      lead: 2,
      assessment: null,
      closedAt: null,
      endedAt: null,
      result: null,
      followUp: null,
    })
  })

  test('ends an appeal against a score that no longer stands', () => {
    const told = cases(...flow.closed(), by(leaderEast, appeal), by(supervisor, reopen))
    expect(told.state.requests[0]?.state).toBe('LAPSED')
    expect(told.clock('D_REQ#1').state).toBe('STOPPED')
  })

  test('leaves a closed case to which nobody else may add, once it is archived', () => {
    const told = cases(...flow.closed())
    told.when({ type: 'annotate', text: '补充' }, { as: leaderEast, after: 90 * DAY }).gives('timeline.added')
    told
      .when({ type: 'annotate', text: '补充' }, { as: leaderEast, after: 91 * DAY })
      .refuses('case/archived')
    told.when({ type: 'annotate', text: '补充' }, { as: water.leader }).refuses('case/not-participant')
  })
})
