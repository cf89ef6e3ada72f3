// ④–⑤: the reporter's answer by portal, link or call, the complaint, the wish to reopen (E43–E46, E50; §2.9).
import { describe, expect, test } from 'vitest'
import {
  alsoAs,
  assessor,
  community,
  handlerEast,
  leaderEast,
  member,
  neighbour,
  operator,
  resident,
  supervisor,
} from './actors.testing.ts'
import { assess } from './assessment.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, type Step } from './given.testing.ts'
import { refOf } from '../people/actor.ts'
import { DAY, DISTRICT, HOUR, MINUTE } from './rules.testing.ts'
import { tasksOf } from './tasks.ts'

const satisfied = { type: 'recordSatisfied', contacted: true, solved: true, rating: 5 } as const
const rework = { type: 'orderRework', contacted: true, rating: 2, note: '仍不亮' } as const
const explain = { type: 'recordExplained', contacted: true, rating: 1, explanation: '电网改造中' } as const
const tries = (...after: number[]): Step[] =>
  after.map((ms) => by(operator, { type: 'tryFollowUp' }, { after: ms }))
const reopen = { type: 'reopen', reasonCode: 'RECURRENCE', note: '复发' } as const

describe('a follow-up', () => {
  test('is answered by the reporter or recorded by the operator', () => {
    const told = cases(...flow.followUp())
    for (const as of [resident, operator])
      told.when(satisfied, { as }).gives({ type: 'follow-up.recorded', to: 'TO_ASSESS', rating: 5 })
    told.when(satisfied, { as: neighbour }).refuses('case/handler-rates')
    told.when(satisfied, { as: handlerEast }).refuses('case/not-your-role')
  })

  test('is never answered by who handled or by staff who reported for a resident, but by link', () => {
    const reported = flow.reported(flow.withContact)
    const told = cases(...flow.submitted(undefined, reported), by(community, { type: 'verifyPass' }))
    told.when(satisfied, { as: member }).refuses('case/handler-rates')
    told.when(satisfied, { as: alsoAs(handlerEast, operator) }).refuses('case/handler-rates')
    told.when(satisfied, { as: neighbour, context: { byLink: true } }).gives('follow-up.recorded')
  })

  test('is asked by one link at a time, which counts no more in the next round', () => {
    const link = { type: 'sendFollowUpLink' } as const
    const sent = [...flow.followUp(), by(operator, link)]
    const told = cases(...sent)
    told.when(link, { as: operator }).refuses('case/link-open')
    told.when(link, { as: handlerEast }).refuses('case/not-your-role')
    told.when(link, { as: operator, after: 3 * DAY }).gives({ type: 'follow-up.link-sent', no: 2 })
    const again = [
      by(operator, rework),
      by(handlerEast, flow.result()),
      by(community, { type: 'verifyPass' }),
    ]
    expect(cases(...sent, ...again).state.followUpLink).toMatchObject({ no: 1, expiresAt: 0 })
  })

  test('answered poorly stays with the operator, who orders a redo or explains; it is answered once', () => {
    const poor = {
      type: 'recordDissatisfied',
      contacted: true,
      solved: false,
      rating: 1,
      note: '没修',
    } as const
    const told = cases(...flow.followUp(), by(resident, poor))
    expect(told.state).toMatchObject({ state: 'FOLLOW_UP', followUpAnswer: { rating: 1, note: '没修' } })
    told.when(poor, { as: resident }).refuses('case/answered')
    told.when(satisfied, { as: resident }).refuses('case/answered')
    told.when(rework, { as: operator }).gives({ type: 'rework.ordered', to: 'HANDLING' })
    told.whenDue('D_FOLLOWUP').gives('deadline.missed', 'supervision.issued')
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

  test('is tried by two calls at most; asked three times on two days, a reporter counts as unreachable', () => {
    const called = (...after: number[]) => cases(...flow.followUp(), ...tries(...after))
    called(MINUTE, HOUR).when({ type: 'tryFollowUp' }, { as: operator }).refuses('case/called-twice')
    called(DAY).whenDue('D_FOLLOWUP').gives('deadline.missed')
    called(MINUTE, HOUR).whenDue('D_FOLLOWUP').gives('deadline.missed')
    const state = called(HOUR, DAY)
      .whenDue('D_FOLLOWUP')
      .gives({ type: 'follow-up.unreachable', to: 'TO_ASSESS' })
    expect(assess(state, refOf(operator), 0).satisfaction).toBeNull()
    expect(cases(...flow.followUp(), due('D_FOLLOWUP')).clock('D_FOLLOWUP').state).toBe('RUNNING')
  })
})

describe('a complaint that a rating was asked for', () => {
  const complain = { type: 'complainSolicited', note: '办理人员要我打五分' } as const
  const decide = (upheld: boolean) => ({ type: 'decideSolicited', upheld, finding: '已核实' }) as const
  const told = cases(...flow.followUp(), by(resident, complain))

  test('R-P-44 is the reporter’s, one at a time, and the supervisor’s to look into', () => {
    cases(...flow.followUp())
      .when(complain, { as: member })
      .refuses('case/not-your-report')
    told.when(complain, { as: resident }).refuses('case/complaint-open')
    expect(tasksOf(told.state, DISTRICT)).toContainEqual(
      expect.objectContaining({ kind: 'COMPLAINT', roles: ['DISTRICT_SUPERVISOR'] }),
    )
    told.when(decide(true), { as: leaderEast }).refuses('case/not-your-role')
    cases(...flow.followUp())
      .when(decide(true), { as: supervisor })
      .refuses('case/no-complaint')
  })

  test('takes the rating out of the assessment when it is upheld', () => {
    const satisfaction = (upheld: boolean) =>
      assess(
        cases(
          ...flow.followUp(),
          by(resident, complain),
          by(supervisor, decide(upheld)),
          by(resident, satisfied),
        ).state,
        refOf(operator),
        0,
      ).satisfaction
    expect([satisfaction(true), satisfaction(false)]).toEqual([null, 5])
  })
})

describe('the wish of a reporter to reopen', () => {
  const ask = { type: 'requestReopen', reasonCode: 'FALSE_CLOSURE', note: '没有修' } as const
  const closed = [...flow.followUp(), by(resident, satisfied), by(assessor, { type: 'assess' })]

  test('is possible within thirty days, and a supervisor decides', () => {
    const told = cases(...closed)
    told.when(ask, { as: neighbour }).refuses('case/not-your-report')
    told.when(ask, { as: resident, after: 31 * DAY }).refuses('case/reopen-late')
    const asked = cases(...closed, by(resident, ask))
    asked.when(ask, { as: resident }).refuses('case/request-open')
    expect(tasksOf(asked.state, DISTRICT).map(({ kind }) => kind)).toEqual(['DECIDE'])
    const state = asked.when(reopen, { as: supervisor }).gives({ type: 'case.reopened', request: 1 })
    expect(state.requests[0]?.state).toBe('APPROVED')
  })

  test('is answered with reasons when it is rejected, once', () => {
    const rejected = cases(
      ...closed,
      by(resident, ask),
      by(supervisor, { type: 'rejectReopen', explanation: '已复核，灯已修复' }),
    )
    expect(rejected.facts.at(-1)).toMatchObject({ type: 'feedback.sent', text: '已复核，灯已修复' })
    rejected.when(ask, { as: resident }).refuses('case/reopen-rejected')
    expect(rejected.state.deadlines.filter(({ state }) => state !== 'STOPPED')).toEqual([])
  })

  test('afterwards is a new case that names the old one, if it was the own', () => {
    const related = '00000000-0000-4000-8000-000000000009'
    const again = flow.report({ related })
    const context = { other: cases(...closed).state }
    cases().when(again, { as: resident, context }).gives({ type: 'case.reported', related })
    cases().when(again, { as: neighbour, context }).refuses('case/related-unknown')
    cases().when(again, { as: resident }).refuses('case/related-unknown')
  })
})
