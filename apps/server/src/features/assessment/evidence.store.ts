// Files that lines and appeals rest on: they are kept as long as the ledger names them.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import './tables.ts'

/** Those of `hashes` that some line or appeal names. */
export async function findEvidence(
  tx: Tx,
  district: number,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const wanted = sql`${[...hashes]}::text[]`
  const { rows } = await sql<{ hash: string }>`
    select unnest(evidence) as hash from score_line where district = ${district} and evidence && ${wanted}
    union
    select hash from score_appeal, jsonb_array_elements_text(appeal -> 'evidence') as hash
    where district = ${district} and hash = any(${wanted})`.execute(tx)
  return new Set(rows.map(({ hash }) => hash))
}
