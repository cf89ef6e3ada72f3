/**
 * Where lists and dashboards are read: from the replica as soon as it has replayed what this request must see, else from
 * the primary. A position in the write-ahead log says it exactly, for every kind of write (docs/adr/0012).
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scope } from '@gezhi/core/people/scope'
import type { Logger } from 'pino'
import { readAs } from './access.store.ts'
import type { Db, Tx } from './database.ts'
import type { Metrics } from './metrics.ts'
import { watchReplica } from './replica.ts'
import { findWritten } from './replica.store.ts'
import { isTooSlow } from './outage.ts'

/** How long a read waits for the replica before it asks the primary: a replica nearby is 1 to 10 ms behind. */
const WAIT_MS = 60
const STEP_MS = 5
/** How often the lag is looked at while nobody reads. */
const LOOK_MS = 1000

export interface Lists {
  readonly hasReplica: boolean
  /**
   * Like the kernel's `readAs`, for reads that may be as old as the live stream of this process; never older than what
   * the session has written. `read` may run twice: it only reads.
   */
  readonly readAs: <T>(scope: Scope, read: (tx: Tx) => Promise<T>) => Promise<T>
  /** Position of the log behind everything that was committed before this call; 0 without a replica. */
  readonly mark: () => Promise<number>
  /** Runs `work`, whose reads must see everything up to `position`. */
  readonly during: <T>(position: number, work: () => T) => T
  /** From now on every read sees at least what has been committed by now: facts that were told live. */
  readonly follow: () => Promise<void>
  readonly start: () => void
  readonly stop: () => Promise<void>
}

interface Setting {
  readonly db: Db
  readonly replica: Db | null
  /** Milliseconds that the replica may be behind before nobody is sent to it. */
  readonly staleMs: number
  readonly log: Logger
  readonly metrics: Metrics
}

/** Asks once for all who ask while a question is on its way: that one may have been put before their commit. */
function createMark(db: Db, note: (position: number) => void): () => Promise<number> {
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<number> | null = null
  return () => {
    next ??= running.then(async () => {
      const asked = findWritten(db)
      next = null
      running = asked.catch(() => 0)
      const position = await asked
      note(position)
      return position
    })
    return next
  }
}

const primaryOnly = ({ db }: Setting): Lists => ({
  hasReplica: false,
  readAs: (scope, read) => readAs(db, scope, read),
  mark: async () => 0,
  during: (_position, work) => work(),
  follow: async () => undefined,
  start: () => undefined,
  stop: async () => undefined,
})

function withReplica({ db, staleMs, log, metrics }: Setting, replica: Db): Lists {
  const needs = new AsyncLocalStorage<number>()
  const watched = watchReplica(replica, { log, metrics, staleMs })
  const mark = createMark(db, watched.note)
  let told = 0
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<unknown> = Promise.resolve()

  async function reaches(position: number): Promise<boolean> {
    const until = performance.now() + WAIT_MS
    while (watched.usable()) {
      if (watched.position() >= position) return true
      if (performance.now() > until) return false
      await watched.look()
      if (watched.position() < position) await sleep(STEP_MS)
    }
    return false
  }

  /** What fails on the replica is asked of the primary: only that one's failure is a failure. */
  async function attempt<T>(scope: Scope, read: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      const found = await readAs(replica, scope, read)
      metrics.listReads.inc({ from: 'replica' })
      return found
    } catch (error) {
      // It would take no less time there.
      if (isTooSlow(error)) throw error
      const found = await readAs(db, scope, read)
      metrics.listReads.inc({ from: 'primary' })
      watched.failed(error)
      return found
    }
  }

  const look = () => {
    looking = mark()
      .then(watched.look)
      .catch((error: unknown) => log.warn({ err: error }, 'the lag of the replica cannot be measured'))
      .finally(() => timer && (timer = setTimeout(look, LOOK_MS)))
  }

  return {
    hasReplica: true,
    async readAs(scope, read) {
      if (await reaches(Math.max(told, needs.getStore() ?? 0))) return attempt(scope, read)
      metrics.listReads.inc({ from: 'primary' })
      return readAs(db, scope, read)
    },
    mark,
    during: (position, work) => needs.run(position, work),
    async follow() {
      told = Math.max(told, await mark())
    },
    start() {
      timer = setTimeout(look, 0)
    },
    async stop() {
      clearTimeout(timer)
      timer = undefined
      await looking
    },
  }
}

export const createLists = (setting: Setting): Lists =>
  setting.replica === null ? primaryOnly(setting) : withReplica(setting, setting.replica)
