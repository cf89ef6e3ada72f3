import type { Readable } from 'node:stream'
import type { Db, Tx } from './database.ts'

/** Bytes under a name, e.g. `ab/ab12…`: a folder today, an object store by the same five calls. */
export interface BlobStore {
  /** Puts a finished file there; a name that is taken keeps its bytes. The given file may be linked, not copied. */
  readonly putFile: (name: string, path: string) => Promise<void>
  readonly putBytes: (name: string, bytes: Buffer) => Promise<void>
  /** Null when nothing has the name. */
  readonly size: (name: string) => Promise<number | null>
  /** Reads from `start` to `end`, both included; the whole without them. */
  readonly read: (name: string, range?: { readonly start: number; readonly end: number }) => Readable
  /** Harmless when nothing has the name. */
  readonly remove: (name: string) => Promise<void>
}

/** What other features may ask about files that were uploaded before. */
export interface StoredFiles {
  /** Those of `hashes` (SHA-256, lower-case hexadecimal) that the district does not have. */
  readonly missing: (db: Db | Tx, district: number, hashes: readonly string[]) => Promise<string[]>
}
