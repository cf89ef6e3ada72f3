/** One backup: database and files, encrypted to recipients, with a manifest; there whole or not at all. */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { syncFolder, syncTree } from '../../kernel/durable-files.ts'
import { VERSION } from '../../kernel/version.ts'
import { DATABASE, inArchive, MANIFEST, readManifests, SEAL } from './archive.ts'
import { BackupRefused } from './backup-refused.ts'
import { copyFiles } from './file-copies.ts'
import { backupName, manifestHash, manifestText, type Manifest, type Method, type Part } from './manifest.ts'
import { seal } from './sealed.ts'
import { takeBase, takeEmbedded, takeLogical, type Taken } from './sources.ts'

export interface BackupWish {
  /** Folder of the archive: made when it is not there. */
  readonly to: string
  /** age1…; every one of them opens the backup, the machine that makes it does not. */
  readonly recipients: readonly string[]
  /** For a server; the embedded database has one way only. */
  readonly method: Extract<Method, 'logical' | 'base'>
  readonly databaseUrl: string | null
  readonly home: string
  readonly postgresBin: string | null
  /** Marks of the keys of the personal data, which stay outside. */
  readonly personalKeys: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface Backup {
  readonly manifest: Manifest
  /** To be kept elsewhere: `gezhi restore --expect`. */
  readonly hash: string
  /** Files that were not in the archive before. */
  readonly copied: number
}

async function takeDatabase(wish: BackupWish, draft: string): Promise<Taken> {
  const { databaseUrl: url, home, method, postgresBin: bin, recipients } = wish
  const keep = (bytes: Readable) => seal(bytes, join(draft, DATABASE), recipients)
  if (url === null) {
    if (!existsSync(join(home, 'database', 'PG_VERSION')))
      throw new BackupRefused(`${home} holds no database; DATABASE_URL names none either`)
    return takeEmbedded(home, keep)
  }
  return method === 'base' ? takeBase(url, bin, keep) : takeLogical(url, bin, keep)
}

/** What earlier backups know of files, so that they need not be read again. */
const knownFiles = (manifests: readonly Manifest[]): ReadonlyMap<string, Part> =>
  new Map(manifests.flatMap(({ files }) => files.map((file) => [file.name, file] as const)))

async function write(wish: BackupWish, name: string, draft: string): Promise<Backup> {
  const { to, recipients, home, now, personalKeys } = wish
  const taken = await takeDatabase(wish, draft)
  // Files after rows: what a row names is there before the row is.
  const known = knownFiles(await readManifests(to))
  const { files, copied } = await copyFiles(join(home, 'files'), { folder: to, recipients, known })
  const manifest: Manifest = {
    format: 1,
    name,
    createdAt: now,
    program: VERSION,
    personalKeys: [...personalKeys],
    files: [...files],
    ...taken,
  }
  const hash = manifestHash(manifest)
  await seal(Readable.from([Buffer.from(hash)]), join(draft, SEAL), recipients)
  await writeFile(join(draft, MANIFEST), manifestText(manifest), { mode: 0o600, flush: true })
  return { manifest, hash, copied }
}

/** Makes a backup. Throws `BackupRefused`, `FolderLocked`; what was begun is taken away again. */
export async function backUp(wish: BackupWish): Promise<Backup> {
  const { to, recipients, now } = wish
  if (recipients.length === 0)
    throw new BackupRefused(
      'A backup is encrypted to somebody: name a recipient (age1…); `gezhi backup-key` makes one',
    )
  return inArchive(to, async () => {
    const name = backupName(now)
    const [place, draft] = [join(to, name), join(to, `${name}.unfinished`)]
    if (existsSync(place)) throw new BackupRefused(`${place} is there already`)
    await mkdir(draft, { recursive: true, mode: 0o700 })
    try {
      const backup = await write(wish, name, draft)
      await syncTree(draft)
      await rename(draft, place)
      await syncFolder(to)
      return backup
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  })
}
