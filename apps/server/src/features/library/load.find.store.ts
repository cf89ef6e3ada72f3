// Finds loads.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import './tables.ts'

export interface LoadRecord {
  readonly id: string
  readonly register: string
  readonly source: string
  readonly as_of: number
  readonly name: string
  readonly begun_at: number
  readonly ended_at: number | null
  readonly rows: number
}

export async function findLoad(tx: Tx, district: number, id: string): Promise<LoadRecord | undefined> {
  const { rows } = await sql<LoadRecord>`
    select id, register, source, as_of, name, begun_at, ended_at, rows from library_load
    where district = ${district} and id = ${id}`.execute(tx)
  return rows[0]
}
