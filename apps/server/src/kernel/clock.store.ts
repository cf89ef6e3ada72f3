import { sql } from 'kysely'
import type { Db } from './database.ts'

/** Milliseconds by which the demo clock is ahead of real time; 0 when it was never moved. */
export async function findClockOffset(db: Db): Promise<number> {
  const { rows } = await sql<{
    offset_ms: number
  }>`select offset_ms from demo_clock where district = 0`.execute(db)
  return rows[0]?.offset_ms ?? 0
}

export async function keepClockOffset(db: Db, offset: number): Promise<void> {
  await sql`insert into demo_clock (district, offset_ms) values (0, ${offset})
    on conflict (district) do update set offset_ms = excluded.offset_ms`.execute(db)
}
