// Files of imports and how far each is, in the program's folder: an import that a restart cut off goes on.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CheckBody, Checked, ImportView } from '@gezhi/core/library/import.api'
import type { RegisterName } from '@gezhi/core/library/registers'
import type { Actor } from '@gezhi/core/people/actor'
import type { Head } from './table-row.ts'

/** An import as it lies on the disk. */
export interface StoredImport {
  readonly id: string
  readonly actor: Actor
  readonly register: RegisterName
  readonly name: string
  readonly format: ImportView['format']
  readonly state: ImportView['state']
  readonly head: Head
  readonly sample: readonly (readonly string[])[]
  readonly asked: CheckBody | null
  readonly checked: Checked | null
  readonly asOf: number
  readonly done: number
}

const KEPT_MS = 30 * 86_400_000
const ID = /^[0-9a-f-]{36}$/

export interface Shelf {
  readonly put: (content: Readable) => Promise<string>
  readonly fileOf: (id: string) => string
  readonly save: (stored: StoredImport) => Promise<void>
  readonly find: (id: string) => Promise<StoredImport | null>
  readonly drop: (id: string) => Promise<void>
  /** Imports that a restart cut off; others older than thirty days are thrown away. */
  readonly unfinished: (now: number) => Promise<readonly StoredImport[]>
}

/** More than a file may have. */
export class TooLarge extends Error {}

const MOST_BYTES = 64 * 1024 * 1024

const atMost = (most: number) =>
  async function* (source: AsyncIterable<Buffer>) {
    let bytes = 0
    for await (const piece of source) {
      bytes += piece.length
      if (bytes > most) throw new TooLarge()
      yield piece
    }
  }

export function createShelf(home: string): Shelf {
  const folder = join(home, 'imports')
  const fileOf = (id: string) => join(folder, `${id}.data`)
  const noteOf = (id: string) => join(folder, `${id}.json`)
  const find = async (id: string): Promise<StoredImport | null> => {
    if (!ID.test(id)) return null
    try {
      // Gate: written by `save` below.
      return JSON.parse(await readFile(noteOf(id), 'utf8')) as StoredImport
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }
  const drop = async (id: string) => {
    await rm(fileOf(id), { force: true })
    await rm(noteOf(id), { force: true })
  }
  return {
    fileOf,
    find,
    drop,
    async put(content) {
      await mkdir(folder, { recursive: true })
      const id = randomUUID()
      try {
        await pipeline(content, atMost(MOST_BYTES), createWriteStream(fileOf(id)))
      } catch (error) {
        await rm(fileOf(id), { force: true })
        throw error
      }
      return id
    },
    async save(stored) {
      const draft = `${noteOf(stored.id)}.new`
      await writeFile(draft, JSON.stringify(stored))
      await rename(draft, noteOf(stored.id))
    },
    async unfinished(now) {
      const names = await readdir(folder).catch(() => [])
      const found: StoredImport[] = []
      for (const name of names.filter((one) => one.endsWith('.json'))) {
        const id = name.slice(0, -5)
        const stored = await find(id)
        if (stored?.state === 'TAKING') found.push(stored)
        else if ((await stat(noteOf(id))).mtimeMs < now - KEPT_MS) await drop(id)
      }
      return found
    },
  }
}
