// The units behind a figure, newest first: as they are now, or as they were at a past fact.
import { INDICATORS, type IndicatorCode } from '@gezhi/core/assessment/indicators'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { FigureQuery } from './figure.query.ts'
import { ALL_COLUMNS, conditions, REPEAT_CASES, repeatSource } from './figure.store.ts'
import { findUnitsFrom, requireUnits } from './units-from.store.ts'
import './tables.ts'

export interface DrillCursor {
  readonly at: number
  readonly id: string
  readonly key: string
}

export type DrillPart = 'NUMERATOR' | 'DENOMINATOR' | 'REST'

export interface Wanted {
  readonly indicator: IndicatorCode
  readonly part: DrillPart
  /** Only what counted when this was the last fact. */
  readonly seq?: number | undefined
  /** Cases that were exempt for the subject. */
  readonly except?: readonly string[] | undefined
  /** Only this case. */
  readonly caseId?: string | undefined
}

export interface DrillRow {
  readonly case_id: string
  readonly key: string
  readonly at: number
  readonly no: number | null
  readonly org: string | null
  readonly value: number | null
  readonly counts: boolean
}

const PARTS: Readonly<Record<DrillPart, RawBuilder<unknown>>> = {
  NUMERATOR: sql`counts`,
  DENOMINATOR: sql`base`,
  REST: sql`base and not counts`,
}

/** The rows of one list, before paging. */
function rowsOf(
  query: FigureQuery,
  { indicator, part, seq, except = [], caseId }: Wanted,
): RawBuilder<unknown> {
  const { district, period, filter } = query
  const { from, to, asOf } = period
  const { kind } = INDICATORS[indicator]
  if (kind === 'REPORTERS') {
    const repeated = sql`alike >= ${REPEAT_CASES}`
    const which = part === 'NUMERATOR' ? repeated : part === 'REST' ? sql`not (${repeated})` : sql`true`
    return sql`select case_id, key, at, no, org, value, ${repeated} as counts
      from (${repeatSource(query, sql``)}) as found where ${which}`
  }
  const when =
    kind === 'STOCK'
      ? sql`(until is null or until > ${new Date(asOf)})`
      : sql`day between ${from}::date and ${to}::date`
  const current =
    seq === undefined ? sql`seq_to is null` : sql`seq_from <= ${seq} and (seq_to is null or seq_to > ${seq})`
  // Of what is only counted, every unit is in both parts.
  const which = kind === 'RATE' || kind === 'MEAN' ? PARTS[part] : part === 'REST' ? sql`false` : sql`true`
  return sql`select case_id, key, at, no, org, value, counts from contribution
    where district = ${district} and ${current} and indicator = ${indicator} and at <= ${new Date(asOf)}
      and ${when} and ${which} and not (case_id = any(${[...except]}::uuid[]))
      ${caseId === undefined ? sql`` : sql`and case_id = ${caseId}::uuid`} ${conditions(filter, ALL_COLUMNS)}`
}

/** One page of units, and how many there are in all. */
export async function findUnits(
  tx: Tx,
  query: FigureQuery,
  wanted: Wanted,
  page: { readonly limit: number; readonly after?: DrillCursor | undefined },
): Promise<{ readonly rows: readonly DrillRow[]; readonly more: boolean; readonly total: number }> {
  if (INDICATORS[wanted.indicator].kind !== 'STOCK')
    requireUnits(query.period.from, await findUnitsFrom(tx, query.district))
  const source = rowsOf(query, wanted)
  const { after, limit } = page
  const beyond = after
    ? sql`where (at, case_id, key) < (${new Date(after.at)}, ${after.id}::uuid, ${after.key})`
    : sql``
  const { rows } = await sql<DrillRow>`
    select case_id, key, at, no, org, value, counts from (${source}) as units ${beyond}
    order by at desc, case_id desc, key desc limit ${limit + 1}`.execute(tx)
  const counted = await sql<{
    total: number
  }>`select count(*)::int as total from (${source}) as units`.execute(tx)
  return { rows: rows.slice(0, limit), more: rows.length > limit, total: counted.rows[0]?.total ?? 0 }
}
