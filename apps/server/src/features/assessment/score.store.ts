// Loads and projects months and scores; lines of the ledger are only ever inserted.
import type { MonthState } from '@gezhi/core/assessment/month'
import type { ScoreFact, ScoreState } from '@gezhi/core/assessment/score'
import { sql } from 'kysely'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Change, Loaded } from '../../kernel/stream-kind.ts'
import type { Statement } from '../../kernel/together.ts'
import './tables.ts'

const iso = (at: number | null | undefined): string | null => (at == null ? null : new Date(at).toISOString())

interface Stored<S> {
  readonly id: string
  readonly version: number
  readonly state_doc: S
}
const loaded = <S>(rows: readonly Stored<S>[]): Map<string, Loaded<S>> =>
  new Map(rows.map(({ id, version, state_doc }) => [id, { state: state_doc, version }]))

export async function loadMonths(tx: Tx, district: number, ids: readonly string[]) {
  const { rows } = await sql<Stored<MonthState>>`
    select id, version, state_doc from assessment_month
    where district = ${district} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  return loaded(rows)
}

export async function loadScores(tx: Tx, district: number, ids: readonly string[]) {
  const { rows } = await sql<Stored<ScoreState>>`
    select id, version, state_doc from score
    where district = ${district} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  return loaded(rows)
}

const lastOf = <F, S>(changes: readonly Change<F, S>[]): readonly Change<F, S>[] => [
  ...new Map(changes.map((change) => [change.stream, change])).values(),
]

export function projectMonths<F>(
  district: number,
  changes: readonly Change<F, MonthState>[],
): readonly Statement[] {
  const rows = lastOf(changes).map(({ stream, version, state }) => ({
    id: stream,
    month: state.month,
    version,
    state_doc: state,
  }))
  return [
    sql`
    insert into assessment_month (district, id, month, version, state_doc)
    select ${district}::int, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, month text, version int, state_doc jsonb)
    on conflict (district, id) do update set version = excluded.version, state_doc = excluded.state_doc`,
  ]
}

const scoreRow = ({ stream, version, state }: Change<ScoreFact, ScoreState>) => ({
  id: stream,
  month: state.month,
  kind: state.subject?.kind,
  code: state.subject?.code,
  track: state.subject?.track,
  org: state.subject?.org,
  person: state.subject?.person ?? null,
  version,
  settled_at: iso(state.settlements.at(-1)?.at),
  runs: state.settlements.length,
  state_doc: state,
})

/** Lines know the last fact that they counted: what they rest on can be listed as it was. */
const lineRows = ({ stream, facts, state }: Change<ScoreFact, ScoreState>) =>
  facts.flatMap((fact) => {
    if (fact.type === 'score.appealed') return []
    return fact.lines.map((line) => ({
      score: stream,
      no: line.no,
      kind: line.kind,
      rule: line.rule,
      run: line.run,
      part: line.part,
      points: line.points,
      case_id: line.caseId,
      explanation: line.explanation,
      reason: line.reason,
      evidence: line.evidence,
      corrects: line.corrects,
      written_by: line.by,
      at: iso(line.at),
      seq: state.settlements.find(({ run }) => run === line.run)?.seq ?? 0,
    }))
  })

const appealRows = ({ stream, state }: Change<ScoreFact, ScoreState>) =>
  state.appeals.map((appeal) => ({
    score: stream,
    no: appeal.no,
    line: appeal.line,
    state: appeal.state,
    filed_by: appeal.by.person,
    filed_at: iso(appeal.at),
    appeal,
  }))

export function projectScores(
  district: number,
  changes: readonly Change<ScoreFact, ScoreState>[],
): readonly Statement[] {
  const last = lastOf(changes)
  const lines = changes.flatMap(lineRows)
  const appeals = last.flatMap(appealRows)
  return [
    upsertScores(district, JSON.stringify(last.map(scoreRow))),
    ...(lines.length > 0 ? [insertLines(district, JSON.stringify(lines))] : []),
    ...(appeals.length > 0 ? [upsertAppeals(district, JSON.stringify(appeals))] : []),
  ]
}

const upsertScores = (district: number, rows: string): Statement =>
  sql`
    insert into score (district, id, month, kind, code, track, org, person, version, settled_at, runs, state_doc)
    select ${district}::int, r.* from jsonb_to_recordset(${rows}::jsonb) as r(
      id uuid, month text, kind text, code text, track text, org text, person text, version int,
      settled_at timestamptz, runs int, state_doc jsonb)
    on conflict (district, id) do update set version = excluded.version, settled_at = excluded.settled_at,
      runs = excluded.runs, state_doc = excluded.state_doc`

const insertLines = (district: number, rows: string): Statement =>
  sql`
      insert into score_line (district, score, no, kind, rule, run, part, points, case_id, explanation, reason,
        evidence, corrects, written_by, at, seq)
      select ${district}::int, r.score, r.no, r.kind, r.rule, r.run, r.part, r.points, r.case_id, r.explanation,
        r.reason, array(select jsonb_array_elements_text(r.evidence)), r.corrects, r.written_by, r.at, r.seq
      from jsonb_to_recordset(${rows}::jsonb) as r(score uuid, no int, kind text, rule text, run int,
        part text, points numeric, case_id uuid, explanation jsonb, reason text, evidence jsonb, corrects int,
        written_by jsonb, at timestamptz, seq bigint)`

const upsertAppeals = (district: number, rows: string): Statement =>
  sql`
      insert into score_appeal (district, score, no, line, state, filed_by, filed_at, appeal)
      select ${district}::int, r.* from jsonb_to_recordset(${rows}::jsonb) as r(score uuid, no int,
        line int, state text, filed_by text, filed_at timestamptz, appeal jsonb)
      on conflict (district, score, no) do update set state = excluded.state, appeal = excluded.appeal`

/** For verification: what is stored must be what the facts fold to. */
export async function checkState<S>(
  tx: Tx,
  table: 'score' | 'assessment_month',
  district: number,
  id: string,
  folded: Loaded<S>,
): Promise<string | null> {
  const { rows } = await sql<Stored<S>>`
    select id, version, state_doc from ${sql.table(table)} where district = ${district} and id = ${id}::uuid`.execute(
    tx,
  )
  const [row] = rows
  if (!row) return `there are facts but no row in ${table}`
  const plain: unknown = JSON.parse(JSON.stringify(folded.state))
  if (row.version === folded.version && canonicalJson(row.state_doc) === canonicalJson(plain)) return null
  return `${table} is not what the facts fold to`
}
