// Rows of the replica as screens read them: opened once, kept in memory, the same array until something changed.
import type { Delta } from '@gezhi/core/sync/sync.api'
import type { DeviceDb } from './device.db.ts'
import { unseal } from './device.vault.ts'

/** Every row has the id by which its collection names it. */
export interface Keyed {
  readonly id: string
}

export interface ReplicaCollection<Row extends Keyed> {
  /** Null until they have been opened for the first time; then stable until something changes. */
  readonly rows: () => readonly Row[] | null
  readonly get: (id: string) => Row | undefined
  /** Resolves with the rows when they have been opened. */
  readonly ready: () => Promise<readonly Row[]>
  /** Hears changes of this collection; returns how to stop hearing. For `useSyncExternalStore`. */
  readonly subscribe: (listener: () => void) => () => void
}

interface Setting {
  readonly db: DeviceDb
  readonly key: CryptoKey
  readonly post: string
}

export const rowPlace = (post: string, collection: string, id: string): string =>
  `row ${post}/${collection}/${id}`

interface Slot extends ReplicaCollection<Keyed> {
  readonly apply: (delta: Delta) => void
  readonly reload: () => Promise<void>
}

function createSlot({ db, key, post }: Setting, name: string): Slot {
  const listeners = new Set<() => void>()
  let byId = new Map<string, Keyed>()
  let list: readonly Keyed[] | null = null
  let opening: Promise<readonly Keyed[]> | null = null
  let stamp = 0

  function publish(): readonly Keyed[] {
    list = [...byId.values()]
    for (const listener of listeners) listener()
    return list
  }

  async function open(): Promise<readonly Keyed[]> {
    const mine = ++stamp
    const rows = await db.getAllFromIndex('row', 'collection', [post, name])
    const opened = await Promise.all(
      // Gate: the row was sealed by this program out of an answer of the centre.
      rows.map(async ({ id, sealed }) => (await unseal(key, sealed, rowPlace(post, name, id))) as Keyed),
    )
    // A page that arrived meanwhile has changed the database behind this reading.
    if (mine !== stamp) return open()
    byId = new Map(opened.map((row) => [row.id, row]))
    return publish()
  }

  const ready = (): Promise<readonly Keyed[]> => {
    opening ??= open()
    return opening
  }

  return {
    rows() {
      if (list === null) void ready()
      return list
    },
    get: (id) => byId.get(id),
    ready,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    apply({ rows, gone, restart, complete }) {
      stamp++
      // Nobody has asked for it yet, or it is being replaced: it is read when it is whole.
      if (list === null) return
      if (restart || !complete) {
        opening = open()
        return
      }
      for (const row of rows) byId.set(row.id, row)
      for (const id of gone) byId.delete(id)
      publish()
    },
    async reload() {
      if (opening === null) return
      stamp++
      opening = open()
      await opening
    },
  }
}

/** All collections of one post that somebody has asked for. */
export function createHeld(setting: Setting) {
  const slots = new Map<string, Slot>()
  return {
    collection<Row extends Keyed>(name: string): ReplicaCollection<Row> {
      const slot = slots.get(name) ?? createSlot(setting, name)
      slots.set(name, slot)
      // Gate: who names the collection names its row, as the server's collection of that name does.
      return slot as unknown as ReplicaCollection<Row>
    },
    apply(collections: Readonly<Record<string, Delta>>): void {
      for (const [name, delta] of Object.entries(collections)) slots.get(name)?.apply(delta)
    },
    reload: () => Promise.all([...slots.values()].map((slot) => slot.reload())),
  }
}
