// States of cases whose facts are packed: nothing but the facts is kept of them, and folding them again costs 30 µs.
import type { CaseState } from '@gezhi/core/cases/case'
import { newCase } from '@gezhi/core/cases/case.new'
import { evolve } from '@gezhi/core/cases/evolve'
import type { CaseFact } from '@gezhi/core/cases/facts'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

export interface StoredState {
  readonly id: string
  /** Null: packed. */
  readonly state_doc: CaseState | null
}

/** States by case id, those of packed cases folded from their facts as far as the reader may see them. */
export async function statesOf(
  tx: Tx,
  district: number,
  rows: readonly StoredState[],
): Promise<Map<string, CaseState>> {
  const packed = rows.flatMap(({ id, state_doc }) => (state_doc === null ? [id] : []))
  const folded = packed.length === 0 ? new Map<string, CaseState>() : await fold(tx, district, packed)
  return new Map(
    rows.flatMap(({ id, state_doc }) => {
      const state = state_doc ?? folded.get(id)
      return state ? [[id, state] as const] : []
    }),
  )
}

async function fold(tx: Tx, district: number, ids: readonly string[]): Promise<Map<string, CaseState>> {
  const { rows } = await sql<{ stream: string; data: CaseFact }>`
    select stream, data from every_fact
    where district = ${district} and stream = any(${[...ids]}::uuid[]) order by stream, version`.execute(tx)
  const states = new Map<string, CaseState>()
  for (const { stream, data } of rows) states.set(stream, evolve(states.get(stream) ?? newCase, data))
  return states
}
