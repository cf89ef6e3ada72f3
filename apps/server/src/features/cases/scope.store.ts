// Ids of the cases in somebody's scope, newest first, by the ways in which they came into it: own area, orders to the
// own organisation or grid, own reports. Each way has its index; the row policies alone would walk the whole district
// and ask each case for its orders. They stay the second wall.
import type { Scope } from '@gezhi/core/people/scope'
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import './tables.ts'

export interface Cursor {
  readonly at: number
  readonly id: string
}

/** Part of a list that is shown at once. */
export interface Page {
  readonly limit: number
  /** What the page before ended with. */
  readonly after?: Cursor | undefined
}

export interface Wanted {
  readonly scope: Scope
  /** Conditions on `case_row`, its columns unqualified. */
  readonly where: readonly Expression<SqlBool>[]
  /** The conditions admit open cases only: then orders of the others, a thousand for one, are not walked. */
  readonly open?: boolean
  /** The conditions leave so few that an index finds them: each is looked up among the orders, instead of all orders in it. */
  readonly few?: boolean
  /** Reported then or later, as the conditions say too: orders of cases before need not be walked. */
  readonly from?: number | undefined
}

type Way =
  | { readonly by: 'area'; readonly column: 'street' | 'community' | 'grid'; readonly value: string }
  | { readonly by: 'order'; readonly column: 'org' | 'grid'; readonly value: string }
  | { readonly by: 'reporter'; readonly value: string }

/** Null: the whole district. What the policy `case_row_read` admits, split by what admits it. */
function waysOf({ level, street, community, grids = [], org, reporter }: Scope): readonly Way[] | null {
  const area = (column: 'street' | 'community' | 'grid', value: string | undefined): Way[] =>
    value === undefined ? [] : [{ by: 'area', column, value }]
  const orders: Way[] = org === undefined ? [] : [{ by: 'order', column: 'org', value: org }]
  const own: Way[] = reporter === undefined ? [] : [{ by: 'reporter', value: reporter }]
  switch (level) {
    case 'ALL':
      return null
    case 'STREET':
      return [...area('street', street), ...orders, ...own]
    case 'COMMUNITY':
      return [...area('community', community), ...orders, ...own]
    case 'GRIDS':
      return [
        ...grids.flatMap((grid) => [
          ...area('grid', grid),
          { by: 'order', column: 'grid', value: grid } as const,
        ]),
        ...own,
      ]
    case 'ORG':
      return [...orders, ...own]
    case 'REPORTER':
      return own
    case 'NONE':
      return []
  }
}

type Piece = RawBuilder<unknown>

/** `case_row` under the conditions; drafts are their author's. */
const rowsWhere = ({ scope, where }: Wanted, more: readonly Piece[]): Piece =>
  sql.join([sql`district = ${scope.district}`, sql`state <> 'DRAFT'`, ...more, ...where], sql` and `)

const areaOf = (way: Exclude<Way, { by: 'order' }>): Piece =>
  way.by === 'reporter' ? sql`reporter = ${way.value}` : sql`${sql.ref(way.column)} = ${way.value}`

const before = (after: Cursor | undefined, id: string): readonly Piece[] =>
  after ? [sql`(reported_at, ${sql.ref(id)}) < (${new Date(after.at)}, ${after.id}::uuid)`] : []

const hasOrder = ({ column, value }: Extract<Way, { by: 'order' }>): Piece =>
  sql`exists (select from case_order o where o.district = case_row.district and o.case_id = case_row.id
    and o.${sql.ref(column)} = ${value})`

/** What is known of the orders of the cases that are wanted. */
const ordersOf = ({ open, from }: Wanted): readonly Piece[] => [
  ...(open ? [sql`open`] : []),
  ...(from === undefined ? [] : [sql`reported_at >= ${new Date(from)}`]),
]

/** One page of one way. Several orders of an organisation in one case are one row. */
function pageOf(way: Way, wanted: Wanted, after: Cursor | undefined, limit: number): Piece {
  if (way.by !== 'order')
    return sql`(select id, reported_at from case_row
      where ${rowsWhere(wanted, [areaOf(way), ...before(after, 'id')])}
      order by reported_at desc, id desc limit ${limit})`
  if (wanted.few)
    return sql`(select id, reported_at from case_row
      where ${rowsWhere(wanted, [hasOrder(way), ...before(after, 'id')])}
      order by reported_at desc, id desc limit ${limit})`
  const orders = [
    sql`district = ${wanted.scope.district}`,
    sql`${sql.ref(way.column)} = ${way.value}`,
    ...ordersOf(wanted),
    ...before(after, 'case_id'),
  ]
  return sql`(select c.id, o.reported_at
    from (select distinct on (reported_at, case_id) reported_at, case_id from case_order
      where ${sql.join(orders, sql` and `)} order by reported_at desc, case_id desc) o
    cross join lateral (select id from case_row where id = o.case_id and ${rowsWhere(wanted, [])}) c
    order by o.reported_at desc, o.case_id desc limit ${limit})`
}

/** Ids of one way, in no order, at most `most`. */
function someOf(way: Way, wanted: Wanted, most: number): Piece {
  if (way.by !== 'order')
    return sql`(select id from case_row where ${rowsWhere(wanted, [areaOf(way)])} limit ${most})`
  if (wanted.few)
    return sql`(select id from case_row where ${rowsWhere(wanted, [hasOrder(way)])} limit ${most})`
  const orders = sql.join(
    [
      sql`district = ${wanted.scope.district}`,
      sql`${sql.ref(way.column)} = ${way.value}`,
      ...ordersOf(wanted),
    ],
    sql` and `,
  )
  // A case with an order is no draft: without conditions its row need not be read.
  if (wanted.where.length === 0)
    return sql`(select distinct case_id as id from case_order where ${orders} limit ${most})`
  return sql`(select c.id from (select distinct case_id from case_order where ${orders}) o
    cross join lateral (select id from case_row where id = o.case_id and ${rowsWhere(wanted, [])}) c limit ${most})`
}

const nothing = sql`(select null::uuid as id, null::timestamptz as reported_at where false)`
const union = (parts: readonly Piece[]): Piece =>
  parts.length === 0 ? nothing : sql.join([...parts], sql` union all `)

/** Newest first, at most `limit`, after the cursor. */
export async function findIds(tx: Tx, wanted: Wanted, { after, limit }: Page): Promise<string[]> {
  const ways = waysOf(wanted.scope)
  const ids =
    ways === null
      ? sql<{ id: string }>`select id from case_row where ${rowsWhere(wanted, before(after, 'id'))}
          order by reported_at desc, id desc limit ${limit}`
      : sql<{ id: string }>`select distinct id, reported_at
          from (${union(ways.map((way) => pageOf(way, wanted, after, limit)))}) found
          order by reported_at desc, id desc limit ${limit}`
  return (await ids.execute(tx)).rows.map(({ id }) => id)
}

/** Condition on `case_row`: everything wanted in the scope, at most `most`. */
export function inScope(wanted: Wanted, most: number): Piece {
  const ways = waysOf(wanted.scope)
  if (ways === null) return rowsWhere(wanted, [])
  return sql`district = ${wanted.scope.district} and id in (select found.id from (${union(ways.map((way) => someOf(way, wanted, most)))}) found)`
}

/** How many there are; counting stops at `most`. */
export async function countIds(tx: Tx, wanted: Wanted, most: number): Promise<number> {
  const ways = waysOf(wanted.scope)
  const found =
    ways === null
      ? sql`select 1 from case_row where ${rowsWhere(wanted, [])} limit ${most}`
      : sql`select distinct id from (${union(ways.map((way) => someOf(way, wanted, most)))}) every_way limit ${most}`
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (${found}) found`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}
