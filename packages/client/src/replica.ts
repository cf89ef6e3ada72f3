/**
 * What a post may hold, on the device: read without the network, brought up to date by deltas. A page of changes and its
 * cursor are one transaction: after a kill the next fetch goes on where the data is.
 */
import { syncApi, type Delta } from '@gezhi/core/sync/sync.api'
import { call, type Output, Refused } from './call.ts'
import type { CursorRow, DeviceDb, ReplicaRow } from './device.db.ts'
import { seal } from './device.vault.ts'
import { createHeld, rowPlace, type Keyed, type ReplicaCollection } from './replica.rows.ts'

export type { Keyed, ReplicaCollection } from './replica.rows.ts'

/** done: everything up to now is here · ended: the person does not hold the post any more, what it held is forgotten. */
export type SyncOutcome = 'done' | 'ended'

export interface Replica {
  readonly post: string
  /** Rows of one collection: `replica.collection<CaseRow>('cases')`. The same object every time. */
  readonly collection: <Row extends Keyed>(name: string) => ReplicaCollection<Row>
  /**
   * Fetches what changed, page by page. Throws `Offline` and `Refused` like `call`; what had arrived stays.
   * `restarted` tells screens that the first download is under way.
   */
  readonly sync: () => Promise<SyncOutcome>
  /** When everything up to then was here, by the server's clock; null before the first download was complete. */
  readonly completeAt: () => number | null
  /** Hears every page that arrived; returns how to stop hearing. */
  readonly subscribe: (listener: () => void) => () => void
  /** Another tab changed it. */
  readonly refresh: () => Promise<void>
}

export interface ReplicaSetting {
  readonly db: DeviceDb
  readonly key: CryptoKey
  readonly post: string
  readonly fetch: typeof fetch
  readonly now: () => number
  /** Rows that arrived, with their versions by stream: what of the outbox has come back. */
  readonly arrived: (versions: ReadonlyMap<string, number>) => Promise<void>
  /** Tell other tabs. */
  readonly changed: () => void
}

type Page = Output<typeof syncApi.sync>

interface SealedDelta {
  readonly name: string
  readonly delta: Delta
  readonly sealed: readonly Pick<ReplicaRow, 'id' | 'sealed' | 'keptUntil'>[]
}

const keptUntilOf = (row: object): { readonly keptUntil?: number } =>
  'keptUntil' in row && typeof row.keptUntil === 'number' ? { keptUntil: row.keptUntil } : {}

/** Sealed before the transaction: IndexedDB ends a transaction that waits for anything else. */
async function sealPage({ key, post }: ReplicaSetting, page: Page): Promise<readonly SealedDelta[]> {
  return Promise.all(
    Object.entries(page.collections).map(async ([name, delta]) => {
      const sealed = await Promise.all(
        delta.rows.map(async (row) => {
          const value = await seal(key, row, rowPlace(post, name, row.id))
          return { id: row.id, sealed: value, ...keptUntilOf(row) }
        }),
      )
      return { name, delta, sealed }
    }),
  )
}

/** Writes one page and its cursor; rows that a restart did not bring again go when it is complete. */
async function writePage(
  { db, post }: ReplicaSetting,
  page: Page,
  deltas: readonly SealedDelta[],
): Promise<void> {
  const tx = db.transaction(['row', 'cursor'], 'readwrite')
  const rows = tx.objectStore('row')
  const before = await tx.objectStore('cursor').get(post)
  const passes: Record<string, number> = { ...before?.passes }
  const restarting = new Set(before?.restarting)
  for (const { name, delta, sealed } of deltas) {
    const pass = (passes[name] ?? 0) + (delta.restart ? 1 : 0)
    passes[name] = pass
    if (delta.restart) restarting.add(name)
    for (const row of sealed) await rows.put({ post, collection: name, pass, ...row } satisfies ReplicaRow)
    for (const id of delta.gone) await rows.delete([post, name, id])
    if (!delta.complete || !restarting.delete(name)) continue
    let cursor = await rows.index('collection').openCursor([post, name])
    for (; cursor; cursor = await cursor.continue()) if (cursor.value.pass !== pass) await cursor.delete()
  }
  await tx.objectStore('cursor').put({
    post,
    cursor: page.cursor,
    passes,
    restarting: [...restarting],
    completeAt: page.more ? (before?.completeAt ?? null) : page.now,
  } satisfies CursorRow)
  await tx.done
}

/** What was kept for a time only is forgotten when it is over, whether the centre is reached again or not. */
async function forgetExpired(db: DeviceDb, now: number): Promise<boolean> {
  const tx = db.transaction('row', 'readwrite')
  let cursor = await tx.store.index('keptUntil').openCursor(IDBKeyRange.upperBound(now))
  const any = cursor !== null
  for (; cursor; cursor = await cursor.continue()) await cursor.delete()
  await tx.done
  return any
}

/** Forgets everything of one post. */
export async function forgetPost(db: DeviceDb, post: string): Promise<void> {
  const tx = db.transaction(['row', 'cursor'], 'readwrite')
  await tx.objectStore('row').delete(IDBKeyRange.bound([post], [post, []]))
  await tx.objectStore('cursor').delete(post)
  await tx.done
}

const versionsOf = (page: Page): Map<string, number> =>
  new Map(
    Object.values(page.collections).flatMap(({ rows }) =>
      rows.flatMap((row) =>
        'version' in row && typeof row.version === 'number' ? [[row.id, row.version]] : [],
      ),
    ),
  )

export async function openReplica(setting: ReplicaSetting): Promise<Replica> {
  const { db, post } = setting
  const listeners = new Set<() => void>()
  const held = createHeld(setting)
  await forgetExpired(db, setting.now())
  let completeAt = (await db.get('cursor', post))?.completeAt ?? null
  let running: Promise<SyncOutcome> | null = null

  async function refresh(): Promise<void> {
    completeAt = (await db.get('cursor', post))?.completeAt ?? null
    await held.reload()
    for (const listener of listeners) listener()
  }

  async function step(): Promise<Page> {
    const cursor = (await db.get('cursor', post))?.cursor
    const page = await call(syncApi.sync, { query: { post, cursor } }, { fetch: setting.fetch })
    await writePage(setting, page, await sealPage(setting, page))
    completeAt = page.more ? completeAt : page.now
    held.apply(page.collections)
    if (!page.more && (await forgetExpired(db, page.now))) await held.reload()
    for (const listener of listeners) listener()
    await setting.arrived(versionsOf(page))
    return page
  }

  async function sync(): Promise<SyncOutcome> {
    try {
      while ((await step()).more);
      setting.changed()
      return 'done'
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'sync/post-not-yours') throw error
      await forgetPost(db, post)
      await refresh()
      setting.changed()
      return 'ended'
    }
  }

  return {
    post,
    collection: (name) => held.collection(name),
    sync() {
      running ??= sync().finally(() => {
        running = null
      })
      return running
    },
    completeAt: () => completeAt,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh,
  }
}
