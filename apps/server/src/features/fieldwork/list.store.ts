// Lists of field tasks for those who lead. Read under the row policies of who asks.
import type { LIST_PARTS } from '@gezhi/core/fieldwork/field-task.api'
import type { TaskSort } from '@gezhi/core/fieldwork/commands'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { HeldRow } from './held.store.ts'

export interface ListWish {
  readonly part: (typeof LIST_PARTS)[number]
  /** Of ended ones: those that ended since. */
  readonly from: number
  readonly grid: string | undefined
  readonly sort: TaskSort | undefined
  readonly limit: number
  /** Where the page before ended. */
  readonly after: { readonly at: number; readonly id: string } | undefined
}

/** A row, and the time by which the list is ordered. */
export interface ListedRow extends HeldRow {
  readonly at: number
}

/** Open ones by their due time, ended ones the newest first; one more than `limit` tells that there are more. */
export async function findListed(
  tx: Tx,
  district: number,
  { part, from, grid, sort, limit, after }: ListWish,
): Promise<readonly ListedRow[]> {
  const at = after ? new Date(after.at) : null
  const wanted = sql`district = ${district} and (${grid ?? null}::text is null or grid = ${grid ?? null})
    and (${sort ?? null}::text is null or sort = ${sort ?? null})`
  const { rows } =
    part === 'OPEN'
      ? await sql<ListedRow>`
        select id, version, state_doc, (extract(epoch from due_at) * 1000)::float8 as at from field_task
        where ${wanted} and status = 'OPEN'
          and (${at}::timestamptz is null or (due_at, id) > (${at}::timestamptz, ${after?.id ?? null}::uuid))
        order by due_at, id limit ${limit + 1}`.execute(tx)
      : await sql<ListedRow>`
        select id, version, state_doc, (extract(epoch from ended_at) * 1000)::float8 as at from field_task
        where ${wanted} and status in ('DONE', 'NOT_POSSIBLE') and ended_at >= ${new Date(from)}
          and (${at}::timestamptz is null or (ended_at, id) < (${at}::timestamptz, ${after?.id ?? null}::uuid))
        order by ended_at desc, id desc limit ${limit + 1}`.execute(tx)
  return rows
}
