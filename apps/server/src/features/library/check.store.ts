// For verification: what a table keeps of a stream against what its facts fold to.
import { sql } from 'kysely'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Loaded } from '../../kernel/stream-kind.ts'

/** What differs, in one sentence, or null. */
export async function checkStateDoc(
  tx: Tx,
  table: 'library_record' | 'library_load',
  { district, id }: { readonly district: number; readonly id: string },
  folded: Loaded<object>,
): Promise<string | null> {
  const { rows } = await sql<{ version: number; state_doc: unknown }>`
    select version, state_doc from ${sql.table(table)} where district = ${district} and id = ${id}`.execute(
    tx,
  )
  const row = rows[0]
  if (!row) return `${table} has no row ${id}`
  if (row.version !== folded.version)
    return `${table} is at version ${row.version}, facts at ${folded.version}`
  return canonicalJson(row.state_doc) === canonicalJson(folded.state)
    ? null
    : `${table} differs from what its facts fold to`
}
