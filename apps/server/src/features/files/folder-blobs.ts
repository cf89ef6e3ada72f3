import { createReadStream } from 'node:fs'
import { copyFile, link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { BlobStore } from '../../kernel/blobs.ts'
import { syncFile, syncName } from '../../kernel/durable-files.ts'

const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

/** Names are ours, never a client's: two hexadecimal digits, a slash, a hash and at most one suffix. */
const NAME = /^[0-9a-f]{2}\/[0-9a-f]{64}(\.[a-z]+)?$/

/** Bytes in a folder of this machine. */
export function folderBlobs(folder: string): BlobStore {
  const pathOf = (name: string) => {
    if (!NAME.test(name)) throw new Error(`not a name of a blob: ${name}`)
    return join(folder, name)
  }
  /**
   * A reader sees the whole file or none: it is written beside its place and then moved there. It is on the disk when
   * this is done, as whoever uploaded it is told: its row is committed afterwards.
   */
  async function place(name: string, write: (draft: string) => Promise<void>): Promise<void> {
    const path = pathOf(name)
    const shelf = dirname(path)
    await mkdir(shelf, { recursive: true })
    const draft = `${path}.${randomUUID()}`
    try {
      await write(draft)
      await syncFile(draft)
      await rename(draft, path)
      await syncName(path)
    } finally {
      await rm(draft, { force: true })
    }
  }
  return {
    putFile: (name, from) =>
      place(name, async (draft) => {
        try {
          await link(from, draft)
        } catch (error) {
          // Another disk, or a file system without links.
          if (!hasCode(error, 'EXDEV', 'EPERM', 'ENOTSUP')) throw error
          await copyFile(from, draft)
        }
      }),
    putBytes: (name, bytes) => place(name, (draft) => writeFile(draft, bytes)),
    async size(name) {
      try {
        return (await stat(pathOf(name))).size
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return null
        throw error
      }
    },
    read: (name, range) => createReadStream(pathOf(name), range ?? {}),
    remove: (name) => rm(pathOf(name), { force: true }),
  }
}
