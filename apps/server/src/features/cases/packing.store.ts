// Moves facts of cases that ended long ago into packs (migration 0010): no answer changes, the hot tables stay small.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

export interface OldFact {
  readonly seq: number
  readonly stream: string
  readonly at: number
}

/** Facts of cases that are not packed, oldest first. */
export async function findLoose(
  tx: Tx,
  district: number,
  after: number,
  limit: number,
): Promise<readonly OldFact[]> {
  const { rows } = await sql<OldFact>`
    select seq, stream, at from fact where district = ${district} and kind = 'case' and seq > ${after}
    order by seq limit ${limit}`.execute(tx)
  return rows
}

/** Packs those of the cases that ended before `closedBefore` (milliseconds); answers how many facts moved. */
export async function packCases(
  tx: Tx,
  district: number,
  ids: readonly string[],
  closedBefore: number,
): Promise<number> {
  const { rows } = await sql<{ moved: number }>`
    select pack_cases(${district}, ${[...ids]}::uuid[], ${new Date(closedBefore)}) as moved`.execute(tx)
  return rows[0]?.moved ?? 0
}
