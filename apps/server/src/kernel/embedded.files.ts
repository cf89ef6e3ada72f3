/**
 * The data folder of the embedded database with an fsync that reaches the disk: PGlite's own answers without asking it,
 * which is why PGlite runs PostgreSQL with fsync off (ADR 11).
 */
import { closeSync, fdatasyncSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The parts of Emscripten's file system that are touched here. */
interface NodeFsType {
  readonly realPath: (node: unknown) => string
  readonly node_ops: { mknod: Operation }
  readonly stream_ops: {
    write: Operation
    fsync?: (stream: { readonly node: unknown; readonly nfd?: number }) => number
    mmap?: unknown
  }
}
type Operation = (...parameters: unknown[]) => unknown
type EmscriptenOptions = Parameters<NodeFS['init']>[1]

/** EIO of WebAssembly's system interface: PostgreSQL stops at once, as it does wherever fsync fails. */
const EIO = 29
/** Full, read-only, over quota or broken, by the numbers of WebAssembly's system interface. */
const DISK_FAILED: readonly unknown[] = [51, 69, 19, EIO]

export class SyncedNodeFs extends NodeFS {
  readonly #onFailure: (what: string) => void

  /**
   * `onFailure` is called when the disk refuses a write or a sync. PostgreSQL would end its process then; in WebAssembly
   * it may turn in a circle for ever instead, so whoever is told has to end the thread.
   */
  constructor(folder: string, onFailure: (what: string) => void) {
    super(folder)
    // One process has the folder (folder-lock.ts). PostgreSQL's own lock file, left empty by a full disk or a loss of power,
    // would be taken for another one that is just starting.
    rmSync(join(folder, 'postmaster.pid'), { force: true })
    this.#onFailure = onFailure
  }

  override async init(pg: PGlite, options: EmscriptenOptions) {
    const { emscriptenOpts } = await super.init(pg, options)
    const preRun = emscriptenOpts.preRun ?? []
    preRun.push(({ FS }) => {
      // Gate: Emscripten's types do not name what its file systems are made of.
      const nodeFs = FS.filesystems.NODEFS as unknown as NodeFsType
      nodeFs.stream_ops.fsync = (stream) => {
        try {
          sync(nodeFs.realPath(stream.node), stream.nfd)
          return 0
        } catch (error) {
          this.#onFailure(`cannot sync: ${String(error)}`)
          return EIO
        }
      }
      nodeFs.stream_ops.write = this.#watched(nodeFs.stream_ops.write)
      nodeFs.node_ops.mknod = this.#watched(nodeFs.node_ops.mknod)
      // PostgreSQL maps whole files before it syncs them after a crash; here a map is a copy in memory.
      nodeFs.stream_ops.mmap = undefined
    })
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }

  #watched(operation: Operation): Operation {
    return (...parameters) => {
      try {
        return operation(...parameters)
      } catch (error) {
        const errno = typeof error === 'object' && error !== null && 'errno' in error ? error.errno : null
        if (DISK_FAILED.includes(errno)) this.#onFailure(`cannot write: error ${String(errno)} of the disk`)
        throw error
      }
    }
  }
}

/** Emscripten opens folders without a handle of the system. */
function sync(path: string, handle: number | undefined): void {
  // A file's times may be lost, its size may not: that is what fdatasync promises.
  if (handle !== undefined) return fdatasyncSync(handle)
  if (process.platform === 'win32') return
  const opened = openSync(path, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

/** How PostgreSQL is started on such a folder. Log and data are written as on a server; 64 MB between checkpoints. */
export const DURABLE_SETTINGS = [
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  // The only method that reaches `fsync` above: fdatasync and O_DSYNC end inside of WebAssembly.
  'wal_sync_method=fsync',
] as const
