import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Takes the reading position of a durable reader for `holdMs`, or null while another process holds it.
 * A reader that is new begins at the first fact.
 */
export async function holdCursor(
  db: Db,
  at: { readonly district: number; readonly name: string; readonly holder: string; readonly holdMs: number },
): Promise<number | null> {
  const { rows } = await sql<{ seq: number }>`
    insert into feed_cursor as c (district, name, seq, held_by, held_until)
    values (${at.district}, ${at.name}, 0, ${at.holder}::uuid,
      clock_timestamp() + ${at.holdMs}::int * interval '1 millisecond')
    on conflict (district, name) do update
      set held_by = excluded.held_by, held_until = excluded.held_until
      where c.held_by = excluded.held_by or c.held_until is null or c.held_until < clock_timestamp()
    returning seq`.execute(db)
  return rows[0]?.seq ?? null
}

/** How far a reader has come in one district. */
export interface Position {
  readonly district: number
  readonly name: string
  readonly seq: number
}

/** Keeps how far the holder has come. Answers which positions it may keep: what another process took over is missing. */
export async function keepCursors(
  db: Db,
  holder: string,
  positions: readonly Position[],
): Promise<readonly Pick<Position, 'district' | 'name'>[]> {
  if (positions.length === 0) return []
  const { rows } = await sql<Pick<Position, 'district' | 'name'>>`
    update feed_cursor c set seq = r.seq
    from json_to_recordset(${JSON.stringify(positions)}::json) as r(district int, name text, seq bigint)
    where c.district = r.district and c.name = r.name and c.held_by = ${holder}::uuid and c.seq <= r.seq
    returning c.district, c.name`.execute(db)
  return rows
}

/** Lets other processes go on at once. */
export async function releaseCursors(db: Db, holder: string): Promise<void> {
  await sql`update feed_cursor set held_by = null, held_until = null where held_by = ${holder}::uuid`.execute(
    db,
  )
}
