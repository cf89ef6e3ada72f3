// From figures to a score under a rule version: pure, explained line by line (domain specification §7.1–§7.5).
import type { Urgency } from '../districts/district.ts'
import type { IndicatorCode } from './indicators.ts'
import type { Explanation } from './ledger.ts'
import type { AdjustmentRule, PartRule, RuleVersion } from './rules.ts'

/** What a subject has under one indicator: k of n, the same with urgency weights, and the mean of values. */
export interface Tally {
  readonly k: number
  readonly n: number
  readonly weightedK: number
  readonly weightedN: number
  readonly mean: number | null
}

/** A case that brings points by itself: a card, a danger found. */
export interface CasePoint {
  readonly indicator: IndicatorCode
  readonly caseId: string
  readonly at: number
  readonly urgency: Urgency
}

export interface ManualPoint {
  readonly code: string
  readonly points: number
}

export interface ScoreInput {
  /** Null: the indicator lacks its data. */
  readonly tally: (indicator: IndicatorCode) => Tally | null
  readonly cases: readonly CasePoint[]
  /** Points given by assessors before: they take room under the caps. */
  readonly manual: readonly ManualPoint[]
  /** Share of the month's working days on duty, 0…1: targets of coverage scale with it. */
  readonly dutyShare: number
}

export interface PartScore {
  readonly code: string
  readonly points: number | null
  readonly status: 'OK' | 'NEUTRAL' | 'PRIOR' | 'NO_DATA'
  readonly rate: number | null
  readonly k: number | null
  readonly n: number | null
  readonly explanation: Explanation
}

export interface AdjustmentScore {
  readonly code: string
  readonly points: number
  readonly caseId: string | null
  readonly explanation: Explanation
}

export const VERDICTS = ['OK', 'SMALL_SAMPLE', 'LITTLE_DATA'] as const

export interface ScoreResult {
  readonly verdict: (typeof VERDICTS)[number]
  /** Two decimals; null unless the verdict is OK. */
  readonly score: number | null
  readonly sample: { readonly size: number; readonly least: number }
  /** Points of the parts that have data. */
  readonly outOf: number
  readonly parts: readonly PartScore[]
  readonly adjustments: readonly AdjustmentScore[]
}

/** Code of the line that scales the parts with data up to 100. */
export const SCALE = 'SCALE'

const to4 = (value: number): number => Math.round(value * 10_000) / 10_000
const to2 = (value: number): number => Math.round(Math.round(value * 10_000) / 100) / 100

/** p̂(k,n) = (k + m·p0)/(n + m): small numbers stay near what is usual (§7.1). */
export const smooth = (k: number, n: number, { m, p0 }: RuleVersion['smoothing']): number =>
  (k + m * p0) / (n + m)

const noData = (part: PartRule): PartScore => ({
  code: part.code,
  points: null,
  status: 'NO_DATA',
  rate: null,
  k: null,
  n: null,
  explanation: { key: 'no-data', values: { max: part.max } },
})

/** Points of one part. */
export function scorePart(part: PartRule, rule: RuleVersion, input: ScoreInput): PartScore {
  const { formula, max, code } = part
  const made = (
    status: PartScore['status'],
    rate: number,
    tally: { readonly k: number | null; readonly n: number | null },
    explanation: Explanation,
  ): PartScore => ({
    code,
    status,
    points: to4(max * rate),
    rate: to4(rate),
    ...tally,
    explanation: { key: explanation.key, values: { max, rate: to4(rate), ...tally, ...explanation.values } },
  })
  switch (formula.kind) {
    case 'COVERAGE': {
      const tally = input.tally(formula.indicator)
      if (!tally || tally.n === 0) return noData(part)
      const target = formula.target * Math.max(0, Math.min(1, input.dutyShare))
      const rate = target === 0 ? 1 : Math.min(1, tally.k / tally.n / target)
      return made(
        'OK',
        rate,
        { k: tally.k, n: tally.n },
        { key: 'coverage', values: { target: to4(target) } },
      )
    }
    case 'SMOOTHED':
      return scoreSmoothed(part, formula, { rule, input, made })
    case 'RATING': {
      const tally = input.tally(formula.indicator)
      if (!tally) return noData(part)
      const { least, neutral } = rule.ratings
      const counted = { k: null, n: tally.n }
      return tally.n < least || tally.mean === null
        ? made('NEUTRAL', neutral, counted, { key: 'rating-neutral', values: { least } })
        : made('OK', (tally.mean - 1) / 4, counted, { key: 'rating', values: { mean: to4(tally.mean) } })
    }
    case 'AVERAGE': {
      const tallies = formula.indicators.map(input.tally)
      const rates = tallies.flatMap((tally) => (tally && tally.n > 0 ? [tally.k / tally.n] : []))
      if (rates.length < tallies.length) return noData(part)
      const rate = rates.reduce((sum, one) => sum + one, 0) / rates.length
      return made('OK', rate, { k: null, n: null }, { key: 'average', values: {} })
    }
    case 'GIVEN': {
      const tally = input.tally(formula.indicator)
      if (!tally) return noData(part)
      return made('OK', tally.k > 0 ? 1 : 0, { k: tally.k, n: tally.n }, { key: 'given', values: {} })
    }
  }
}

type Smoothed = Extract<PartRule['formula'], { kind: 'SMOOTHED' }>
type Made = (
  status: PartScore['status'],
  rate: number,
  tally: { readonly k: number; readonly n: number },
  explanation: Explanation,
) => PartScore

function scoreSmoothed(
  part: PartRule,
  formula: Smoothed,
  { rule, input, made }: { readonly rule: RuleVersion; readonly input: ScoreInput; readonly made: Made },
): PartScore {
  const tally = input.tally(formula.indicator)
  if (!tally) return noData(part)
  const [hits, n] = formula.weighted ? [tally.weightedK, tally.weightedN] : [tally.k, tally.n]
  const k = formula.inverse ? n - hits : hits
  const { least, neutral } = rule.ratings
  if (formula.neutral && tally.n < least)
    return made('NEUTRAL', neutral, { k, n }, { key: 'smoothed-neutral', values: { least } })
  const { m, p0 } = rule.smoothing
  const smoothed = smooth(k, n, rule.smoothing)
  const target = formula.target ?? 1
  return made(
    n === 0 ? 'PRIOR' : 'OK',
    Math.min(1, smoothed / target),
    { k, n },
    { key: formula.target === undefined ? 'smoothed' : 'smoothed-target', values: { m, p0, target } },
  )
}

/** Lets points of one cap through until it is reached: a fourth red card takes one point, not three. */
function createRoom(rule: RuleVersion) {
  const used = new Map<string, number>()
  return (adjustment: AdjustmentRule, points: number): number => {
    const { cap } = adjustment
    const limit = cap === undefined ? undefined : rule.caps[cap]
    if (cap === undefined || limit === undefined) return points
    const before = used.get(cap) ?? 0
    const left = limit - before
    const granted = limit < 0 ? Math.max(points, left) : Math.min(points, left)
    used.set(cap, before + granted)
    return to4(granted)
  }
}

function adjustmentsOf(rule: RuleVersion, input: ScoreInput): AdjustmentScore[] {
  const room = createRoom(rule)
  for (const { code, points } of input.manual) {
    const adjustment = rule.adjustments.find((one) => one.code === code)
    if (adjustment) room(adjustment, points)
  }
  return [...input.cases]
    .sort((a, b) => a.at - b.at || (a.caseId < b.caseId ? -1 : 1))
    .flatMap(({ indicator, caseId, urgency }) => {
      const adjustment = rule.adjustments.find((one) => one.indicator === indicator)
      if (!adjustment) return []
      const full = urgency === 'URGENT' ? (adjustment.urgentPoints ?? adjustment.points) : adjustment.points
      const points = room(adjustment, full)
      const explanation = { key: points === full ? 'case' : 'case-capped', values: { full, points } }
      return [{ code: adjustment.code, points, caseId, explanation }]
    })
}

/** How much of a cap manual points still may use. */
export function roomFor(rule: RuleVersion, code: string, given: readonly ManualPoint[]): number {
  const adjustment = rule.adjustments.find((one) => one.code === code)
  const limit = adjustment?.cap === undefined ? undefined : rule.caps[adjustment.cap]
  if (!adjustment || limit === undefined) return adjustment?.points ?? 0
  const same = given.filter(
    (one) => rule.adjustments.find(({ code: other }) => other === one.code)?.cap === adjustment.cap,
  )
  return to4(limit - same.reduce((sum, { points }) => sum + points, 0))
}

const total = (lines: readonly { readonly points: number | null }[]): number =>
  lines.reduce((sum, { points }) => sum + (points ?? 0), 0)

/** The whole score: parts, what single cases add or take, and the scaling where parts have no data yet. */
export function scoreOf(rule: RuleVersion, input: ScoreInput): ScoreResult {
  const parts = rule.parts.map((part) => scorePart(part, rule, input))
  const known = new Set(parts.filter(({ points }) => points !== null).map(({ code }) => code))
  const outOf = total(rule.parts.map(({ code, max }) => ({ points: known.has(code) ? max : 0 })))
  const whole = total(rule.parts.map(({ max }) => ({ points: max })))
  const size = rule.sample.of.reduce((sum, indicator) => sum + (input.tally(indicator)?.n ?? 0), 0)
  const sample = { size, least: rule.sample.least }
  const verdict = size < rule.sample.least ? 'SMALL_SAMPLE' : outOf < rule.leastPoints ? 'LITTLE_DATA' : 'OK'
  if (verdict !== 'OK') return { verdict, score: null, sample, outOf, parts, adjustments: [] }
  const scaling: AdjustmentScore[] =
    outOf === whole
      ? []
      : [
          {
            code: SCALE,
            points: to4(total(parts) * (whole / outOf - 1)),
            caseId: null,
            explanation: { key: 'scale', values: { outOf, whole } },
          },
        ]
  const adjustments = [...scaling, ...adjustmentsOf(rule, input)]
  const score = to2(total(parts) + total(adjustments) + total(input.manual))
  return { verdict, score, sample, outOf, parts, adjustments }
}
