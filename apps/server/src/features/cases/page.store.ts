// One case with its facts, as far as the reader may see it.
import { sql } from 'kysely'
import type { CaseState } from '@gezhi/core/cases/case'
import type { CaseFact } from '@gezhi/core/cases/facts'
import type { Tx } from '../../kernel/database.ts'
import { statesOf } from './folded.store.ts'
import { findCasesById } from './find.store.ts'
import './tables.ts'

/** Row, state and facts; null when there is none or the row policies hide it. */
export async function findPage(tx: Tx, district: number, id: string) {
  const [row] = await findCasesById(tx, district, [id])
  if (!row) return null
  const state = (await findStates(tx, district, [id])).get(id)
  if (!state) throw new Error(`case ${id} has neither a state nor facts`)
  const facts = await tx
    .selectFrom('every_fact')
    .where('district', '=', district)
    .where('stream', '=', id)
    .select(['version', 'data'])
    .orderBy('version')
    .execute()
  return {
    row,
    state,
    // Gate: facts of kind `case` are written by the case decider only.
    facts: facts.map(({ version, data }) => ({ version, fact: data as CaseFact })),
  }
}

/** States by case id, without their facts. */
export async function findStates(
  tx: Tx,
  district: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CaseState>> {
  // One text for any number of ids, so that it is planned once.
  const { rows } = await sql<{ id: string; state_doc: CaseState | null }>`
    select id, state_doc from case_row where district = ${district} and id = any(${[...ids]}::uuid[])`.execute(
    tx,
  )
  return statesOf(tx, district, rows)
}

/**
 * Cases that follow this one up, or that its lasting repair brought. Asked by order of bytes: LIKE is not let near an index
 * under row policies, these comparisons are.
 */
export async function findRelated(tx: Tx, district: number, id: string): Promise<string[]> {
  const key = sql`external_id collate "C"`
  const { rows } = await sql<{ id: string }>`
    select id from case_row where district = ${district} and external_id is not null
      and ${key} >= ${`controlled:${id}:`} and ${key} < ${`controlled:${id};`}
    union all
    select id from case_row where district = ${district} and external_id is not null
      and ${key} = ${`follows:${id}`}`.execute(tx)
  return rows.map((row) => row.id)
}
