import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from './database.ts'

const PATIENCE_MS = 2000

/** True when the database answers within two seconds. */
export async function answersQuickly(db: Db): Promise<boolean> {
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
  return Promise.race([asked, sleep(PATIENCE_MS, false, { ref: false })])
}
