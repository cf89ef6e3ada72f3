// The computed score: each deduction names its reason, and 95 of 100 cases need nobody to judge (§2.9).
import { expect, test } from 'vitest'
import {
  assessor,
  community,
  handlerEast,
  member,
  operator,
  resident,
  roads,
  supervisor,
  water,
} from './actors.testing.ts'
import * as flow from './flow.testing.ts'
import { by, cases, due, type Step } from './given.testing.ts'
import { DAY } from './rules.testing.ts'

const pass = by(community, { type: 'verifyPassNoContact' })
const assess = by(assessor, { type: 'assess' })
const fail = by(community, { type: 'verifyFail', reasonCode: 'PARTLY', note: '未完', photos: [flow.PHOTO] })
const redo = by(handlerEast, flow.result())
const assessed = (...steps: Step[]) => {
  const { assessment } = cases(...steps, assess).state
  if (!assessment) throw new Error('not assessed')
  return assessment
}
const reasons = (...steps: Step[]) =>
  assessed(...steps).deductions.map(({ points, reason }) => `${reason} ${points}`)

test('a case handled in time, with a photo and nobody to contact has the full score', () => {
  expect(assessed(...flow.toAssess())).toMatchObject({
    responded: true,
    arrivedOnTime: null,
    onTime: true,
    reworkCount: 0,
    resultType: 'SOLVED',
    satisfaction: null,
    finalScore: 100,
    deductions: [],
  })
})

test('a late result, redos and a result without a photo cost points', () => {
  expect(reasons(...flow.grabbed(), by(handlerEast, flow.result(), { after: 30 * DAY }), pass)).toEqual([
    'rule:late 30',
  ])
  expect(reasons(...flow.submitted(), fail, redo, pass)).toEqual(['rule:rework 15'])
  expect(
    reasons(...flow.grabbed(), by(handlerEast, flow.result({ resultType: 'EXPLAINED', photos: [] })), pass),
  ).toEqual(['rule:no-photo 10'])
})

test('more than two redos cost no more than two', () => {
  const many = [...flow.submitted(), fail, redo, fail, redo, fail, redo, pass]
  expect(reasons(...many)).toEqual(['rule:rework 30'])
  expect(assessed(...many)).toMatchObject({ onTime: false, reworkCount: 3, finalScore: 70 })
})

test('a late first contact and a reporter who was not satisfied cost points', () => {
  const late: Step[] = [
    ...flow.grabbed(undefined, flow.byResident()),
    due('D_CONTACT'),
    by(handlerEast, flow.contact),
    redo,
    by(community, { type: 'verifyPass' }),
    by(operator, { type: 'recordExplained', contacted: true, rating: 1, explanation: '电网改造中' }),
    by(supervisor, { type: 'coSignExplained' }),
  ]
  expect(reasons(...late)).toEqual(['rule:late-contact 5', 'rule:unsatisfied 15'])
  expect(assessed(...late).satisfaction).toBe(1)
})

test('the rating of a satisfied reporter is kept and costs nothing', () => {
  const record = by(resident, { type: 'recordSatisfied', contacted: true, solved: true, rating: 4 })
  expect(assessed(...flow.followUp(), record)).toMatchObject({ satisfaction: 4, finalScore: 100 })
})

test('a unit that came late costs points', () => {
  const late: Step[] = [
    ...flow.joint(),
    by(roads.handler, flow.arriveOnSite),
    due('D_ARRIVE#3'),
    by(water.handler, flow.arriveOnSite),
    by(water.handler, flow.part),
    by(roads.handler, flow.result()),
    pass,
  ]
  expect(reasons(...late)).toEqual(['rule:late-arrival 10'])
})

test('the assessor may take off more, but the score never falls below zero', () => {
  const told = cases(
    ...flow.toAssess(),
    by(assessor, {
      type: 'assess',
      deductions: [
        { points: 100, reason: '弄虚作假' },
        { points: 20, reason: '拖延' },
      ],
    }),
  )
  expect(told.state.assessment).toMatchObject({ finalScore: 0, mode: 'MANUAL' })
})

test('self-handling owes no first contact', () => {
  expect(reasons(by(member, flow.selfHandle()), pass)).toEqual([])
})
