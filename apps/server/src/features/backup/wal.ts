/** Segments of write-ahead log into the archive and back: PostgreSQL calls these for each 16 MB or every few minutes. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { walFolder } from './archive.ts'
import { BackupRefused } from './backup-refused.ts'
import { seal, unseal } from './sealed.ts'

const SEGMENT = /^([0-9A-F]{24}(\.[0-9A-F]{8}\.backup|\.partial)?|[0-9A-F]{8}\.history)$/

const placeOf = (folder: string, name: string): string => {
  if (!SEGMENT.test(name)) throw new BackupRefused(`${name} is no segment of WAL`)
  return join(walFolder(folder), `${name}.age`)
}

/**
 * `archive_command`: keeps a segment, encrypted. A segment that is there is left: PostgreSQL asks again after a crash
 * between keeping and being told, and never gives another content the same name.
 */
export async function archiveWal(path: string, folder: string, recipients: readonly string[]): Promise<void> {
  const place = placeOf(folder, basename(path))
  await mkdir(walFolder(folder), { recursive: true, mode: 0o700 })
  if (!existsSync(place)) await seal(createReadStream(path), place, recipients)
}

/** `restore_command`: false when the archive has no such segment, which tells PostgreSQL that it ends there. */
export async function fetchWal(
  name: string,
  into: string,
  folder: string,
  identities: readonly string[],
): Promise<boolean> {
  const place = placeOf(folder, name)
  if (!existsSync(place)) return false
  const draft = `${into}.draft`
  try {
    await pipeline(await unseal(place, identities), createWriteStream(draft, { mode: 0o600, flush: true }))
    await rename(draft, into)
  } finally {
    await rm(draft, { force: true })
  }
  return true
}
