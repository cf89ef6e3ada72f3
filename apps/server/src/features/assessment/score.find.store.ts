// Reads scores, appeals and months; under `readAs` the row policies show the own and, to the district, all.
import type { MonthState } from '@gezhi/core/assessment/month'
import type { ScoreAppeal, SubjectKind } from '@gezhi/core/assessment/ledger'
import type { ScoreState } from '@gezhi/core/assessment/score'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import './tables.ts'

/** States of a month by score. */
export async function findStates(
  tx: Tx,
  district: number,
  month: string,
  kind: SubjectKind | null = null,
): Promise<ReadonlyMap<string, ScoreState>> {
  const { rows } = await sql<{ id: string; state_doc: ScoreState }>`
    select id, state_doc from score where district = ${district} and month = ${month}
      and (${kind}::text is null or kind = ${kind})`.execute(tx)
  return new Map(rows.map(({ id, state_doc }) => [id, state_doc]))
}

export async function findState(tx: Tx, district: number, id: string): Promise<ScoreState | null> {
  const { rows } = await sql<{ state_doc: ScoreState }>`
    select state_doc from score where district = ${district} and id = ${id}::uuid`.execute(tx)
  return rows[0]?.state_doc ?? null
}

/** Scores of one subject, newest first. */
export async function findHistory(tx: Tx, district: number, kind: SubjectKind, code: string) {
  const { rows } = await sql<{ id: string; month: string; state_doc: ScoreState }>`
    select id, month, state_doc from score
    where district = ${district} and kind = ${kind} and code = ${code} and settled_at is not null
    order by month desc`.execute(tx)
  return rows
}

export interface AppealRow {
  readonly score: string
  readonly month: string
  readonly appeal: ScoreAppeal
  readonly state_doc: ScoreState
}

export interface AppealPage {
  /** Only those that this person filed or that concern the score of the person or organisation; null: all visible. */
  readonly person: string | null
  readonly org: string | null
  readonly open: boolean | null
  readonly limit: number
  readonly after: { readonly at: number; readonly score: string; readonly no: number } | null
}

/** Appeals, newest first, and how many there are. */
export async function findAppeals(tx: Tx, district: number, page: AppealPage) {
  const { person, org, open, limit, after } = page
  const source = sql`
    from score_appeal a join score s on s.district = a.district and s.id = a.score
    where a.district = ${district}
      and (${person}::text is null or a.filed_by = ${person} or s.person = ${person}
        or s.kind = 'ORGANISATION' and s.code = ${org})
      and (${open}::boolean is null or (a.state = 'OPEN') = ${open})`
  const beyond = after
    ? sql`and (a.filed_at, a.score, a.no) < (${new Date(after.at)}, ${after.score}::uuid, ${after.no})`
    : sql``
  const { rows } = await sql<AppealRow>`
    select a.score, s.month, a.appeal, s.state_doc ${source} ${beyond}
    order by a.filed_at desc, a.score desc, a.no desc limit ${limit + 1}`.execute(tx)
  const counted = await sql<{ total: number }>`select count(*)::int as total ${source}`.execute(tx)
  return { rows: rows.slice(0, limit), more: rows.length > limit, total: counted.rows[0]?.total ?? 0 }
}

/** States of months that were closed, by month. */
export async function findMonths(tx: Tx, district: number): Promise<ReadonlyMap<string, MonthState>> {
  const { rows } = await sql<{ month: string; state_doc: MonthState }>`
    select month, state_doc from assessment_month where district = ${district}`.execute(tx)
  return new Map(rows.map(({ month, state_doc }) => [month, state_doc]))
}

/** First month in which anything counted, and settled scores by month. */
export async function findExtent(tx: Tx, district: number) {
  const first = await sql<{ month: string | null }>`
    select left(min(day)::text, 7) as month from figure_day where district = ${district}`.execute(tx)
  const settled = await sql<{ month: string; scores: number }>`
    select month, count(*)::int as scores from score
    where district = ${district} and settled_at is not null group by month`.execute(tx)
  return {
    first: first.rows[0]?.month ?? null,
    settled: new Map(settled.rows.map(({ month, scores }) => [month, scores])),
  }
}
