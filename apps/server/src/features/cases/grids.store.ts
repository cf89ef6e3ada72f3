// Open cases and tasks of communities, for those who redraw their grids.
import type { LonLat } from '@gezhi/core/kernel/geo'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

/** Every open case that lies in the communities, and every open task that is addressed to a grid of theirs. */
export async function findOpenIn(tx: Tx, district: number, communities: readonly string[]) {
  const { rows: cases } = await sql<{ id: string; grid: string; lon: number; lat: number }>`
    select id, grid, lon, lat from case_row
    where district = ${district} and open and community = any(${[...communities]}::text[])
    order by id`.execute(tx)
  const { rows: tasks } = await sql<{ caseId: string; grid: string }>`
    select case_id as "caseId", grid from case_task
    where district = ${district} and left(grid, 12) = any(${[...communities]}::text[])
    order by case_id, ord`.execute(tx)
  return {
    cases: cases.map(({ id, grid, lon, lat }) => ({ id, grid, place: [lon, lat] as LonLat })),
    tasks,
  }
}
