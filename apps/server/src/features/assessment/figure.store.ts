// Adds figures up: from daily sums where they answer, from single contributions for today and for finer questions.
import { URGENCY_WEIGHTS } from '@gezhi/core/assessment/indicator'
import type { IndicatorCode } from '@gezhi/core/assessment/indicators'
import type { FigureGroup } from '@gezhi/core/assessment/figure.view'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { FigureFilter, FigureQuery } from './figure.query.ts'
import { marginOf, marginRows } from './margin.store.ts'
import './tables.ts'

export interface SumRow {
  readonly indicator: IndicatorCode
  readonly key: string
  readonly base: number
  readonly counted: number
  readonly value: number
  readonly weightedBase: number
  readonly weightedCounted: number
}
export interface SpreadRow {
  readonly key: string
  readonly p50: number
  readonly p90: number
}
export interface ReporterRow {
  readonly key: string
  readonly reporters: number
  readonly repeated: number
  readonly cases: number
  readonly repeatedCases: number
}

type Column = 'street' | 'org' | 'category' | 'urgency' | 'community' | 'grid' | 'item' | 'post' | 'person'

/** `and column = value` for every filter that is set. */
export function conditions(filter: FigureFilter, columns: readonly Column[]): RawBuilder<unknown> {
  const parts = columns.flatMap((column) => {
    const value = filter[column]
    return value === undefined ? [] : [sql`and ${sql.ref(column)} = ${value}`]
  })
  return parts.length === 0 ? sql`` : sql.join(parts, sql` `)
}
const SUMMED: readonly Column[] = ['street', 'org', 'category', 'urgency']
export const ALL_COLUMNS: readonly Column[] = [...SUMMED, 'community', 'grid', 'item', 'post', 'person']

/** Name of the group of a row with a `day`; the empty text for all in one and for rows that have none. */
export function groupKey(groupBy: FigureGroup | undefined): RawBuilder<string> {
  switch (groupBy) {
    case undefined:
      return sql`''`
    case 'day':
      return sql`day::text`
    case 'month':
      return sql`left(day::text, 7)`
    case 'street':
    case 'community':
    case 'grid':
    case 'org':
    case 'category':
    case 'urgency':
      return sql`coalesce(${sql.ref(groupBy)}, '')`
  }
}

const weight = sql`case urgency when 'URGENT' then ${sql.lit(URGENCY_WEIGHTS.URGENT)}
  when 'IMPORTANT' then ${sql.lit(URGENCY_WEIGHTS.IMPORTANT)} else ${sql.lit(URGENCY_WEIGHTS.GENERAL)} end`

const summed = (key: RawBuilder<string>, source: RawBuilder<unknown>) => sql<SumRow>`
  select indicator, ${key} as key, sum(base)::int as base, sum(counted)::int as counted,
    coalesce(sum(value), 0)::float8 as value, sum(base * ${weight})::int as "weightedBase",
    sum(counted * ${weight})::int as "weightedCounted"
  from (${source}) as rows group by 1, 2`

/** Sums of days, from a margin where one answers. */
function sumRows(
  { district, filter, whole = false }: FigureQuery,
  groupBy: FigureGroup | undefined,
  { names, days }: { readonly names: RawBuilder<unknown>; readonly days: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const margin = whole ? marginOf(filter, groupBy) : null
  if (margin !== null) return marginRows(margin, filter, { district, names, days })
  return sql`
    select indicator, day, street, org, category, urgency, base, counted, value from figure_day
    where district = ${district} and indicator = any(${names}) and ${days} ${conditions(filter, SUMMED)}`
}

/** Counts, rates, means and durations of the days of the period. */
export async function findSums(
  tx: Tx,
  query: FigureQuery,
  indicators: readonly IndicatorCode[],
  groupBy: FigureGroup | undefined,
): Promise<readonly SumRow[]> {
  const { district, period, filter } = query
  const { from, to, cut, asOf } = period
  const names = sql`${[...indicators]}::text[]`
  const fine = groupBy === 'community' || groupBy === 'grid'
  const past = sumRows(query, groupBy, { names, days: sql`day between ${from}::date and ${cut}::date` })
  const source = sql`${fine || cut < from ? sql`` : sql`${past} union all`}
    select indicator, day, street, org, category, urgency, base::int as base, counts::int as counted, value
      ${fine ? sql`, community, grid` : sql``}
    from contribution
    where district = ${district} and seq_to is null and indicator = any(${names})
      and day > ${cut}::date and day <= ${to}::date and at <= ${new Date(asOf)}
      ${conditions(filter, ALL_COLUMNS)}`
  return (await summed(groupKey(groupBy), source).execute(tx)).rows
}

/**
 * What came and what left of a stock, from the beginning to the end of the period. Grouped by days or months the
 * movements before `from` have the key `before`.
 */
export async function findMovements(
  tx: Tx,
  query: FigureQuery,
  indicators: readonly IndicatorCode[],
  groupBy: FigureGroup | undefined,
): Promise<readonly SumRow[]> {
  const { district, period, filter } = query
  const { from, cut, asOf } = period
  const names = sql`${[...indicators]}::text[]`
  const usesSums = cut >= from
  const since = usesSums ? sql`and day > ${cut}::date` : sql``
  const left = usesSums ? sql`and until_day > ${cut}::date` : sql``
  const rows = (columns: RawBuilder<unknown>, when: RawBuilder<unknown>) => sql`
    select indicator, ${columns}, street, org, category, urgency, community, grid, 0::bigint as value
    from contribution where district = ${district} and seq_to is null and indicator = any(${names})
      ${conditions(filter, ALL_COLUMNS)} ${when}`
  const past = sql`
    select indicator, day, base, counted, street, org, category, urgency, '' as community, '' as grid,
      0::bigint as value
    from (${sumRows(query, groupBy, { names, days: sql`day <= ${cut}::date` })}) as sums union all`
  const source = sql`${usesSums ? past : sql``}
    ${rows(sql`day, 1 as base, 0 as counted`, sql`and at <= ${new Date(asOf)} ${since}`)} union all
    ${rows(sql`until_day as day, 0 as base, 1 as counted`, sql`and until <= ${new Date(asOf)} ${left}`)}`
  const inTime = groupBy === 'day' || groupBy === 'month'
  const key = inTime
    ? sql<string>`case when day < ${from}::date then 'before' else ${groupKey(groupBy)} end`
    : groupKey(groupBy)
  return (await summed(key, source).execute(tx)).rows
}

/** Middle and ninth decile of single values: never of averages. */
export async function findSpread(
  tx: Tx,
  { district, period, filter }: FigureQuery,
  indicator: IndicatorCode,
  groupBy: FigureGroup | undefined,
): Promise<readonly SpreadRow[]> {
  const { rows } = await sql<SpreadRow>`
    select ${groupKey(groupBy)} as key, percentile_cont(0.5) within group (order by value) as p50,
      percentile_cont(0.9) within group (order by value) as p90
    from contribution
    where district = ${district} and seq_to is null and indicator = ${indicator}
      and day between ${period.from}::date and ${period.to}::date and at <= ${new Date(period.asOf)}
      ${conditions(filter, ALL_COLUMNS)}
    group by 1`.execute(tx)
  return rows
}

/** Days in which three cases of one family make a repeated demand, and how many make it (§2.11). */
export const REPEAT_DAYS = 90
export const REPEAT_CASES = 3

/** Contributions of reporters in the window that ends with the period, with the number of theirs in the family. */
export const repeatSource = (
  { district, period, filter }: FigureQuery,
  partition: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  select *, count(*) over (partition by ${partition} reporter, family) as alike from contribution
  where district = ${district} and seq_to is null and indicator = 'repeatRate'
    and at <= ${new Date(period.asOf)} and at > ${new Date(period.asOf - REPEAT_DAYS * 86_400_000)}
    ${conditions(filter, ALL_COLUMNS)}`

/** Reporters of the window and those among them who came three times with one family, in each group for itself. */
export async function findReporters(
  tx: Tx,
  query: FigureQuery,
  groupBy: FigureGroup | undefined,
): Promise<readonly ReporterRow[]> {
  const key = groupKey(groupBy)
  const { rows } = await sql<ReporterRow>`
    select ${key} as key, count(distinct reporter)::int as reporters,
      (count(distinct reporter) filter (where alike >= ${REPEAT_CASES}))::int as repeated,
      count(*)::int as cases, (count(*) filter (where alike >= ${REPEAT_CASES}))::int as "repeatedCases"
    from (${repeatSource(query, groupBy === undefined ? sql`` : sql`${key},`)}) as found group by 1`.execute(
    tx,
  )
  return rows
}
