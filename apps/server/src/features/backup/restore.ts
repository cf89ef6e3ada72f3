/** A backup back into something empty: everything is checked first, and what was begun goes away when it fails. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder, syncTree } from '../../kernel/durable-files.ts'
import { checkArchive, DATABASE, findBackup } from './archive.ts'
import { BackupRefused } from './backup-refused.ts'
import { restoreFiles } from './file-copies.ts'
import { restoreBase, type BaseTarget } from './into-base.ts'
import { restoreIntoFolder } from './into-embedded.ts'
import { refuseUsedDatabase, restoreIntoServer } from './into-server.ts'
import type { Manifest } from './manifest.ts'
import { unseal } from './sealed.ts'

/** The database to look at, as `gezhi verify` does. */
export interface Place {
  readonly databaseUrl: string | null
  readonly home: string
}
export interface Verdict {
  readonly facts: number
  readonly streams: number
}

export interface RestoreWish extends Place {
  /** Folder of the archive. */
  readonly from: string
  /** Name of the backup, or `latest`. */
  readonly backup: string
  /** Secret keys of age. */
  readonly identities: readonly string[]
  /** Hash of the manifest, when it was kept elsewhere. */
  readonly expected: string | null
  readonly postgresBin: string | null
  /** For a base backup: the new data folder, and how far to go. Null for the other methods. */
  readonly base: BaseTarget | null
  /** `gezhi verify`; throws when something does not fit. */
  readonly verify: (place: Place) => Promise<Verdict>
}

export interface Restored extends Verdict {
  readonly manifest: Manifest
}

async function isUsed(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).length > 0
}

/** Throws `BackupRefused` unless the backup fits to the target and the target holds nothing. */
async function refuseUsed(
  { databaseUrl, home, base }: RestoreWish,
  { method, name }: Manifest,
): Promise<void> {
  if (method === 'base' && base === null)
    throw new BackupRefused(`${name} is a base backup: name the new data folder of PostgreSQL with --data`)
  if (method === 'base' && process.getuid?.() === 0)
    throw new BackupRefused(
      'PostgreSQL refuses to run as root: restore as the user that owns the data folder',
    )
  if (method === 'logical' && databaseUrl === null)
    throw new BackupRefused(`${name} comes from a database server: set DATABASE_URL to an empty database`)
  if (method === 'embedded' && databaseUrl !== null)
    throw new BackupRefused(`${name} is an embedded database: leave DATABASE_URL unset`)
  for (const folder of ['files', ...(method === 'embedded' ? ['database'] : [])])
    if (await isUsed(join(home, folder)))
      throw new BackupRefused(
        `${join(home, folder)} is not empty; a backup is restored into an empty place only`,
      )
  if (base !== null && (await isUsed(base.data)))
    throw new BackupRefused(`${base.data} is not empty; a backup is restored into an empty place only`)
  if (method === 'logical' && databaseUrl !== null) await refuseUsedDatabase(databaseUrl)
}

/** Moves what was restored and looked at into its place; an empty folder may be there. */
async function settle(scratch: string, home: string, name: string): Promise<void> {
  if (!existsSync(join(scratch, name))) return
  await syncTree(join(scratch, name))
  await rm(join(home, name), { recursive: true, force: true })
  await rename(join(scratch, name), join(home, name))
}

async function fill(wish: RestoreWish, manifest: Manifest, scratch: string): Promise<Verdict> {
  const { from, identities, databaseUrl, postgresBin: bin, base, verify } = wish
  const open = () => unseal(join(from, manifest.name, DATABASE), identities)
  await restoreFiles(from, manifest.files, identities, join(scratch, 'files'))
  switch (manifest.method) {
    case 'embedded':
      await restoreIntoFolder(join(scratch, 'database'), manifest, await open())
      return verify({ databaseUrl: null, home: scratch })
    case 'logical':
      await restoreIntoServer({ url: databaseUrl ?? '', bin }, manifest, open)
      return verify({ databaseUrl, home: scratch })
    case 'base': {
      if (base === null) throw new BackupRefused('a base backup needs a data folder')
      return restoreBase({ ...base, bin }, manifest, await open(), (url) =>
        verify({ databaseUrl: url, home: scratch }),
      )
    }
  }
}

/**
 * Restores, compares counts and chain heads with the manifest, then verifies the chain and the projections. Throws
 * `BackupRefused` before anything was written, or when what came is not what was backed up.
 */
export async function restore(wish: RestoreWish): Promise<Restored> {
  const { from, home, identities, expected } = wish
  const manifest = await findBackup(from, wish.backup)
  await refuseUsed(wish, manifest)
  await checkArchive(from, manifest, identities, expected)
  await mkdir(home, { recursive: true })
  const scratch = join(home, `restoring-${manifest.name}`)
  await rm(scratch, { recursive: true, force: true })
  try {
    await mkdir(scratch, { mode: 0o700 })
    const verdict = await fill(wish, manifest, scratch)
    await settle(scratch, home, 'files')
    if (manifest.method === 'embedded') await settle(scratch, home, 'database')
    await syncFolder(home)
    return { ...verdict, manifest }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
