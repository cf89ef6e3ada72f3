/**
 * What a disk holds when the power goes: names as a journalling file system keeps them (in order, at least up to the last
 * sync of any file), of each file what was synced, and of what was written since then any part, torn at sectors of 512.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DiskRecord } from './disk-recorder.testing.ts'

const SECTOR = 512

export interface Recorded {
  readonly records: readonly DiskRecord[]
  /** Bytes of the record with this index. */
  readonly bytes: ReadonlyMap<number, Buffer>
}

/** Reads what `disk-recorder.testing.ts` wrote; the last record may be torn. */
export function readRecords(file: string): Recorded {
  const all = readFileSync(file)
  const [records, bytes]: [DiskRecord[], Map<number, Buffer>] = [[], new Map()]
  for (let at = 0; ;) {
    const end = all.indexOf(10, at)
    if (end < 0) break
    // Gate: the recorder wrote it.
    const record = JSON.parse(all.toString('utf8', at, end)) as DiskRecord
    at = end + 1
    if (record.op === 'write') {
      if (at + record.length > all.length) break
      bytes.set(records.length, all.subarray(at, at + record.length))
      at += record.length
    }
    records.push(record)
  }
  return { records, bytes }
}

/** A repeatable chance in [0, 1): the same seed cuts the same disk. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One file, whatever it is called: its first content and what was done to it, by index of the records. */
interface Inode {
  readonly from: string | null
  readonly changes: number[]
  synced: number
}

interface Names {
  readonly files: Map<string, Inode>
  readonly folders: Set<string>
  readonly gone: Set<string>
}

const copyOf = ({ files, folders, gone }: Names): Names => ({
  files: new Map(files),
  folders: new Set(folders),
  gone: new Set(gone),
})

function rename({ files, gone }: Names, path: string, to: string, inode: Inode): void {
  files.delete(path)
  files.set(to, inode)
  gone.add(path)
}

/** Names and files after the first `count` records; names as of record `horizon`. */
function walk({ records }: Recorded, count: number, horizon: number): Names {
  const now: Names = { files: new Map(), folders: new Set(), gone: new Set() }
  let kept = now
  const inodeAt = (path: string): Inode => {
    const known = now.files.get(path)
    if (known) return known
    const inode: Inode = { from: path, changes: [], synced: -1 }
    now.files.set(path, inode)
    // A file from before the recording has its name in any case.
    if (kept !== now && !kept.gone.has(path)) kept.files.set(path, inode)
    return inode
  }
  records.slice(0, count).forEach((record, index) => {
    switch (record.op) {
      case 'create':
        now.files.set(record.path, { from: null, changes: [], synced: -1 })
        break
      case 'folder':
        now.folders.add(record.path)
        break
      case 'remove':
        now.files.delete(record.path)
        now.folders.delete(record.path)
        now.gone.add(record.path)
        break
      case 'rename':
        rename(now, record.path, record.to, inodeAt(record.path))
        break
      case 'write':
      case 'truncate':
        inodeAt(record.path).changes.push(index)
        break
      case 'sync': {
        // A folder, or a file that was not changed, has nothing that could be missing.
        const inode = now.files.get(record.path)
        if (inode) inode.synced = index
        break
      }
      case 'said':
        break
    }
    if (index === horizon) kept = copyOf(now)
  })
  return kept
}

/** How many of the bytes of a change reached the disk. */
function reached(length: number, isSynced: boolean, chance: () => number): number {
  if (isSynced) return length
  const luck = chance()
  if (luck < 0.4) return 0
  return luck < 0.8 ? length : Math.floor((chance() * length) / SECTOR) * SECTOR
}

function contentOf(inode: Inode, whole: string | null, recorded: Recorded, chance: () => number): Buffer {
  const first: Buffer = whole === null ? Buffer.alloc(0) : readFileSync(whole)
  const ends = inode.changes.map((index) => {
    const record = recorded.records[index]
    return record?.op === 'write' ? record.at + record.length : record?.op === 'truncate' ? record.size : 0
  })
  const content = Buffer.alloc(ends.reduce((most, end) => Math.max(most, end), first.length))
  first.copy(content)
  let size = first.length
  for (const index of inode.changes) {
    const record = recorded.records[index]
    const isSynced = index < inode.synced
    if (record?.op === 'truncate' && (isSynced || chance() < 0.5)) {
      content.fill(0, record.size)
      size = record.size
    }
    const bytes = recorded.bytes.get(index)
    if (record?.op !== 'write' || !bytes) continue
    const length = reached(record.length, isSynced, chance)
    bytes.copy(content, record.at, 0, length)
    if (length > 0) size = Math.max(size, record.at + length)
  }
  return content.subarray(0, size)
}

interface Cut {
  /** The folder as it was, whole, when the recording began, and where the cut one is put. */
  readonly before: string
  readonly after: string
  /** The path that `before` had while it was recorded. */
  readonly folder: string
  /** The power goes after this many records. */
  readonly count: number
  readonly chance: () => number
}

/** Puts into `after` what the disk holds of `before` and the recorded changes. */
export function cutDisk(recorded: Recorded, { before, after, folder, count, chance }: Cut): void {
  const lastSync = recorded.records.slice(0, count).findLastIndex(({ op }) => op === 'sync')
  const horizon = lastSync + Math.floor(chance() * (count - lastSync))
  const { files, folders, gone } = walk(recorded, count, horizon)
  const placed = (path: string, root: string) => join(root, path.slice(folder.length))
  cpSync(before, after, { recursive: true })
  for (const path of gone) if (!files.has(path)) rmSync(placed(path, after), { recursive: true, force: true })
  for (const path of folders) mkdirSync(placed(path, after), { recursive: true })
  for (const [path, inode] of files) {
    const whole = inode.from === null ? null : placed(inode.from, before)
    mkdirSync(dirname(placed(path, after)), { recursive: true })
    writeFileSync(placed(path, after), contentOf(inode, whole, recorded, chance))
  }
}
