/**
 * What a person did, kept on the device until the centre has it. Nothing here is ever dropped by itself: a command
 * leaves only when the centre took it, or when its author withdraws it. How it is sent: outbox.sender.ts.
 */
import type { Problem } from '@gezhi/core/kernel/problem'
import { type CommandRow, type CommandState, type DeviceDb, DURABLY } from './device.db.ts'
import { keeping } from './device.space.ts'
import { createFiles, type KeptFiles } from './outbox.files.ts'
import { seal, unseal } from './device.vault.ts'
import { newId } from './ids.ts'

/** What a screen hands over. */
export interface NewCommand {
  /** Kind of the stream, e.g. `case`. */
  readonly kind: string
  /** UUID of the stream; `newId()` for something new. */
  readonly stream: string
  /** The same as the body of the kind's own route. Files are named by the hashes that `files.keep` gave. */
  readonly body: unknown
  /** Hashes of files in the body that lie on this device. */
  readonly files?: readonly string[]
  /** Version of the body's form; 1 unless the kind says otherwise. */
  readonly version?: number
  /** Version of the stream that the author saw, so that what happened meanwhile can be shown. */
  readonly base?: number | null
}

/**
 * saved: safe on this device · sending: on its way · received: the centre has it · decided: its effect has come back ·
 * refused: a person has to decide, see `problem`, then `resend` or `withdraw`.
 */
export interface OutboxEntry {
  readonly id: string
  readonly kind: string
  readonly stream: string
  readonly post: string
  readonly body: unknown
  readonly files: readonly string[]
  readonly state: CommandState
  readonly savedAt: number
  readonly attempts: number
  readonly base: number | null
  /** Version of the stream after it, when the centre has it and its kind counts versions; null otherwise. */
  readonly reached: number | null
  /** Why it was refused, or why the last attempt did not succeed. */
  readonly problem: Problem | null
  /** An earlier command of its stream was refused: it waits for what becomes of that one. */
  readonly held: boolean
}

export interface Outbox {
  /** Saves durably, then answers the command's id. Throws `NoSpace` before anything is half kept. */
  readonly add: (command: NewCommand) => Promise<string>
  readonly files: KeptFiles
  /** All entries of the person, oldest first, those sent in the last seven days among them. Stable until it changes. */
  readonly entries: () => readonly OutboxEntry[]
  /** Hears every change, of this tab and of others; returns how to stop hearing. For `useSyncExternalStore`. */
  readonly subscribe: (listener: () => void) => () => void
  /** Issues what was refused (or `body` instead) anew, under a new id, at the same place in its stream. */
  readonly resend: (id: string, body?: unknown) => Promise<string>
  /** Takes back what was not received yet. False when it is on its way or the centre has it already. */
  readonly withdraw: (id: string) => Promise<boolean>
  /** The effect of everything up to `version` of a stream has arrived. */
  readonly settle: (reached: ReadonlyMap<string, number>) => Promise<void>
  /** Reads anew what other tabs or the sender changed. */
  readonly refresh: () => Promise<void>
}

export interface OutboxSetting {
  readonly db: DeviceDb
  readonly key: CryptoKey
  readonly person: string
  /** The post in which new commands are done. */
  readonly post: () => string
  readonly now: () => number
  /** Hashes of files that drafts name: they are not sent yet and not forgotten. */
  readonly used?: (() => Promise<ReadonlySet<string>>) | undefined
  /** Something changed here: the sender and other tabs should look. */
  readonly changed: () => void
}

const DAY_MS = 86_400_000
const SHOWN_MS = 7 * DAY_MS

export const placeOf = (id: string): string => `command ${id}`

/** Which commands wait behind one that was refused: all later ones of its stream. */
function heldStreams(rows: readonly CommandRow[]): (row: CommandRow) => boolean {
  const refused = new Map<string, number>()
  for (const { stream, state, seq = 0 } of rows)
    if (state === 'refused') refused.set(stream, Math.min(seq, refused.get(stream) ?? Infinity))
  return ({ stream, state, seq = 0 }) => state === 'saved' && seq > (refused.get(stream) ?? Infinity)
}

export async function openOutbox(setting: OutboxSetting): Promise<Outbox> {
  const { db, key, person, now, changed } = setting
  const listeners = new Set<() => void>()
  let shown: readonly OutboxEntry[] = []
  let reading = 0
  let newest = Promise.resolve()
  /** Opened once: an outbox of two hundred is read after every one that is added. */
  let bodies: ReadonlyMap<string, unknown> = new Map()

  async function entriesNow(): Promise<readonly OutboxEntry[]> {
    const rows = await db.getAllFromIndex('command', 'person', person)
    rows.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
    const held = heldStreams(rows)
    return Promise.all(
      rows.map(async (row): Promise<OutboxEntry> => {
        const { id, kind, stream, post, files, state, savedAt, attempts, base } = row
        const { problem = null, reached = null } = row
        const body = bodies.has(id) ? bodies.get(id) : await unseal(key, row.body, placeOf(id))
        return {
          id,
          kind,
          stream,
          post,
          body,
          files,
          state,
          savedAt,
          attempts,
          base,
          problem,
          reached,
          held: held(row),
        }
      }),
    )
  }

  async function show(mine: number): Promise<void> {
    const fresh = await entriesNow()
    // A later reading has seen more, and whoever waits for this one waits for that: it must not miss its own row.
    if (mine !== reading) return newest
    shown = fresh
    bodies = new Map(fresh.map(({ id, body }) => [id, body]))
    for (const listener of listeners) listener()
  }

  function refresh(): Promise<void> {
    newest = show(++reading)
    return newest
  }

  async function done(): Promise<void> {
    await refresh()
    changed()
  }

  async function rowOf({ kind, stream, body, files = [], version = 1, base = null }: NewCommand) {
    const id = newId()
    return {
      id,
      person,
      post: setting.post(),
      kind,
      version,
      stream,
      savedAt: now(),
      base,
      body: await seal(key, body, placeOf(id)),
      files: [...files],
      state: 'saved',
      attempts: 0,
      notBefore: 0,
    } satisfies CommandRow
  }

  const files = createFiles({ db, key, person, now, used: setting.used ?? (async () => new Set<string>()) })
  await forgetSettled(db, person, now() - SHOWN_MS)
  await files.forgetUnused()
  await refresh()

  return {
    files,
    async add(command) {
      const row = await rowOf(command)
      await keeping(async () => {
        const tx = db.transaction('command', 'readwrite', DURABLY)
        await Promise.all([tx.store.add(row), tx.done])
      }, files.freeSent)
      await done()
      return row.id
    },
    entries: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async resend(id, body) {
      const old = shown.find((entry) => entry.id === id)
      const before = await db.getFromIndex('command', 'id', id)
      if (!old || before?.state !== 'refused') throw new Error(`${id} was not refused`)
      const fresh = await rowOf({ ...old, version: before.version, body: body ?? old.body })
      const tx = db.transaction('command', 'readwrite')
      const current = await tx.store.index('id').get(id)
      // Withdrawn or resent in another tab meanwhile.
      if (current?.state !== 'refused' || current.seq === undefined) throw new Error(`${id} was not refused`)
      await Promise.all([
        // The same place in the order, and the post in which it was done.
        tx.store.put({ ...fresh, post: current.post, seq: current.seq }),
        tx.done,
      ])
      await done()
      return fresh.id
    },
    async withdraw(id) {
      const tx = db.transaction('command', 'readwrite')
      const row = await tx.store.index('id').get(id)
      const free = row?.seq !== undefined && (row.state === 'refused' || isUnsent(row))
      if (free && row.seq !== undefined) await tx.store.delete(row.seq)
      await tx.done
      await done()
      return free
    },
    async settle(reached) {
      const tx = db.transaction('command', 'readwrite')
      const rows = await tx.store.index('person').getAll(person)
      for (const row of rows)
        if (row.state === 'received' && (reached.get(row.stream) ?? -1) >= (row.reached ?? Infinity))
          await tx.store.put({ ...row, state: 'decided' })
      await tx.done
      await refresh()
    },
    refresh,
  }
}

/** Never handed to the network: what was sent once may have arrived, whatever became of the answer. */
const isUnsent = ({ state, attempts }: CommandRow): boolean => state === 'saved' && attempts === 0

/** What the centre took long ago need not be shown for ever. */
async function forgetSettled(db: DeviceDb, person: string, before: number): Promise<void> {
  const tx = db.transaction('command', 'readwrite')
  for (const row of await tx.store.index('person').getAll(person)) {
    const settled = row.state === 'received' || row.state === 'decided'
    if (settled && row.seq !== undefined && (row.settledAt ?? Infinity) < before)
      await tx.store.delete(row.seq)
  }
  await tx.done
}
