/** Takes away backups that are past their time, and what only they needed. */
import { readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { inArchive, readManifests, walFolder } from './archive.ts'
import type { Manifest } from './manifest.ts'

const DAY_MS = 86_400_000

export interface Pruned {
  readonly backups: readonly string[]
  readonly files: number
  readonly segments: number
}

/** The newest stays, however old: an archive never becomes empty by age. */
export function outdated(manifests: readonly Manifest[], keepDays: number, now: number): Manifest[] {
  return manifests.slice(0, -1).filter(({ createdAt }) => createdAt < now - keepDays * DAY_MS)
}

/** Segments of WAL before the first that a kept base backup needs; without one nothing can begin with them. */
function isNeeded(segment: string, kept: readonly Manifest[]): boolean {
  const firsts = kept.flatMap(({ firstWal }) => (firstWal === null ? [] : [firstWal])).sort()
  const [first] = firsts
  // 24 digits: timeline, then place. A history file of a timeline has another form and is always kept.
  const name = segment.replace(/\.age$/, '')
  if (!/^[0-9A-F]{24}/.test(name)) return true
  return first !== undefined && name.slice(8, 24) >= first.slice(8)
}

async function removeWhere(folder: string, gone: (name: string) => boolean): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  let removed = 0
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !gone(relative(folder, path).replaceAll('\\', '/'))) continue
    await rm(path)
    removed++
  }
  return removed
}

/** Backups older than `keepDays` days, then files and WAL that no kept backup names. */
export function prune(folder: string, keepDays: number, now: number): Promise<Pruned> {
  return inArchive(folder, async () => {
    const manifests = await readManifests(folder)
    const old = outdated(manifests, keepDays, now)
    const kept = manifests.filter((manifest) => !old.includes(manifest))
    for (const { name } of old) await rm(join(folder, name), { recursive: true })
    // A backup that was cut off leaves its draft; the lock says that none is being made now.
    for (const name of await readdir(folder))
      if (name.endsWith('.unfinished')) await rm(join(folder, name), { recursive: true })
    const named = new Set(kept.flatMap(({ files }) => files.map(({ name }) => `${name}.age`)))
    return {
      backups: old.map(({ name }) => name),
      files: await removeWhere(join(folder, 'files'), (name) => !named.has(name)),
      segments: await removeWhere(walFolder(folder), (name) => !isNeeded(name, kept)),
    }
  })
}
