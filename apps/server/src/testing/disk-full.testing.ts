/** Loaded before a process (`node --import`): while the file DISK_FULL exists, nothing can be written below DISK_FOLDER. */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const folder = process.env['DISK_FOLDER'] ?? ''
const full = process.env['DISK_FULL'] ?? ''
const { existsSync, openSync, writeSync } = fs
const ours = new Set<number>()

function refuseWhenFull(): void {
  if (existsSync(full)) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
}

Object.assign(fs, {
  openSync(path: fs.PathLike, flags: fs.OpenMode, mode?: fs.Mode): number {
    const handle = openSync(path, flags, mode)
    if (typeof path === 'string' && path.startsWith(folder)) ours.add(handle)
    else ours.delete(handle)
    return handle
  },
  writeSync(handle: number, ...rest: [NodeJS.ArrayBufferView, number, number, number]): number {
    if (ours.has(handle)) refuseWhenFull()
    return writeSync(handle, ...rest)
  },
})
syncBuiltinESMExports()
