import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import './tables.ts'

interface Page {
  readonly district: number
  /** Id after which the page begins; empty for the first. */
  readonly after: string
  readonly limit: number
}

/** Open cases with a due time that was counted on working days nobody had published, by id. One pass over open cases. */
export async function findAssumed(tx: Tx, { district, after, limit }: Page): Promise<string[]> {
  const rows = await tx
    .selectFrom('case_row')
    .where('district', '=', district)
    .where('open', '=', true)
    .where(sql<boolean>`state_doc @> '{"deadlines": [{"assumed": true}]}'::jsonb`)
    .$if(after !== '', (query) => query.where('id', '>', after))
    .select('id')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
