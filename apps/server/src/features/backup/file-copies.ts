/** Uploaded files into an archive and back: a name says its content, so what is there once is never copied again. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sealedFile } from './archive.ts'
import { BackupRefused } from './backup-refused.ts'
import type { Part } from './manifest.ts'
import { hashFile, seal, unseal } from './sealed.ts'

/** A shelf of two digits, the SHA-256 of the original, a suffix for copies made of it. */
const NAME = /^[0-9a-f]{2}\/[0-9a-f]{64}(\.[a-z]+)?$/

/** Names in a store of files; drafts and what others put there are left out. Sorted. */
async function fileNames(store: string): Promise<string[]> {
  const entries = await readdir(store, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(store, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((name) => NAME.test(name))
    .sort()
}

export interface CopiedFiles {
  readonly files: readonly Part[]
  /** How many were not in the archive before. */
  readonly copied: number
}

interface Into {
  readonly folder: string
  readonly recipients: readonly string[]
  /** What earlier manifests say of files that are in the archive. */
  readonly known: ReadonlyMap<string, Part>
}

/** Null when the file is gone: it was an upload that nothing names, cleared in between. */
async function copyFile(store: string, name: string, { folder, recipients }: Into): Promise<Part | null> {
  const path = sealedFile(folder, name)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    return { ...(await seal(createReadStream(join(store, name)), path, recipients)), name }
  } catch (error) {
    if (!existsSync(join(store, name))) return null
    throw error
  }
}

/** Encrypts every file that the archive does not hold yet. 4 ms for a small one. */
export async function copyFiles(store: string, into: Into): Promise<CopiedFiles> {
  const files: Part[] = []
  let copied = 0
  for (const name of await fileNames(store)) {
    const path = sealedFile(into.folder, name)
    const known = into.known.get(name)
    if (existsSync(path)) {
      files.push(known ?? { name, ...(await hashFile(path)) })
      continue
    }
    const part = await copyFile(store, name, into)
    if (part) files.push(part)
    if (part) copied++
  }
  return { files, copied }
}

/** Decrypts the files of a backup into a new folder and computes the hash of each original again. */
export async function restoreFiles(
  folder: string,
  files: readonly Part[],
  identities: readonly string[],
  store: string,
): Promise<void> {
  await mkdir(store, { recursive: true, mode: 0o700 })
  for (const { name } of files) {
    const path = join(store, name)
    if (!NAME.test(name)) throw new BackupRefused(`${name} is no name of an uploaded file`)
    await mkdir(dirname(path), { recursive: true })
    await pipeline(
      await unseal(sealedFile(folder, name), identities),
      createWriteStream(path, { flags: 'wx', flush: true }),
    )
    const original = name.slice(3)
    if (original.length === 64 && (await hashFile(path)).sha256 !== original)
      throw new BackupRefused(`the uploaded file ${name} does not hold what its name says`)
  }
}
