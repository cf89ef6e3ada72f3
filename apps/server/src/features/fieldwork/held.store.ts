// Which field tasks devices may hold, and how far grids are. Read under the row policies of who asks.
import type { TaskSort } from '@gezhi/core/fieldwork/commands'
import type { FieldTaskState } from '@gezhi/core/fieldwork/field-task'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

export interface Wanted {
  readonly person: string
  /** Own records that ended before this are left out. */
  readonly from: number
  readonly grids: readonly string[]
  readonly community: string
}

/** What is open in the grids of a post, or in its community when it has none of its own, and the own records. */
const held = ({ person, from, grids, community }: Wanted) => sql`(
  person = ${person} and ended_at >= ${new Date(from)}
  or status = 'OPEN' and (grid = any(${[...grids]}::text[])
    or ${grids.length === 0} and community = ${community}))`

/** Ids in their order. */
export async function findHeldIds(
  tx: Tx,
  district: number,
  { after, limit, ...wanted }: Wanted & { readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from field_task
    where district = ${district} and ${held(wanted)} and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

export interface HeldRow {
  readonly id: string
  readonly version: number
  readonly state_doc: FieldTaskState
}

export async function findHeld(
  tx: Tx,
  district: number,
  { ids, ...wanted }: Wanted & { readonly ids: readonly string[] },
): Promise<readonly HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select id, version, state_doc from field_task
    where district = ${district} and ${held(wanted)} and id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows
}

export interface ProgressRow {
  readonly grid: string
  readonly sort: TaskSort
  readonly open: number
  readonly overdue: number
  readonly done: number
  readonly not_possible: number
}

/** Counts by grid and sort: what is open now, and what ended since `from`. */
export async function countProgress(
  tx: Tx,
  district: number,
  { from, now }: { readonly from: number; readonly now: number },
): Promise<readonly ProgressRow[]> {
  const { rows } = await sql<ProgressRow>`
    select grid, sort,
      (count(*) filter (where status = 'OPEN'))::int as open,
      (count(*) filter (where status = 'OPEN' and due_at < ${new Date(now)}))::int as overdue,
      (count(*) filter (where status = 'DONE'))::int as done,
      (count(*) filter (where status = 'NOT_POSSIBLE'))::int as not_possible
    from field_task
    where district = ${district} and (status = 'OPEN' or ended_at >= ${new Date(from)} and status <> 'WITHDRAWN')
    group by grid, sort order by grid, sort`.execute(tx)
  return rows
}
