// From sums to figures: rates, means, stocks that carry over, and honest empties.
import { INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { Figure, FigureGroup } from '@gezhi/core/assessment/figure.view'
import type { Tx } from '../../kernel/database.ts'
import { bucketsOf, ofKind, periodOf, type FigureQuery } from './figure.query.ts'
import { findUnitsFrom, requireUnits } from './units-from.store.ts'
import {
  findMovements,
  findReporters,
  findSpread,
  findSums,
  type ReporterRow,
  type SpreadRow,
  type SumRow,
} from './figure.store.ts'

/** Everything that was added up for one request and one grouping, by indicator and key. */
export interface Added {
  readonly keys: readonly string[]
  readonly figure: (indicator: IndicatorCode, key: string) => Figure
}

const NOTHING = {
  value: null,
  numerator: 0,
  denominator: 0,
  listed: { numerator: 0, denominator: 0 },
  mean: null,
  p50: null,
  p90: null,
  weighted: null,
}

const share = (k: number, n: number): number | null => (n === 0 ? null : k / n)

function figureOf(indicator: IndicatorCode, sum: SumRow | undefined, spread: SpreadRow | undefined): Figure {
  const { kind, weighted } = INDICATORS[indicator]
  const { base = 0, counted = 0, value = 0, weightedBase = 0, weightedCounted = 0 } = sum ?? {}
  const counts = kind === 'COUNT' || kind === 'DURATION' ? base : counted
  const mean = (kind === 'MEAN' || kind === 'DURATION') && base > 0 ? value / base : null
  const single = kind === 'DURATION' ? mean : share(counts, base)
  return {
    ...NOTHING,
    indicator,
    status: base === 0 && kind !== 'COUNT' ? 'EMPTY' : 'OK',
    value: kind === 'COUNT' ? base : single,
    numerator: counts,
    denominator: base,
    listed: { numerator: counts, denominator: base },
    mean,
    p50: spread?.p50 ?? null,
    p90: spread?.p90 ?? null,
    weighted: weighted
      ? { numerator: weightedCounted, denominator: weightedBase, value: share(weightedCounted, weightedBase) }
      : null,
  }
}

const stockOf = (indicator: IndicatorCode, stands: number): Figure => ({
  ...NOTHING,
  indicator,
  status: 'OK',
  value: stands,
  numerator: stands,
  denominator: stands,
  listed: { numerator: stands, denominator: stands },
})

const reportersOf = (indicator: IndicatorCode, row: ReporterRow | undefined): Figure => {
  const { reporters = 0, repeated = 0, cases = 0, repeatedCases = 0 } = row ?? {}
  return {
    ...NOTHING,
    indicator,
    status: reporters === 0 ? 'EMPTY' : 'OK',
    value: share(repeated, reporters),
    numerator: repeated,
    denominator: reporters,
    listed: { numerator: repeatedCases, denominator: cases },
  }
}

/** What stands at the end of each bucket; of other groups, at the end of the period. */
function standing(rows: readonly SumRow[], buckets: readonly string[]): ReadonlyMap<string, number> {
  const net = new Map(rows.map(({ key, base, counted }) => [key, base - counted]))
  if (buckets.length === 0) return net
  let stands = net.get('before') ?? 0
  return new Map(buckets.map((bucket) => [bucket, (stands += net.get(bucket) ?? 0)]))
}

/** A window ends with each bucket: every bucket is asked for by itself. */
async function reportersByBucket(
  tx: Tx,
  query: FigureQuery,
  buckets: readonly string[],
  asOfDay: (bucket: string) => FigureQuery['period'],
): Promise<ReporterRow[]> {
  const rows: ReporterRow[] = []
  for (const bucket of buckets) {
    const [row] = await findReporters(tx, { ...query, period: asOfDay(bucket) }, undefined)
    if (row) rows.push({ ...row, key: bucket })
  }
  return rows
}

/** Trends of a window of ninety days are drawn by month at most: each point reads the whole window. */
const MOST_WINDOWS = 36

export interface Asked {
  readonly query: FigureQuery
  readonly indicators: readonly IndicatorCode[]
  readonly groupBy?: FigureGroup | undefined
  readonly calendar: Parameters<typeof periodOf>[2]
}

/** Adds up all indicators under one grouping. */
export async function addUp(tx: Tx, { query, indicators, groupBy, calendar }: Asked): Promise<Added> {
  const buckets = groupBy ? bucketsOf(query.period, groupBy) : []
  const plain = ofKind(indicators, 'COUNT', 'RATE', 'MEAN', 'DURATION')
  const stocks = ofKind(indicators, 'STOCK')
  const { from, cut } = query.period
  const unitsFrom = await findUnitsFrom(tx, query.district)
  if (cut < from) requireUnits(stocks.length > 0 ? '0' : from, unitsFrom)
  const sums = plain.length > 0 ? await findSums(tx, query, plain, groupBy) : []
  const moved = stocks.length > 0 ? await findMovements(tx, query, stocks, groupBy) : []
  const spreads = new Map<IndicatorCode, Map<string, SpreadRow>>()
  // Of days without single units there are means, but no middle and no ninth decile.
  for (const indicator of from < unitsFrom ? [] : ofKind(indicators, 'DURATION')) {
    const rows = await findSpread(tx, query, indicator, groupBy)
    spreads.set(indicator, new Map(rows.map((row) => [row.key, row])))
  }
  const wantsReporters =
    from >= unitsFrom && ofKind(indicators, 'REPORTERS').length > 0 && buckets.length <= MOST_WINDOWS
  const endOf = (bucket: string) =>
    periodOf(
      { from: query.period.from, to: lastDay(bucket, query.period.to) },
      query.period.asOf,
      calendar,
      false,
    )
  const reporters = !wantsReporters
    ? []
    : buckets.length > 0
      ? await reportersByBucket(tx, query, buckets, endOf)
      : await findReporters(tx, query, groupBy)

  const bySum = new Map(sums.map((row) => [`${row.indicator}/${row.key}`, row]))
  const byReporter = new Map(reporters.map((row) => [row.key, row]))
  const stands = new Map(
    stocks.map((code) => [
      code,
      standing(
        moved.filter(({ indicator }) => indicator === code),
        buckets,
      ),
    ]),
  )
  const found = new Set([
    ...sums.map(({ key }) => key),
    ...reporters.map(({ key }) => key),
    ...[...stands.values()].flatMap((keys) => [...keys.keys()]),
  ])
  return {
    keys: buckets.length > 0 ? buckets : [...found].sort(),
    figure(indicator, key) {
      const { kind, needs } = INDICATORS[indicator]
      if (needs !== null) return { ...NOTHING, indicator, status: 'NO_DATA' }
      if (kind === 'STOCK') return stockOf(indicator, stands.get(indicator)?.get(key) ?? 0)
      if (kind === 'REPORTERS') return reportersOf(indicator, byReporter.get(key))
      return figureOf(indicator, bySum.get(`${indicator}/${key}`), spreads.get(indicator)?.get(key))
    },
  }
}

/** Last day of a bucket inside the period. */
function lastDay(bucket: string, to: string): string {
  if (bucket.length === 10) return bucket
  const [year = 0, month = 1] = bucket.split('-').map(Number)
  const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
  return end < to ? end : to
}
