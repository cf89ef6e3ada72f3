// Finds open differences.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import './tables.ts'

export interface OpenRow {
  readonly record: string
  readonly no: number
  readonly decider: string
  readonly raised_at: number
}

/** Open differences, oldest first; `deciders` null: of every organisation. */
export async function findOpen(
  tx: Tx,
  district: number,
  {
    deciders,
    after,
    limit,
  }: {
    readonly deciders: readonly string[] | null
    readonly after: { readonly at: number; readonly record: string } | null
    readonly limit: number
  },
) {
  const { rows } = await sql<OpenRow>`
    select record, no, decider, raised_at from library_difference
    where district = ${district} and (${deciders === null} or decider = any(${[...(deciders ?? [])]}::text[]))
      ${after ? sql`and (raised_at, record) > (${new Date(after.at)}, ${after.record}::uuid)` : sql``}
    order by raised_at, record, no limit ${limit + 1}`.execute(tx)
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}
