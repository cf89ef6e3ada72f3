/** One process at a time may open an embedded data folder: two would destroy it. */
import { DatabaseSync } from 'node:sqlite'

export interface FolderLock {
  readonly release: () => void
}

/** Somebody else has the folder open. */
export class FolderLocked extends Error {}

const SQLITE_BUSY = 5
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY

/**
 * Takes the lock file or throws `FolderLocked`. The lock is the operating system's, taken through SQLite because Node
 * has no call for it: it ends with the process that holds it, however that ends, so no lock is ever found dead. (A file
 * with the holder's number in it was taken over by two at once when a loaded machine let the first wait for 50 ms.)
 */
export function lockFolder(file: string): FolderLock {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (isBusy(error)) throw new FolderLocked(`The data folder is in use by another process (${file})`)
    throw error
  }
  return { release: () => lock.close() }
}
