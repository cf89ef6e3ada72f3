// Figures of the subjects of a month, for scoring: all of one kind at once, now or as they were at a past fact.
import type { IndicatorCode } from '@gezhi/core/assessment/indicators'
import { URGENCY_WEIGHTS } from '@gezhi/core/assessment/indicator'
import type { SubjectKind } from '@gezhi/core/assessment/ledger'
import type { CasePoint, Tally } from '@gezhi/core/assessment/scoring'
import type { Urgency } from '@gezhi/core/districts/district'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import './tables.ts'

export interface TallyQuery {
  readonly district: number
  readonly kind: SubjectKind
  /** Null: all subjects of the kind. */
  readonly codes: readonly string[] | null
  readonly from: string
  readonly to: string
  readonly asOf: number
  /** Null: now. */
  readonly seq: number | null
  /** Cases that do not count for a subject. */
  readonly exempt: readonly { readonly code: string; readonly caseId: string }[]
}

interface TallyRow extends Tally {
  readonly code: string
  readonly indicator: IndicatorCode
}
interface PointRow extends CasePoint {
  readonly code: string
}

const columnOf = (kind: SubjectKind): RawBuilder<string> => (kind === 'POST' ? sql`c.post` : sql`c.org`)

const rowsOf = (query: TallyQuery, indicators: readonly IndicatorCode[]): RawBuilder<unknown> => {
  const { district, kind, codes, from, to, asOf, seq, exempt } = query
  const code = columnOf(kind)
  const current =
    seq === null
      ? sql`c.seq_to is null`
      : sql`c.seq_from <= ${seq} and (c.seq_to is null or c.seq_to > ${seq})`
  return sql`
    from contribution c
    where c.district = ${district} and ${current} and c.indicator = any(${[...indicators]}::text[])
      and c.day between ${from}::date and ${to}::date and c.at <= ${new Date(asOf)}
      and ${code} is not null
      ${codes === null ? sql`` : sql`and ${code} = any(${[...codes]}::text[])`}
      and not exists (
        select from jsonb_to_recordset(${JSON.stringify(exempt)}::jsonb) as e(code text, "caseId" uuid)
        where e.code = ${code} and e."caseId" = c.case_id)`
}

const weight = sql`case c.urgency when 'URGENT' then ${sql.lit(URGENCY_WEIGHTS.URGENT)}
  when 'IMPORTANT' then ${sql.lit(URGENCY_WEIGHTS.IMPORTANT)} else ${sql.lit(URGENCY_WEIGHTS.GENERAL)} end`

/** k of n by subject and indicator. */
export async function findTallies(
  tx: Tx,
  query: TallyQuery,
  indicators: readonly IndicatorCode[],
): Promise<readonly TallyRow[]> {
  if (indicators.length === 0) return []
  const { rows } = await sql<TallyRow>`
    select ${columnOf(query.kind)} as code, c.indicator,
      (count(*) filter (where c.counts and c.base))::int as k, (count(*) filter (where c.base))::int as n,
      coalesce(sum(${weight}) filter (where c.counts and c.base), 0)::int as "weightedK",
      coalesce(sum(${weight}) filter (where c.base), 0)::int as "weightedN",
      (avg(c.value) filter (where c.base))::float8 as mean
    ${rowsOf(query, indicators)} group by 1, 2`.execute(tx)
  return rows
}

/** Single cases that bring points by themselves. */
export async function findPoints(
  tx: Tx,
  query: TallyQuery,
  indicators: readonly IndicatorCode[],
): Promise<readonly PointRow[]> {
  if (indicators.length === 0) return []
  const { rows } = await sql<PointRow & { readonly urgency: Urgency }>`
    select ${columnOf(query.kind)} as code, c.indicator, c.case_id as "caseId", c.at, c.urgency
    ${rowsOf(query, indicators)} order by c.at, c.case_id, c.key`.execute(tx)
  return rows
}

/** Seq of the last fact that figures contain. */
export async function findMark(tx: Tx, district: number): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select seq from figure_mark where district = ${district}`.execute(tx)
  return rows[0]?.seq ?? 0
}
