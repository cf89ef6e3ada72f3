// ⑤: assessment, appeal and reopening — one order, one feedback, one assessment (E47–E50; §2.9).
import { describe, expect, test } from 'vitest'
import {
  alsoAs,
  assessor,
  community,
  leaderEast,
  leaderWest,
  member,
  operator,
  supervisor,
  water,
} from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due } from './given.testing.ts'
import { at, CENTRE, DAY } from './rules.testing.ts'

const appeal = { type: 'appealScore', reason: '扣分有误' } as const
const reopen = { type: 'reopen', reasonCode: 'RECURRENCE', note: '复发' } as const

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
