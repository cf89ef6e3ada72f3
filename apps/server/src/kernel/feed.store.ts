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

/** Keeps how far the holder has come. False when another process took over in the meantime. */
export async function moveCursor(
  db: Db,
  at: { readonly district: number; readonly name: string; readonly holder: string; readonly seq: number },
): Promise<boolean> {
  const { rows } = await sql`
    update feed_cursor set seq = ${at.seq}
    where district = ${at.district} and name = ${at.name} and held_by = ${at.holder}::uuid and seq <= ${at.seq}
    returning 1`.execute(db)
  return rows.length === 1
}

/** Lets other processes go on at once. */
export async function releaseCursors(db: Db, holder: string): Promise<void> {
  await sql`update feed_cursor set held_by = null, held_until = null where held_by = ${holder}::uuid`.execute(
    db,
  )
}
