// Writes contributions and their daily sums: few statements a reading, whatever the number of cases.
import { INDICATOR_CODES } from '@gezhi/core/assessment/indicators'
import type { CaseFact } from '@gezhi/core/cases/facts'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import {
  dayText,
  type CaseFacts,
  type Closing,
  type NewRow,
  type SumChange,
  type Written,
} from './contribution.rows.ts'
import { ofKind } from './figure.query.ts'
import { addMargins } from './margin.store.ts'
import './tables.ts'

/** Seq of the last fact that is contained; locks it until commit. */
export async function lockMark(tx: Tx, district: number): Promise<number> {
  await sql`insert into figure_mark (district, seq) values (${district}, 0) on conflict do nothing`.execute(
    tx,
  )
  const { rows } = await sql<{ seq: number }>`
    select seq from figure_mark where district = ${district} for update`.execute(tx)
  return rows[0]?.seq ?? 0
}

export const moveMark = (tx: Tx, district: number, seq: number) =>
  sql`update figure_mark set seq = ${seq} where district = ${district}`.execute(tx)

/** Facts of these cases up to `seq`, in order. */
export async function readCases(
  tx: Tx,
  district: number,
  ids: readonly string[],
  seq: number,
): Promise<CaseFacts[]> {
  const { rows } = await sql<{ stream: string; seq: number; data: CaseFact }>`
    select stream, seq, data from every_fact
    where district = ${district} and stream = any(${[...ids]}::uuid[]) and seq <= ${seq}
    order by stream, version`.execute(tx)
  const byCase = Map.groupBy(rows, ({ stream }) => stream)
  return [...byCase].map(([id, own]) => ({ id, facts: own.map(({ seq, data }) => ({ seq, fact: data })) }))
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** A contribution as its row, instants and days as text. */
export const contributionRow = ({ caseId, seqFrom, seqTo, unit, dimensions }: NewRow, offset: number) => ({
  case_id: caseId,
  indicator: unit.indicator,
  key: unit.key,
  seq_from: seqFrom,
  seq_to: seqTo,
  day: dayText(unit.at, offset),
  at: iso(unit.at),
  until_day: unit.until === null ? null : dayText(unit.until, offset),
  until: iso(unit.until),
  base: unit.base,
  counts: unit.counts,
  org: unit.org,
  post: unit.post,
  person: unit.person,
  no: unit.no,
  value: unit.value,
  reporter: unit.reporter,
  family: unit.family,
  ...dimensions,
})

/** Closes what changed, adds what is new, moves the sums. */
export async function writeContributions(
  tx: Tx,
  at: { readonly district: number; readonly offset: number },
  { opened, closed, sums }: Written,
): Promise<void> {
  const { district, offset } = at
  if (closed.length > 0) await closeRows(tx, district, closed)
  if (opened.length > 0)
    await insertRows(tx, district, JSON.stringify(opened.map((row) => contributionRow(row, offset))))
  if (sums.length > 0) await addSums(tx, district, sums)
}

/** Indicators whose `counted` is what left, on the day it left. */
const STOCKS = ofKind(INDICATOR_CODES, 'STOCK')

/** Rows end at the fact that changed them, and what they added to the sums is taken back. */
async function closeRows(tx: Tx, district: number, closed: readonly Closing[]): Promise<void> {
  const { rows } = await sql<SumKey>`
    with ended as (
      update contribution c set seq_to = r."seqTo"
      from json_to_recordset(${JSON.stringify(closed)}::json) as r("caseId" uuid, indicator text, key text,
        "seqTo" bigint)
      where c.district = ${district} and c.case_id = r."caseId" and c.indicator = r.indicator and c.key = r.key
        and c.seq_to is null
      returning c.*, c.indicator = any(${STOCKS}::text[]) as stock
    ), taken as (
      select indicator, day, street, org, category, urgency, base::int as base,
        case when stock then 0 else counts::int end as counted, coalesce(value, 0) as value from ended
      union all
      select indicator, until_day, street, org, category, urgency, 0, 1, 0 from ended
      where stock and until_day is not null
    ), summed as (
      select indicator, day, coalesce(street, '') as street, coalesce(org, '') as org,
        coalesce(category, '') as category, urgency, sum(base)::int as base, sum(counted)::int as counted,
        sum(value)::bigint as value
      from taken group by 1, 2, 3, 4, 5, 6
    ), margins as (
      ${addMargins(district, sql`select * from summed`, -1)}
    )
    update figure_day f set base = f.base - s.base, counted = f.counted - s.counted, value = f.value - s.value
    from summed s
    where f.district = ${district} and f.indicator = s.indicator and f.day = s.day and f.street = s.street
      and f.org = s.org and f.category = s.category and f.urgency = s.urgency
    returning f.indicator, f.day`.execute(tx)
  await dropEmpty(tx, district, rows)
}

interface SumKey {
  readonly indicator: string
  readonly day: string
}

/** Sums in which nothing is left. */
async function dropEmpty(tx: Tx, district: number, keys: readonly SumKey[]): Promise<void> {
  if (keys.length === 0) return
  await sql`
    delete from figure_day where district = ${district} and base = 0 and counted = 0 and value = 0
      and indicator = any(${[...new Set(keys.map(({ indicator }) => indicator))]}::text[])
      and day = any(${[...new Set(keys.map(({ day }) => day))]}::date[])`.execute(tx)
}

const insertRows = (tx: Tx, district: number, rows: string) =>
  sql`
    insert into contribution (district, case_id, indicator, key, seq_from, seq_to, day, at, until_day, until, base,
      counts, org, post, person, no, value, reporter, family, street, community, grid, item, category, urgency)
    select ${district}::int, r.* from json_to_recordset(${rows}::json) as r(case_id uuid, indicator text, key text,
      seq_from bigint, seq_to bigint, day date, at timestamptz, until_day date, until timestamptz, base boolean,
      counts boolean, org text, post text, person text, no int, value bigint, reporter text, family text,
      street text, community text, grid text, item text, category text, urgency text)`.execute(tx)

const addSums = (tx: Tx, district: number, sums: readonly SumChange[]) =>
  sql`
    with added as (
      select r.* from json_to_recordset(${JSON.stringify(sums)}::json) as r(indicator text, day date, street text,
        org text, category text, urgency text, base int, counted int, value bigint)
    ), margins as (
      ${addMargins(district, sql`select * from added`)}
    )
    insert into figure_day as f (district, indicator, day, street, org, category, urgency, base, counted, value)
    select ${district}::int, indicator, day, street, org, category, urgency, base, counted, value from added
    on conflict (district, indicator, day, street, org, category, urgency) do update set
      base = f.base + excluded.base, counted = f.counted + excluded.counted, value = f.value + excluded.value`.execute(
    tx,
  )

export async function clearContributions(tx: Tx, district: number): Promise<void> {
  await sql`delete from contribution where district = ${district}`.execute(tx)
  await sql`delete from figure_day where district = ${district}`.execute(tx)
  await sql`delete from figure_margin where district = ${district}`.execute(tx)
}
