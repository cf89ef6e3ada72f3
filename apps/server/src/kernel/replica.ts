/** How far a replica has replayed the log, how long that is ago, and whether it can be asked at all. */
import type { Logger } from 'pino'
import type { Db } from './database.ts'
import type { Metrics } from './metrics.ts'
import { findReplayed } from './replica.store.ts'

/** A replica that failed is left alone for so long: each try may wait for a connection. */
const REST_MS = 5000
/** Positions closer to each other than this are one for the lag. */
const GRAIN_MS = 100
/** More than any bound of staleness needs: 100 s. */
const MOST_NOTED = 1000

export interface WatchedReplica {
  /** Position in the log that the replica is known to have. */
  readonly position: () => number
  /** Asks the replica; everybody who asks meanwhile gets the same answer. Never throws. */
  readonly look: () => Promise<void>
  /** False while it does not answer, is no replica any more, or is further behind than allowed. */
  readonly usable: () => boolean
  /** The primary had written up to here by now. */
  readonly note: (position: number) => void
  readonly failed: (error: unknown) => void
}

interface Setting {
  readonly log: Logger
  readonly metrics: Metrics
  readonly staleMs: number
}

export function watchReplica(replica: Db, { log, metrics, staleMs }: Setting): WatchedReplica {
  /** Before the first look: behind everything. */
  let position = -1
  let restUntil = 0
  let gone = false
  let looking: Promise<void> | null = null
  /** What the primary had written and the replica has not replayed, oldest first. */
  let noted: { readonly position: number; readonly at: number }[] = []

  const lagMs = (): number => (noted[0] ? performance.now() - noted[0].at : 0)

  function failed(error: unknown): void {
    restUntil = performance.now() + REST_MS
    metrics.replicaUp.set(0)
    if (!gone) log.warn({ err: error }, 'the replica cannot be read; lists come from the primary')
    gone = true
  }

  function arrived(at: number): void {
    position = at
    noted = noted.filter((one) => one.position > at)
    metrics.replicaUp.set(1)
    metrics.replicaLag.set(lagMs() / 1000)
    if (gone) log.info('the replica answers again')
    gone = false
  }

  async function ask(): Promise<void> {
    if (performance.now() < restUntil) return
    try {
      const at = await findReplayed(replica)
      if (at === null) failed(new Error('the server of DATABASE_READ_URL is no replica'))
      else arrived(at)
    } catch (error) {
      failed(error)
    }
  }

  return {
    position: () => position,
    look() {
      looking ??= ask().finally(() => (looking = null))
      return looking
    },
    usable: () => !gone && lagMs() <= staleMs,
    note(at) {
      const last = noted.at(-1)
      if (at <= position || noted.length >= MOST_NOTED) return
      if (last === undefined || performance.now() - last.at >= GRAIN_MS)
        noted.push({ position: at, at: performance.now() })
    },
    failed,
  }
}
