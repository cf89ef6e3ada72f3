import { expect, test } from 'vitest'
import { INDICATORS, type IndicatorCode } from './indicators.ts'
import { RULE_VERSIONS, ruleById, ruleFor } from './rule-versions.ts'
import type { RuleVersion } from './rules.ts'
import { roomFor, scoreOf, smooth, type CasePoint, type ScoreInput, type Tally } from './scoring.ts'

const of = (k: number, n: number, mean: number | null = null): Tally => ({
  k,
  n,
  weightedK: k,
  weightedN: n,
  mean,
})
const input = (
  tallies: Partial<Record<IndicatorCode, Tally>>,
  more: Partial<ScoreInput> = {},
): ScoreInput => ({
  tally: (indicator) => tallies[indicator] ?? (INDICATORS[indicator].needs === null ? of(0, 0) : null),
  cases: [],
  manual: [],
  dutyShare: 1,
  ...more,
})
const rule = (id: string): RuleVersion => {
  const found = ruleById(id)
  if (!found) throw new Error(id)
  return found
}
const card = (indicator: IndicatorCode, at = 1): CasePoint => ({
  indicator,
  caseId: `case-${at}`,
  at,
  urgency: 'GENERAL',
})

const member = (patrol: Tally, valid: Tally, tasks: Tally, done: Tally, right: Tally, rating: Tally) => ({
  patrolCoverage: patrol,
  validRate: valid,
  taskOnTime: tasks,
  upkeepDone: done,
  infoAccuracy: right,
  satisfiedRate: rating,
  learning: of(1, 1),
})
const diligent = member(of(93, 100), of(41, 45), of(36, 38), of(12, 14), of(96, 100), of(10, 11, 4.5))
const hasty = member(of(70, 100), of(80, 110), of(50, 70), of(5, 14), of(90, 100), of(20, 30, 3.8))

const department = {
  answerRate: of(18, 20),
  arriveRate: of(17, 20),
  onTimeRate: of(130, 145),
  reworkRate: of(5, 97),
  solvedRate: of(60, 72),
  satisfiedRate: of(41, 50),
  partnerRating: of(9, 10, 4.52),
  due: of(97, 97),
}
const street = {
  responseRate: of(160, 172),
  onTimeRate: of(245, 265),
  reworkRate: of(9, 177),
  solvedRate: of(88, 104),
  satisfiedRate: of(66, 80),
  whistleAccuracy: of(21, 24),
  selfResolution: of(120, 177),
  due: of(177, 177),
}

test('a diligent grid member who found an urgent danger has 96.76 (§7.2, first example)', () => {
  const found: CasePoint = { indicator: 'dangersFound', caseId: 'a', at: 1, urgency: 'URGENT' }
  const { score, parts } = scoreOf(rule('grid-member-2026-1'), input(diligent, { cases: [found] }))
  expect(score).toBe(96.76)
  expect(parts.map(({ points }) => points)).toEqual([24.4737, 18.9474, 19.5838, 13.6286, 13.125, 5])
})

test('twice the reports, many of them poor and one made up, have 63.89 (§7.2, second example)', () => {
  const manual = [{ code: 'FABRICATION', points: -10 }]
  expect(scoreOf(rule('grid-member-2026-1'), input(hasty, { manual })).score).toBe(63.89)
})

test('the department of the example has 88.41, and 87.41 with one yellow card (§7.3)', () => {
  const version = rule('department-2026-1')
  expect(scoreOf(version, input(department)).score).toBe(88.41)
  expect(scoreOf(version, input(department, { cases: [card('yellowCards')] })).score).toBe(87.41)
})

test('the street of the example has 88.57 (§7.4)', () => {
  const { score, parts } = scoreOf(rule('street-2026-1'), input(street))
  expect(score).toBe(88.57)
  expect(parts.map(({ rate }) => rate)).toEqual([0.9299, 0.9243, 0.9486, 0.8472, 0.8268, 0.8769, 0.6804])
})

test('supervision takes ten points at most, and the line says what it was cut from', () => {
  const cases = [1, 2, 3, 4, 5].map((at) => card('redCards', at))
  const { score, adjustments } = scoreOf(rule('department-2026-1'), input(department, { cases }))
  expect(adjustments.map(({ points }) => points)).toEqual([-3, -3, -3, -1, 0])
  expect(adjustments.at(3)?.explanation).toEqual({ key: 'case-capped', values: { full: -3, points: -1 } })
  expect(score).toBe(78.41)
})

test('fewer than five orders give no score: the sample is too small', () => {
  const few = { ...department, due: of(3, 3), answerRate: of(1, 1) }
  expect(scoreOf(rule('department-2026-1'), input(few))).toMatchObject({
    verdict: 'SMALL_SAMPLE',
    score: null,
    sample: { size: 4, least: 5 },
  })
})

test('fewer than five ratings stand neutral and push nobody up or down', () => {
  for (const rating of [of(4, 4, 5), of(0, 4, 1), of(0, 0)]) {
    const { parts } = scoreOf(rule('grid-member-2026-1'), input({ ...diligent, satisfiedRate: rating }))
    expect(parts.find(({ code }) => code === 'E')).toMatchObject({ status: 'NEUTRAL', points: 12.75 })
  }
})

test('parts without data are left out and said so, never filled with a number', () => {
  const { validRate, taskOnTime, satisfiedRate } = diligent
  const result = scoreOf(rule('grid-member-2026-1'), input({ validRate, taskOnTime, satisfiedRate }))
  expect(result.parts.filter(({ status }) => status === 'NO_DATA').map(({ code }) => code)).toEqual([
    'A',
    'D',
    'F',
  ])
  expect(result.outOf).toBe(55)
  expect(result.adjustments).toMatchObject([{ code: 'SCALE', explanation: { key: 'scale' } }])
  expect(result.score).toBe(93.92)
})

test('with data for less than half of the points there is no score', () => {
  const demanding = { ...rule('grid-member-2026-1'), leastPoints: 60 }
  const { validRate, taskOnTime, satisfiedRate } = diligent
  expect(scoreOf(demanding, input({ validRate, taskOnTime, satisfiedRate })).verdict).toBe('LITTLE_DATA')
})

test('who was on leave half of the month has to cover half of the plan', () => {
  const version = rule('grid-member-2026-1')
  const part = (dutyShare: number) =>
    scoreOf(version, input({ ...diligent, patrolCoverage: of(40, 100) }, { dutyShare })).parts[0]?.points
  expect(part(1)).toBe(10.5263)
  expect(part(0.5)).toBe(21.0526)
  expect(part(0)).toBe(25)
})

test('one case more or less moves a small score less than a large one would be moved by its share', () => {
  const { smoothing } = rule('street-2026-1')
  expect(smooth(0, 0, smoothing)).toBe(0.9)
  expect(smooth(0, 1, smoothing)).toBeCloseTo(0.6)
  expect(smooth(900, 1000, smoothing)).toBeCloseTo(0.9)
})

test('manual points use what is left under their cap', () => {
  const version = rule('grid-member-2026-1')
  expect(roomFor(version, 'MISS', [])).toBe(-10)
  expect(roomFor(version, 'MISS', [{ code: 'MISS', points: -8 }])).toBe(-2)
  expect(roomFor(version, 'SUGGESTION', [{ code: 'SUGGESTION', points: 10 }])).toBe(0)
  expect(roomFor(version, 'FABRICATION', [])).toBe(-10)
})

test('a month is scored by the version that was in force', () => {
  const [first] = RULE_VERSIONS
  if (!first) throw new Error('no rules')
  const later = { ...first, id: 'later', from: '2027-01' }
  expect(ruleFor(first.track, '2026-12', [first, later])?.id).toBe(first.id)
  expect(ruleFor(first.track, '2027-01', [first, later])?.id).toBe('later')
  expect(ruleFor(first.track, '2000-01')).toBeUndefined()
})

test('every version is worth a hundred points and names known indicators and caps', () => {
  for (const { parts, adjustments, caps } of RULE_VERSIONS) {
    expect(parts.reduce((sum, { max }) => sum + max, 0)).toBe(100)
    for (const { cap } of adjustments) if (cap !== undefined) expect(caps[cap]).toBeDefined()
  }
})
