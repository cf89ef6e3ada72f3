import { expect, test } from 'vitest'
import {
  assessor,
  community,
  dispatcher,
  dispatcherEast,
  handlerEast,
  leaderEast,
  member,
  operator,
  resident,
  roads,
  supervisor,
} from '../cases/actors.testing.ts'
import * as flow from '../cases/flow.testing.ts'
import { by, cases, due, type Step } from '../cases/given.testing.ts'
import { DAY, EAST, EAST_1, GRID_E1, HOUR, MONDAY, ROADS, rules, WATER } from '../cases/rules.testing.ts'
import { tours } from '../cases/tours.testing.ts'
import type { Unit } from './contribution.ts'
import { contributionOf, traceOf } from './contributions.ts'
import { COMPUTED_INDICATORS, type IndicatorCode } from './indicators.ts'

const unitsAfter = (...steps: readonly Step[]) => {
  const told = cases(...steps)
  return { ...told, units: contributionOf(traceOf(told.facts, rules), rules).units }
}
const of = (units: readonly Unit[], indicator: IndicatorCode) =>
  units.filter((unit) => unit.indicator === indicator)
const only = (units: readonly Unit[], indicator: IndicatorCode): Unit => {
  const [first, ...more] = of(units, indicator)
  if (!first || more.length > 0) throw new Error(`${indicator}: ${1 + more.length} units or none`)
  return first
}

test('a report that is accepted in time is one valid report and one timely acceptance', () => {
  const { units } = unitsAfter(...flow.accepted())
  expect(only(units, 'reported')).toMatchObject({ post: member.post, counts: true })
  expect(only(units, 'validRate')).toMatchObject({ post: member.post, counts: true })
  expect(only(units, 'acceptTimely')).toMatchObject({ org: '150402', counts: true })
})

test('an acceptance after the intake limit counts in the base set only', () => {
  const { units } = unitsAfter(
    ...flow.reported(),
    due('D_INTAKE'),
    by(operator, { type: 'accept', item: flow.LAMP }),
  )
  expect(only(units, 'acceptTimely')).toMatchObject({ base: true, counts: false })
})

test('a report voided as false is invalid, one voided as a test never happened', () => {
  const voided = (reasonCode: 'FALSE' | 'TEST' | 'NOT_GOVT') =>
    unitsAfter(...flow.reported(), by(operator, { type: 'void', reasonCode, explanation: '经核实' })).units
  expect(only(voided('FALSE'), 'validRate')).toMatchObject({ counts: false })
  expect(of(voided('NOT_GOVT'), 'validRate')).toEqual([])
  expect(voided('TEST')).toEqual([])
})

test('a merged duplicate keeps its report and is in neither part of anything else', () => {
  const { units } = unitsAfter(...(tours['merged and closed'] ?? []))
  expect(units.map(({ indicator }) => indicator)).toEqual(['reported'])
})

test('grabbing counts for the grab rate of the street, a dispatch to a department for nobody’s', () => {
  expect(only(unitsAfter(...flow.grabbed()).units, 'grabRate')).toMatchObject({ org: EAST, counts: true })
  expect(only(unitsAfter(...flow.dispatched(EAST)).units, 'grabRate')).toMatchObject({ counts: false })
  expect(of(unitsAfter(...flow.dispatched(ROADS)).units, 'grabRate')).toEqual([])
})

test('an approved return makes the dispatch wrong on the day it was sent', () => {
  const { units, facts } = unitsAfter(...(tours['an approved return'] ?? []))
  const sent = facts.find(({ type }) => type === 'order.dispatched')
  expect(only(units, 'dispatchAccuracy')).toMatchObject({ at: sent?.at, counts: false, org: '150402' })
})

test('an order that was signed by time is a missed signature on the day it was due', () => {
  const { units } = unitsAfter(...flow.dispatched(), due('D_SIGN#1'))
  expect(only(units, 'signTimely')).toMatchObject({ org: ROADS, counts: false })
  expect(only(unitsAfter(...flow.signed()).units, 'signTimely')).toMatchObject({ counts: true })
})

test('whistles are answered and arrived at by each unit for itself', () => {
  const { units } = unitsAfter(...flow.joint(), by(roads.dispatcher, { type: 'answer' }), due('D_SIGN#3'))
  expect(of(units, 'answerRate')).toMatchObject([
    { org: ROADS, no: 2, counts: true },
    { org: WATER, no: 3, counts: false },
  ])
  const came = unitsAfter(...flow.arrived()).units
  expect(of(came, 'answerRate').map(({ counts }) => counts)).toEqual([true, true])
  expect(of(came, 'arriveRate')).toMatchObject([
    { org: ROADS, counts: true },
    { org: WATER, counts: true },
  ])
})

test('a unit that was released before it had to answer owes nothing', () => {
  const { units } = unitsAfter(
    ...flow.joint(),
    by(leaderEast, { type: 'adjustUnits', release: 3, reason: '不再需要' }),
  )
  expect(of(units, 'answerRate').map(({ org }) => org)).toEqual([ROADS])
  expect(of(units, 'arriveRate').map(({ org }) => org)).toEqual([ROADS])
})

test('the reporter who is called in time was responded to by the organisation that held the case', () => {
  const grabbed = flow.grabbed(undefined, flow.byResident())
  const contacted = unitsAfter(...grabbed, by(dispatcherEast, flow.contact)).units
  expect(only(contacted, 'responseRate')).toMatchObject({ org: EAST, counts: true })
  const { clock } = cases(...grabbed)
  const forgotten = unitsAfter(...grabbed, due('D_CONTACT')).units
  expect(only(forgotten, 'responseRate')).toMatchObject({ at: clock('D_CONTACT').dueAt, counts: false })
})

test('an order that is not due yet stands on the day it will be, and is late only afterwards', () => {
  const { units, clock, now } = unitsAfter(...flow.grabbed())
  const dueAt = clock('D_HANDLE').dueAt
  expect(dueAt).toBeGreaterThan(now)
  expect(only(units, 'due')).toMatchObject({ at: dueAt, org: EAST, no: 1 })
  expect(only(units, 'onTimeRate').counts).toBe(false)
  expect(only(units, 'overdueOpen')).toMatchObject({ at: dueAt, until: null })
})

test('a result in time is on time, and never overdue', () => {
  const { units } = unitsAfter(...flow.submitted())
  expect(only(units, 'onTimeRate')).toMatchObject({ org: EAST, post: handlerEast.post, counts: true })
  expect(of(units, 'overdueOpen')).toEqual([])
  expect(only(units, 'handlingTime').value).toBeGreaterThan(0)
})

test('a late result is handled, not on time, and was overdue until then', () => {
  const { units, state } = unitsAfter(
    ...flow.grabbed(),
    due('D_HANDLE'),
    by(handlerEast, flow.result(), { after: HOUR }),
  )
  expect(only(units, 'onTimeRate').counts).toBe(false)
  expect(only(units, 'handledRate').counts).toBe(true)
  expect(only(units, 'overdueOpen').until).toBe(state.result?.at)
})

test('a result that verification found undone is not on time, and its redo is an order of its own', () => {
  const { units } = unitsAfter(
    ...flow.submitted(),
    by(community, { type: 'verifyFail', reasonCode: 'NOT_DONE', note: '仍不亮', photos: [flow.PHOTO] }),
  )
  expect(of(units, 'onTimeRate').map(({ counts }) => counts)).toEqual([false, false])
  expect(of(units, 'reworkRate')).toMatchObject([{ counts: true, org: EAST }])
})

test('a suspended order is due nowhere; when it goes on, it is due later', () => {
  expect(of(unitsAfter(...flow.suspended()).units, 'due')).toEqual([])
  const before = unitsAfter(...flow.grabbed()).units
  const { units } = unitsAfter(...flow.suspended(), by(leaderEast, { type: 'resume' }, { after: 3 * DAY }))
  expect(only(units, 'due').at).toBeGreaterThan(only(before, 'due').at)
})

test('pauses are no handling time', () => {
  const { units } = unitsAfter(
    ...flow.suspended(),
    by(leaderEast, { type: 'resume' }, { after: 3 * DAY }),
    by(handlerEast, flow.result(), { after: HOUR }),
  )
  expect(only(units, 'handlingTime').value).toBeLessThan(2 * HOUR)
})

test('an approved extension moves the day on which an order is due', () => {
  const before = unitsAfter(...flow.grabbed()).units
  const after = unitsAfter(
    ...flow.grabbed(),
    by(leaderEast, { type: 'requestExtension', until: MONDAY + 9 * DAY, reason: '等待材料' }),
    by(supervisor, { type: 'approveExtension' }),
  ).units
  expect(only(after, 'due').at).toBeGreaterThan(only(before, 'due').at)
})

test('a closed case counts twice: closed on its day, and due to be closed on the day of its total limit', () => {
  const { units, state } = unitsAfter(...flow.closed())
  expect(of(units, 'closeRate')).toMatchObject([
    { base: true, counts: false },
    { base: false, counts: true, at: state.closedAt },
  ])
  expect(only(units, 'closeTimely').counts).toBe(true)
})

test('the answer of the reporter is an answer and a rating of the organisation that handled', () => {
  const { units } = unitsAfter(...(tours['satisfied'] ?? []))
  expect(only(units, 'solvedRate')).toMatchObject({ org: EAST, counts: true })
  expect(only(units, 'satisfiedRate')).toMatchObject({ org: EAST, counts: true, value: 5 })
})

test('who could not be reached is in no rating', () => {
  const { units } = unitsAfter(...(tours['nobody answers the phone'] ?? []))
  expect(of(units, 'satisfiedRate')).toEqual([])
  expect(of(units, 'solvedRate')).toEqual([])
})

test('each dissatisfied answer counts, the explained one too', () => {
  const { units } = unitsAfter(...(tours['verified late, redone, followed up'] ?? []))
  expect(of(units, 'satisfiedRate').map(({ value, counts }) => [value, counts])).toEqual([
    [2, false],
    [2, false],
  ])
})

test('the verdict of a unit is the accuracy of the street’s whistle, the rating is the unit’s', () => {
  const { units } = unitsAfter(
    ...flow.closedJoint(),
    by(roads.leader, { type: 'ratePartner', org: EAST, rating: 4, verdict: 'WRONG_UNIT' }),
    by(leaderEast, { type: 'ratePartner', org: ROADS, rating: 3 }),
  )
  expect(only(units, 'whistleAccuracy')).toMatchObject({ org: EAST, counts: false })
  expect(of(units, 'partnerRating')).toMatchObject([
    { org: EAST, value: 4, counts: true },
    { org: ROADS, value: 3, counts: false },
  ])
})

test('a street that whistles or returns up has not solved it by itself', () => {
  expect(only(unitsAfter(...flow.submitted()).units, 'selfResolution').counts).toBe(true)
  expect(only(unitsAfter(...flow.joint()).units, 'selfResolution').counts).toBe(false)
  const up = unitsAfter(...flow.escalated()).units
  expect(only(up, 'returnUpRate')).toMatchObject({ org: EAST, counts: true })
})

test('a cancelled card is no card', () => {
  const { units } = unitsAfter(...(tours['what everybody may add'] ?? []))
  expect(only(units, 'yellowCards')).toMatchObject({ no: 1, org: EAST })
  expect(of(units, 'redCards')).toEqual([])
})

test('a split order and a verification are tasks of who did them; what nobody took is nobody’s', () => {
  const split = unitsAfter(
    ...flow.grabbed(),
    by(dispatcherEast, { type: 'split', org: GRID_E1, task: '清扫' }),
    by(member, { type: 'sign' }),
    by(member, flow.part),
  ).units
  expect(only(split, 'taskOnTime')).toMatchObject({ org: EAST_1, post: member.post, counts: true })
  const late = unitsAfter(...flow.submitted(), due('D_VERIFY')).units
  expect(of(late, 'taskOnTime')[0]).toMatchObject({ post: null, counts: false })
  const verified = unitsAfter(...flow.toAssess()).units
  expect(only(verified, 'taskOnTime')).toMatchObject({ post: community.post, counts: true })
})

test('only residents are counted as reporters of repeated demands', () => {
  expect(only(unitsAfter(...flow.grabbed(undefined, flow.byResident())).units, 'repeatRate')).toMatchObject({
    reporter: resident.person,
  })
  expect(of(unitsAfter(...flow.grabbed()).units, 'repeatRate')).toEqual([])
})

test('a restored or reopened case counts as what it is now', () => {
  const restored = unitsAfter(
    ...flow.reported(),
    by(operator, { type: 'void', reasonCode: 'FALSE', explanation: '经核实' }),
    by(supervisor, { type: 'restore', reason: '误作废' }),
  ).units
  expect(of(restored, 'validRate')).toEqual([])
  const reopened = unitsAfter(
    ...flow.closed(),
    by(supervisor, { type: 'reopen', reasonCode: 'RECURRENCE', note: '复发' }),
  ).units
  expect(of(reopened, 'closeRate')).toMatchObject([{ base: true, counts: false }])
  expect(of(reopened, 'reworkRate')).toHaveLength(1)
})

test('an assessor’s and a dispatcher’s doing leaves no unit about a person outside the tracks', () => {
  const { units } = unitsAfter(...flow.closed())
  const named = new Set(units.map(({ post }) => post))
  expect(named.has(assessor.post) || named.has(dispatcher.post)).toBe(false)
})

test('a danger that grid staff report and a verifier confirms is found, one that is only reported is not', () => {
  const handled = flow.submitted(flow.RUIN)
  expect(of(unitsAfter(...handled).units, 'dangersFound')).toEqual([])
  const confirmed = unitsAfter(...handled, by(community, { type: 'verifyPassNoContact' })).units
  expect(only(confirmed, 'dangersFound')).toMatchObject({ post: member.post })
})

test('every indicator that claims to be computed is fed by some case', () => {
  const danger = [...flow.submitted(flow.RUIN), by(community, { type: 'verifyPassNoContact' })]
  const accurate = [
    ...flow.closedJoint(),
    by(roads.leader, { type: 'ratePartner', org: EAST, rating: 5, verdict: 'NECESSARY' }),
  ]
  const all = [...Object.values(tours), danger, accurate].flatMap((steps) => unitsAfter(...steps).units)
  const fed = new Set(all.map(({ indicator }) => indicator))
  expect(COMPUTED_INDICATORS.filter((code) => !fed.has(code))).toEqual([])
})
