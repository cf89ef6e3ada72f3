import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Problem } from '@gezhi/core/kernel/problem'
import type { Sealed } from './device.vault.ts'

/** How far a command has come; the words for people are in `outbox.ts`. */
export type CommandState = 'saved' | 'sending' | 'received' | 'decided' | 'refused'

/** A command as it lies on the device. Only what finding and ordering need is readable without the person's key. */
export interface CommandRow {
  /** Order of saving, which is the order of sending; given by the database. */
  seq?: number
  readonly id: string
  readonly person: string
  readonly post: string
  readonly kind: string
  readonly version: number
  readonly stream: string
  /** Milliseconds by this device's clock. */
  readonly savedAt: number
  /** Version of the stream that its author saw; null for what nobody else can have changed. */
  readonly base: number | null
  /** The body, sealed for this person. Sent byte for byte alike from the first attempt on. */
  readonly body: Sealed
  /** Hashes of files that must be at the centre before it. */
  readonly files: readonly string[]
  readonly state: CommandState
  readonly attempts: number
  readonly notBefore: number
  readonly problem?: Problem
  /** Version of the stream after it, as the centre answered. */
  readonly reached?: number
  readonly settledAt?: number
}

/** A photo, recording or document on its way, sealed for this person. */
export interface FileRow {
  /** `person/hash of the original`. */
  readonly key: string
  readonly person: string
  readonly hash: string
  readonly name: string
  readonly type: string
  readonly savedAt: number
  readonly original: Sealed
  /** The version of at most 300 KB, where there is one. */
  readonly small?: { readonly hash: string; readonly type: string; readonly bytes: Sealed }
  /** Where the centre holds the part that has arrived, and of which form: an upload goes on from there after a kill. */
  readonly begun?: { readonly form: string; readonly url: string }
  /** Content address under which the centre has it; null until then. */
  readonly sentAs: string | null
  /** The small version was taken with its command: the original is to follow. */
  readonly owed?: true
}

/** One row of a collection, sealed. `pass` tells rows of a restarted download from those that came before it. */
export interface ReplicaRow {
  readonly post: string
  readonly collection: string
  readonly id: string
  readonly pass: number
  readonly sealed: Sealed
  /** When the device forgets it by itself, by the server's clock; absent: not by itself. */
  readonly keptUntil?: number
}

export interface CursorRow {
  readonly post: string
  readonly cursor: string
  readonly passes: Readonly<Record<string, number>>
  /** Collections that are being replaced: what the new download does not bring goes when it is complete. */
  readonly restarting: readonly string[]
  /** When everything up to then had arrived, by the server's clock; null during the first download. */
  readonly completeAt: number | null
}

interface DeviceSchema extends DBSchema {
  command: { key: number; value: CommandRow; indexes: { id: string; person: string } }
  file: { key: string; value: FileRow; indexes: { person: string } }
  row: {
    key: [string, string, string]
    value: ReplicaRow
    indexes: { collection: [string, string]; keptUntil: number }
  }
  cursor: { key: string; value: CursorRow }
  setting: { key: string; value: unknown }
}

export type DeviceDb = IDBPDatabase<DeviceSchema>

/** What a person was told is safe is on the disk, not only in its cache: a battery may be taken out. */
export const DURABLY = { durability: 'strict' } as const

const NAME = 'gezhi-device'
const VERSION = 1

/**
 * The database of this browser. A newer version of the app only adds to it: commands of earlier versions stay and are
 * sent. `blocked` and `blocking` tabs close by themselves: a page left open must not keep the new version out.
 */
export async function openDeviceDb(name = NAME): Promise<DeviceDb> {
  const db = await openDB<DeviceSchema>(name, VERSION, {
    upgrade(fresh, before) {
      if (before >= 1) return
      const commands = fresh.createObjectStore('command', { keyPath: 'seq', autoIncrement: true })
      commands.createIndex('id', 'id', { unique: true })
      commands.createIndex('person', 'person')
      fresh.createObjectStore('file', { keyPath: 'key' }).createIndex('person', 'person')
      const rows = fresh.createObjectStore('row', { keyPath: ['post', 'collection', 'id'] })
      rows.createIndex('collection', ['post', 'collection'])
      rows.createIndex('keptUntil', 'keptUntil')
      fresh.createObjectStore('cursor', { keyPath: 'post' })
      fresh.createObjectStore('setting')
    },
    blocking: (_now, _next, event) => (event.target as IDBDatabase | null)?.close(),
  })
  return db
}
