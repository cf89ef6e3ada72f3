// A note of the last backup in the home folder: who measures this program does not have to reach the archive.
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'

const Note = Type.Object({ name: Type.String(), at: Type.Number() })

const pathOf = (home: string): string => join(home, 'last-backup.json')

/** `at` in milliseconds since 1970: when the backup was begun, which is how old its contents are. */
export async function noteBackup(home: string, name: string, at: number): Promise<void> {
  const draft = `${pathOf(home)}.new`
  await writeFile(draft, JSON.stringify({ name, at }))
  await rename(draft, pathOf(home))
}

/** When the last backup was begun; null when none was made from here. */
export async function lastBackup(home: string): Promise<number | null> {
  try {
    const note: unknown = JSON.parse(await readFile(pathOf(home), 'utf8'))
    return Value.Check(Note, note) ? note.at : null
  } catch {
    return null
  }
}
