import type { Config } from '../config.ts'
import { openDatabase } from '../kernel/database.ts'
import { bringUpToDate } from './open.ts'

/**
 * `gezhi migrate`: for installations whose operator migrates before the new program starts. On Citus it also distributes
 * the tables that are new.
 */
export async function migrateCommand(config: Config): Promise<number> {
  const database = await openDatabase(config)
  try {
    const done = await bringUpToDate(database)
    process.stdout.write(done.length > 0 ? `${done.join('\n')}\n` : 'The database is up to date\n')
    return 0
  } finally {
    await database.close()
  }
}
