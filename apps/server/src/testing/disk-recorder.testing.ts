/**
 * Loaded before a process (`node --import`) whose disk is to be cut off later: writes down in order what its threads do to
 * files below DISK_FOLDER, and what it says on its standard output, as records in the file DISK_RECORD.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isMainThread } from 'node:worker_threads'

/** What happened to the disk or was acknowledged; the bytes of a write follow its record. */
export type DiskRecord =
  | { readonly op: 'create' | 'folder' | 'remove' | 'sync'; readonly path: string }
  | { readonly op: 'write'; readonly path: string; readonly at: number; readonly length: number }
  | { readonly op: 'truncate'; readonly path: string; readonly size: number }
  | { readonly op: 'rename'; readonly path: string; readonly to: string }
  | { readonly op: 'said'; readonly text: string }

const folder = process.env['DISK_FOLDER'] ?? ''
const original = { ...fs }
const record = original.openSync(process.env['DISK_RECORD'] ?? '', 'a')
const names = new Map<number, string>()
/** Node itself opens addresses (URL) too. */
const isOurs = (path: unknown): boolean => typeof path === 'string' && path.startsWith(`${folder}/`)

/** One system call a record: threads write to the same file. */
function note(what: DiskRecord, bytes: Uint8Array = new Uint8Array()): void {
  original.writeSync(record, Buffer.concat([Buffer.from(`${JSON.stringify(what)}\n`), bytes]))
}

function noteSync(handle: number): void {
  const path = names.get(handle)
  if (path !== undefined) note({ op: 'sync', path })
}

/** The forms of these functions that PGlite and our own file system use. */
const recorded = {
  openSync(path: string, flags: fs.OpenMode, mode?: fs.Mode): number {
    const isNew = isOurs(path) && !original.existsSync(path)
    const handle = original.openSync(path, flags, mode)
    if (isOurs(path)) names.set(handle, path)
    if (isNew) note({ op: 'create', path })
    return handle
  },
  closeSync(handle: number): void {
    names.delete(handle)
    original.closeSync(handle)
  },
  writeSync(
    handle: number,
    from: NodeJS.ArrayBufferView,
    offset: number,
    length: number,
    at: number,
  ): number {
    const written = original.writeSync(handle, from, offset, length, at)
    const path = names.get(handle)
    const bytes = new Uint8Array(from.buffer, from.byteOffset + offset, written)
    if (path !== undefined) note({ op: 'write', path, at, length: written }, bytes)
    return written
  },
  fsyncSync(handle: number): void {
    original.fsyncSync(handle)
    noteSync(handle)
  },
  fdatasyncSync(handle: number): void {
    original.fdatasyncSync(handle)
    noteSync(handle)
  },
  writeFileSync(path: string, data: string, options?: fs.WriteFileOptions): void {
    original.writeFileSync(path, data, options)
    if (isOurs(path)) note({ op: 'create', path })
  },
  mkdirSync(path: string, options?: fs.MakeDirectoryOptions): void {
    original.mkdirSync(path, options)
    if (isOurs(path)) note({ op: 'folder', path })
  },
  unlinkSync(path: string): void {
    original.unlinkSync(path)
    if (isOurs(path)) note({ op: 'remove', path })
  },
  truncateSync(path: string, size: number): void {
    original.truncateSync(path, size)
    if (isOurs(path)) note({ op: 'truncate', path, size })
  },
  renameSync(path: string, to: string): void {
    original.renameSync(path, to)
    for (const [handle, name] of names) if (name === path) names.set(handle, to)
    if (isOurs(path)) note({ op: 'rename', path, to })
  },
}
Object.assign(fs, recorded)
syncBuiltinESMExports()

if (isMainThread) {
  const say = process.stdout.write.bind(process.stdout)
  process.stdout.write = (text: string | Uint8Array) => {
    note({ op: 'said', text: String(text) })
    return say(text)
  }
}
