/** Files that are still there after the power went: what they hold and the names that lead to them are on the disk. */
import { open, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Windows has no handle of a folder and keeps names by itself. */
const FOLDERS_SYNC = process.platform !== 'win32'
/** Files asked for at once: a disk writes what lies together in one go. */
const AT_ONCE = 16

/** Waits until what the file holds is on the disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Waits until the names in the folder (made, moved, removed) are on the disk. */
export async function syncFolder(path: string): Promise<void> {
  if (FOLDERS_SYNC) await syncFile(path)
}

/** Waits until the name of a file, and that of the folder it lies in, are on the disk. */
export async function syncName(path: string): Promise<void> {
  await syncFolder(dirname(path))
  await syncFolder(dirname(dirname(path)))
}

/** Writes a new file (`wx`) with what is in it on the disk; its name follows by `syncName`. */
export async function writeNewFile(path: string, text: string, mode = 0o666): Promise<void> {
  await writeFile(path, text, { mode, flag: 'wx', flush: true })
}

/** Waits until everything below `folder`, itself and its own name are on the disk. 2,000 files that are: 60 ms. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const paths = entries
    .filter((entry) => entry.isFile() || (entry.isDirectory() && FOLDERS_SYNC))
    .map((entry) => join(entry.parentPath, entry.name))
  const sync = async (): Promise<void> => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) await syncFile(path)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sync))
  await syncFolder(folder)
  await syncFolder(dirname(folder))
}
