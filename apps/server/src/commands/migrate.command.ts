import type { Config } from '../config.ts'
import { openDatabase } from '../kernel/database.ts'
import { migrate } from '../kernel/migrations.store.ts'

/** `gezhi migrate`: for installations whose operator migrates before the new program starts. */
export async function migrateCommand(config: Config): Promise<number> {
  const database = await openDatabase(config)
  try {
    const ran = await migrate(database.db)
    process.stdout.write(ran.length > 0 ? `${ran.join('\n')}\n` : 'The database is up to date\n')
    return 0
  } finally {
    await database.close()
  }
}
