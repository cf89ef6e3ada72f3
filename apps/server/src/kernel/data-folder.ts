/** The folder of the embedded database: whole, or not there at all. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder, syncTree, writeNewFile } from './durable-files.ts'

/** What is in the data folder is not what was put there; opening it would lose more. The message says the way on. */
export class DataFolderDamaged extends Error {}

export interface DataFolder {
  readonly path: string
  /** Once the database answers: everything it consists of is on the disk from now on. */
  readonly settle: () => Promise<void>
}

/** What is there is a database, nothing, or what a first start left that was cut off. */
async function isDatabase(path: string): Promise<boolean> {
  if (existsSync(join(path, 'PG_VERSION'))) return true
  if (!existsSync(path) || (await readdir(path)).length === 0) return false
  throw new DataFolderDamaged(
    `${path} is not empty but is no database: its file PG_VERSION is missing. Nothing was changed. ` +
      'Restore the folder from a backup, or move it away to begin with an empty database.',
  )
}

/**
 * Makes `home` ready for the database in it. A mark stands beside the folder while it is made for the first time, so
 * that a start that was cut off begins anew. Throws `DataFolderDamaged`.
 */
export async function prepareDataFolder(home: string): Promise<DataFolder> {
  await mkdir(home, { recursive: true })
  const path = join(home, 'database')
  const mark = join(home, 'database.unfinished')
  if (existsSync(mark)) await rm(path, { recursive: true, force: true })
  const known = await isDatabase(path)
  if (!known && !existsSync(mark)) {
    await writeNewFile(mark, '')
    await syncFolder(home)
  }
  return {
    path,
    async settle() {
      await syncTree(path)
      await rm(mark, { force: true })
      await syncFolder(home)
    },
  }
}
