import { sql } from 'kysely'
import type { Db } from './database.ts'

/** Rows that one statement deletes: 20 ms, so that commands never wait for it. */
const BATCH = 1000

/**
 * Deletes answers to commands from before a moment (milliseconds), of all districts, in small transactions; answers how
 * many. Called as the owner: the roles of the program can add answers and not take them away.
 */
export async function forgetAnswers(db: Db, before: number, batch = BATCH): Promise<number> {
  for (let forgotten = 0; ;) {
    const { rows } = await sql`
      with old as (
        select district, id from command where at < to_timestamp(${before} / 1000.0) limit ${batch} for update skip locked)
      delete from command using old
      where command.district = old.district and command.id = old.id
      returning 1`.execute(db)
    forgotten += rows.length
    if (rows.length < batch) return forgotten
  }
}
