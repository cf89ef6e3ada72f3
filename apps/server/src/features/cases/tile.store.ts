// Cases of a tile: each by itself, or by cells where they are more than a map can show one by one. None is left out.
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Box } from '../../kernel/tile-box.ts'
import { wantedBy, type Filter, type Reading } from './find.store.ts'
import { inScope } from './scope.store.ts'
import './tables.ts'

/** More than any district has open: what lies beyond would not be counted. */
const MOST = 1_000_000

/** One case (`n` 1), or a cell of `n` with how many of them are urgent, important and overdue. */
export interface CaseDot {
  readonly id: string
  readonly n: number
  readonly urgent: number
  readonly important: number
  readonly overdue: number
  readonly step: string
  readonly lon: number
  readonly lat: number
}

/** Open at this instant: reported by then and not closed before. As the rows are now; null: open now. */
type Instant = number | null

function wanted(at: Reading, filter: Filter, [west, south, east, north]: Box, instant: Instant) {
  const { open: _now, overdue: _late, ...always } = filter
  const all = wantedBy(at, instant === null ? filter : always)
  const time = instant === null ? null : sql`${new Date(instant)}::timestamptz`
  return {
    scope: all.scope,
    open: all.open === true,
    few: instant !== null,
    where: [
      ...all.where,
      // Half-open, so that a case on the edge of two tiles is counted once. Sensitive cases are on nobody's map.
      sql<boolean>`not sensitive and lon >= ${west} and lon < ${east} and lat >= ${south} and lat < ${north}`,
      // Each side has an index of its own; as one condition they would walk all that was ever reported.
      ...(time
        ? [
            sql<boolean>`(open and reported_at <= ${time} or not open and closed_at > ${time} and reported_at <= ${time})`,
          ]
        : []),
    ],
  }
}

/** Dots of a tile in cells of `cell` degrees; each case by itself when that is 0. */
export async function findDots(
  tx: Tx,
  at: Reading,
  given: { readonly filter: Filter; readonly box: Box; readonly instant: Instant; readonly cell: number },
): Promise<readonly CaseDot[]> {
  const of = wanted(at, given.filter, given.box, given.instant)
  const now = new Date(at.now)
  const group: RawBuilder<unknown> =
    given.cell > 0 ? sql`floor(lon / ${given.cell}::float8), floor(lat / ${given.cell}::float8)` : sql`id`
  const { rows } = await sql<CaseDot>`
    select min(id::text) as id, count(*)::int as n, min(step) as step,
      count(*) filter (where urgency = 'URGENT')::int as urgent,
      count(*) filter (where urgency = 'IMPORTANT')::int as important,
      count(*) filter (where open and next_due_at < ${now})::int as overdue,
      avg(lon)::float8 as lon, avg(lat)::float8 as lat
    from case_row where ${inScope(of, MOST)}
    group by ${group} order by 1`.execute(tx)
  return rows
}
