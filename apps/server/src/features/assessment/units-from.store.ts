// From which day single units are kept as rows: what would need older ones is refused, never added up too small.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { KernelProblem } from '../../kernel/problem.ts'
import './tables.ts'

/** YYYY-MM-DD; the empty text when every unit is there, which is before any day. */
export async function findUnitsFrom(tx: Tx, district: number): Promise<string> {
  const { rows } = await sql<{ day: string | null }>`
    select units_from::text as day from figure_mark where district = ${district}`.execute(tx)
  return rows[0]?.day ?? ''
}

/** Throws `request/invalid` when units of a day before the first kept one are asked for. */
export function requireUnits(day: string, unitsFrom: string): void {
  if (day < unitsFrom)
    throw new KernelProblem('request/invalid', {
      detail: `before ${unitsFrom} only daily sums by street, organisation, category and urgency are kept`,
    })
}
