/** The folder that backups go to: one folder a backup, uploaded files once for all of them, locked while it changes. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { lockFolder } from '../../kernel/folder-lock.ts'
import { BackupRefused } from './backup-refused.ts'
import { manifestHash, parseManifest, type Manifest, type Part } from './manifest.ts'
import { hashFile, unsealText } from './sealed.ts'

const NAME = /^\d{8}T\d{6}Z$/
export const MANIFEST = 'manifest.json'
/** The hash of the manifest, encrypted: opened first, so that a wrong key or an altered manifest ends everything. */
export const SEAL = 'seal.age'
export const DATABASE = 'database.age'

export const sealedFile = (folder: string, name: string): string => join(folder, 'files', `${name}.age`)
export const walFolder = (folder: string): string => join(folder, 'wal')

/** Names of the finished backups, oldest first. */
export async function backupNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => NAME.test(name)).sort()
}

export async function readManifest(folder: string, name: string): Promise<Manifest> {
  const path = join(folder, name, MANIFEST)
  const text = await readFile(path, 'utf8').catch(() => {
    throw new BackupRefused(`${path} is missing: this is no backup, or a part of one`)
  })
  return parseManifest(text, path)
}

/** Manifests of all finished backups, oldest first. */
export async function readManifests(folder: string): Promise<Manifest[]> {
  return Promise.all((await backupNames(folder)).map((name) => readManifest(folder, name)))
}

/** Works on the folder alone: a second backup or a prune at the same time would take away what the first counts on. */
export async function inArchive<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = lockFolder(join(folder, 'in-use'))
  try {
    return await work()
  } finally {
    lock.release()
  }
}

/** A backup by its name, or the newest one for `latest`. */
export async function findBackup(folder: string, wanted: string): Promise<Manifest> {
  const names = await backupNames(folder)
  const name = wanted === 'latest' ? names.at(-1) : names.find((one) => one === wanted)
  if (name === undefined)
    throw new BackupRefused(
      names.length === 0
        ? `${folder} holds no backup`
        : `${folder} holds no backup ${wanted}; there are: ${names.join(', ')}`,
    )
  return readManifest(folder, name)
}

async function checkPart(path: string, { bytes, sha256 }: Part): Promise<void> {
  if (!existsSync(path)) throw new BackupRefused(`${path} is missing`)
  const { size } = await stat(path)
  if (size !== bytes)
    throw new BackupRefused(`${path} has ${size} bytes and not ${bytes}: it is cut off or altered`)
  if ((await hashFile(path)).sha256 !== sha256)
    throw new BackupRefused(`${path} is altered: its hash is not that of the manifest`)
}

/**
 * Opens the seal and reads every part of a backup once. Throws `BackupRefused` at the first that is not what was
 * written. `expected`: hash of the manifest as `gezhi backup` said it, when somebody kept it elsewhere: then not even
 * who knows the recipient can have put another backup in its place.
 */
export async function checkArchive(
  folder: string,
  manifest: Manifest,
  identities: readonly string[],
  expected: string | null = null,
): Promise<void> {
  const place = join(folder, manifest.name)
  const hash = manifestHash(manifest)
  if (!existsSync(join(place, SEAL))) throw new BackupRefused(`${join(place, SEAL)} is missing`)
  const sealed = await unsealText(join(place, SEAL), identities).catch((error: unknown) => {
    if (error instanceof BackupRefused) throw error
    throw new BackupRefused(`${join(place, SEAL)} is altered`)
  })
  if (sealed !== hash) throw new BackupRefused(`${join(place, MANIFEST)} is altered: its seal says otherwise`)
  if (expected !== null && expected !== hash)
    throw new BackupRefused(`The manifest has the hash ${hash}, not the one that was kept of it`)
  await checkPart(join(place, DATABASE), manifest.database)
  for (const file of manifest.files) await checkPart(sealedFile(folder, file.name), file)
}
