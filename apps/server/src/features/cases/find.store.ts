// Lists, pins and counts of cases. Every query runs under `readAs`, whose row policies are the second wall.
import type { Scope } from '@gezhi/core/people/scope'
import { expressionBuilder, sql, type ExpressionBuilder, type Expression, type SqlBool } from 'kysely'
import type { Database } from '../../kernel/tables.ts'
import type { Tx } from '../../kernel/database.ts'
import { countIds, findIds, type Page, type Wanted } from './scope.store.ts'
import './tables.ts'

/** Filters of a list after parsing; several values of one field are alternatives. */
export interface Filter {
  readonly state?: readonly string[]
  readonly step?: readonly string[]
  readonly urgency?: readonly string[]
  readonly source?: readonly string[]
  /** Highest supervision card that stands. */
  readonly card?: readonly string[]
  readonly category?: string
  readonly item?: string
  readonly org?: string
  readonly street?: string
  readonly community?: string
  readonly grid?: string
  readonly open?: boolean
  readonly overdue?: boolean
  readonly text?: string
  /** These only. */
  readonly ids?: readonly string[]
  readonly box?: readonly [west: number, south: number, east: number, north: number]
  readonly from?: number
  readonly to?: number
}

/** Whose list, and when: overdue is a matter of time. */
export interface Reading {
  readonly scope: Scope
  readonly now: number
}

/** Totals are counted up to this many, then shown as «10,000+». */
export const COUNTED = 10_000

const SUMMARY = [
  'id',
  'number',
  'version',
  'state',
  'step',
  'urgency',
  'item',
  'category',
  'title',
  'address',
  'lon',
  'lat',
  'street',
  'community',
  'grid',
  'source',
  'reporter',
  'sensitive',
  'reported_at',
  'closed_at',
  'handle_due_at',
  'next_due_at',
  'open',
  'holder',
] as const

type Eb = ExpressionBuilder<Database, 'case_row'>

/** A whole number of a case, `HS-20261122-00017`: there is one of it. */
const WHOLE_NUMBER = /^[a-z]{1,10}-\d{8}-\d{5,}$/i

/** Text for LIKE with the wildcards of the user taken literally. */
const literal = (text: string): string => text.toLowerCase().replace(/[\\%_]/g, (found) => `\\${found}`)

function conditions(eb: Eb, filter: Filter, now: number): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = []
  const among = (
    column: 'state' | 'step' | 'urgency' | 'source' | 'card',
    values: readonly string[] | undefined,
  ) => {
    if (values) all.push(sql<SqlBool>`${sql.ref(column)} = any(${[...values]}::text[])`)
  }
  const equal = (
    column: 'category' | 'item' | 'street' | 'community' | 'grid',
    value: string | undefined,
  ) => {
    if (value !== undefined) all.push(eb(column, '=', value))
  }
  among('state', filter.state)
  among('step', filter.step)
  among('urgency', filter.urgency)
  among('source', filter.source)
  among('card', filter.card)
  equal('category', filter.category)
  equal('item', filter.item)
  equal('street', filter.street)
  equal('community', filter.community)
  equal('grid', filter.grid)
  // Spelled out: with a parameter the indexes of open cases could not be used.
  if (filter.open !== undefined) all.push(filter.open ? sql<SqlBool>`open` : sql<SqlBool>`not open`)
  if (filter.overdue === true) all.push(sql<SqlBool>`open and next_due_at < ${new Date(now)}`)
  if (filter.overdue === false)
    all.push(sql<SqlBool>`not (open and coalesce(next_due_at < ${new Date(now)}, false))`)
  if (filter.org !== undefined)
    all.push(sql<SqlBool>`exists (select 1 from case_order o where o.district = case_row.district
      and o.case_id = case_row.id and o.org = ${filter.org})`)
  // No index answers under row policies; `findByWords` does where a word is rare.
  const { text } = filter
  if (text !== undefined)
    all.push(
      isWords(text)
        ? sql<SqlBool>`strpos(search, ${text.toLowerCase()}) > 0`
        : eb('number', '=', text.toUpperCase()),
    )
  if (filter.ids) all.push(sql<SqlBool>`id = any(${[...filter.ids]}::uuid[])`)
  if (filter.box) {
    const [west, south, east, north] = filter.box
    all.push(sql<SqlBool>`place && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`)
  }
  if (filter.from !== undefined) all.push(sql<SqlBool>`reported_at >= ${new Date(filter.from)}`)
  if (filter.to !== undefined) all.push(sql<SqlBool>`reported_at < ${new Date(filter.to)}`)
  return all
}

export const wantedBy = ({ scope, now }: Reading, filter: Filter): Wanted => ({
  scope,
  open: filter.open === true || filter.overdue === true,
  few: filter.ids !== undefined || (filter.text !== undefined && !isWords(filter.text)),
  from: filter.from,
  where: conditions(expressionBuilder<Database, 'case_row'>(), filter, now),
})

export type SummaryRow = Awaited<ReturnType<typeof findCases>>['rows'][number]

/** One page, newest first; `more` says that another follows. */
export async function findCases(tx: Tx, at: Reading, filter: Filter, page: Page) {
  const ids = await findIds(tx, wantedBy(at, filter), { ...page, limit: page.limit + 1 })
  const rows = await tx
    .selectFrom('case_row')
    .where('district', '=', at.scope.district)
    .where(sql<SqlBool>`id = any(${ids.slice(0, page.limit)}::uuid[])`)
    .select(SUMMARY)
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return { rows, more: ids.length > page.limit }
}

/** Ids of cases of the district whose words hold the text, at most `most`, in no order; the scope has still to be asked. */
export async function findByWords(tx: Tx, text: string, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select cases_by_words(${`%${literal(text)}%`}, ${most}::int) as id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** True for what has to be looked for in the words of cases. */
export const isWords = (text: string | undefined): boolean => text !== undefined && !WHOLE_NUMBER.test(text)

/** How many there are; counting stops at `most`. */
export const countAllCases = (tx: Tx, at: Reading, filter: Filter, most: number): Promise<number> =>
  countIds(tx, wantedBy(at, filter), most)

/** Exact up to 10,000. */
export async function countCases(
  tx: Tx,
  at: Reading,
  filter: Filter,
): Promise<{ count: number; more: boolean }> {
  const count = await countAllCases(tx, at, filter, COUNTED + 1)
  return { count: Math.min(count, COUNTED), more: count > COUNTED }
}

/** The rows of known cases, as far as the reader may see them. */
export async function findCasesById(tx: Tx, district: number, ids: readonly string[]) {
  return tx
    .selectFrom('case_row')
    .where('district', '=', district)
    .where(sql<SqlBool>`id = any(${[...ids]}::uuid[])`)
    .select(SUMMARY)
    .execute()
}

/** Open cases around a point that may be the same matter, nearest first; the caller scores them. */
export async function findNear(
  tx: Tx,
  district: number,
  near: { readonly lon: number; readonly lat: number; readonly radiusM: number; readonly since: number },
) {
  const degrees = near.radiusM / 111_320
  const wide = degrees / Math.cos((near.lat * Math.PI) / 180)
  return tx
    .selectFrom('case_row')
    .where('district', '=', district)
    .where('open', '=', true)
    .where('sensitive', '=', false)
    .where(sql<SqlBool>`reported_at >= ${new Date(near.since)}`)
    .where(
      sql<SqlBool>`place && st_makeenvelope(${near.lon - wide}, ${near.lat - degrees},
        ${near.lon + wide}, ${near.lat + degrees}, 4326)`,
    )
    .select(SUMMARY)
    .select('family')
    .orderBy('reported_at', 'desc')
    .limit(50)
    .execute()
}
