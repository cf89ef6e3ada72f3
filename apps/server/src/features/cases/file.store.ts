// Which uploaded files the facts of a case name: an upload that nothing names is cleared after a week.
import type { CaseFact } from '@gezhi/core/cases/facts'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Statement } from '../../kernel/together.ts'
import './tables.ts'

/** Content addresses are the only 64 hexadecimal digits between quotation marks in a fact. */
const HASH = /"([0-9a-f]{64})"/g

const hashesOf = (facts: readonly CaseFact[]): string[] => [
  ...new Set([...JSON.stringify(facts).matchAll(HASH)].flatMap(([, hash]) => (hash ? [hash] : []))),
]

/** Keeps the references of new facts: written in the transaction that appends them. */
export function keepReferences(
  district: number,
  changes: readonly { readonly stream: string; readonly facts: readonly CaseFact[] }[],
): readonly Statement[] {
  const rows = changes.flatMap(({ stream, facts }) =>
    hashesOf(facts).map((hash) => ({ hash, case_id: stream })),
  )
  if (rows.length === 0) return []
  return [
    sql`
    insert into case_file (district, hash, case_id)
    select ${district}::int, r.hash, r.case_id
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(hash text, case_id uuid)
    on conflict do nothing`,
  ]
}

/** Those of `hashes` that some case names. */
export async function findReferenced(
  tx: Tx,
  district: number,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ hash: string }>`
    select distinct hash from case_file where district = ${district} and hash = any(${[...hashes]}::text[])`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.hash))
}
