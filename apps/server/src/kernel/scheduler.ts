/** Fires deadlines: rows with a due time, taken in the order of their times by any number of workers. */
import type { Logger } from 'pino'
import type { Db } from './database.ts'
import { findNextDue, holdDue, postpone, type DueDeadline } from './deadline.store.ts'
import { idOf } from './ids.ts'
import type { Metrics } from './metrics.ts'
import { traced } from './traces.ts'

const TICK_MS = 500
/** Four flushes of 64 commands, two of them in flight: the next ones are decided while the first are written. */
const BATCH = 256
const HOLD_MS = 60_000
const SHORTEST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 3_600_000

/** A deadline that ran out. `commandId` is the same whoever fires it and however often. */
export interface Expiry extends DueDeadline {
  readonly commandId: string
}

/** Issues the expiry command under `expiry.commandId`; the deadline goes away with the stream's new state. */
export type DeadlineHandler = (expiry: Expiry) => Promise<unknown>

export interface Scheduler {
  readonly on: (kind: string, handler: DeadlineHandler) => void
  /** Fires everything that is due now, in order; answers how many. */
  readonly fireDue: () => Promise<number>
  /** Due time of the earliest deadline that is neither held nor postponed, or null. */
  readonly nextDue: () => Promise<number | null>
  /** A deadline was written that is due at this time (milliseconds by the server's clock). */
  readonly wakeAt: (dueAt: number) => void
  /** Keeps the ticks away while `work` moves the clock. */
  readonly holdTicks: <T>(work: () => Promise<T>) => Promise<T>
  readonly start: () => void
  readonly stop: () => Promise<void>
}

interface Setting {
  readonly db: Db
  readonly now: () => number
  readonly log: Logger
  readonly metrics: Metrics
}

type Fired = 'fired' | 'failed'

function createFiring({ db, now, log, metrics }: Setting, handlers: ReadonlyMap<string, DeadlineHandler>) {
  async function fireOne(row: DueDeadline): Promise<Fired> {
    const { district, kind, stream, key, dueAt } = row
    metrics.schedulerLag.set(Math.max(0, now() - dueAt) / 1000)
    try {
      const commandId = idOf('expiry', district, kind, stream, key, dueAt)
      const attributes = { 'gezhi.kind': kind, 'gezhi.deadline': key, 'gezhi.stream': stream }
      await traced('deadline', { attributes }, async () => handlers.get(kind)?.({ ...row, commandId }))
      return 'fired'
    } catch (error) {
      log.error({ err: error, district, kind, stream, key }, 'deadline failed; tried again later')
      return 'failed'
    }
  }

  /** What still runs after its handler would be fired at every tick: it waits, longer each time. */
  async function settle(results: ReadonlyMap<DueDeadline, Fired>): Promise<void> {
    const pauses = [...results.keys()].map((row) => ({ row, pauseMs: pauseOf(row) }))
    const stillRun = await postpone(db, pauses)
    for (const { row, pauseMs } of pauses) {
      const result = results.get(row) ?? 'failed'
      const outcome = stillRun.has(row) && result === 'fired' ? 'left' : result
      metrics.deadlinesFired.inc({ kind: row.kind, outcome })
      if (outcome === 'left')
        log.warn({ ...row, pause: pauseMs }, 'deadline still runs after its expiry was handled')
    }
  }

  /**
   * Deadlines of one stream one after the other, streams beside each other so that they share flushes; what became of
   * all of them is asked in one statement (299 expiries/s in a burst against 219 with one statement each).
   */
  return async function fireBatch(rows: readonly DueDeadline[]): Promise<void> {
    const streams = Map.groupBy(rows, ({ district, stream }) => `${district}/${stream}`)
    const results = new Map<DueDeadline, Fired>()
    await Promise.all(
      [...streams.values()].map(async (own) => {
        for (const row of own) results.set(row, await fireOne(row))
      }),
    )
    await settle(results)
  }
}

const pauseOf = ({ attempts }: DueDeadline): number =>
  Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** Math.min(attempts, 20))

export function createScheduler(setting: Setting): Scheduler {
  const { db, now, log } = setting
  const handlers = new Map<string, DeadlineHandler>()
  const fireBatch = createFiring(setting, handlers)
  let ticker: NodeJS.Timeout | undefined
  let alarm: NodeJS.Timeout | undefined
  let alarmAt = Infinity
  let ticking: Promise<unknown> | undefined
  let held = 0

  async function fireDue(): Promise<number> {
    const kinds = [...handlers.keys()]
    for (let fired = 0; ;) {
      const rows = await holdDue(db, { now: now(), limit: BATCH, holdMs: HOLD_MS, kinds })
      if (rows.length === 0) return fired
      await fireBatch(rows)
      fired += rows.length
    }
  }

  function tick(): void {
    if (ticking || held > 0 || !ticker) return
    ticking = fireDue()
      .catch((error: unknown) => log.error({ err: error }, 'scheduler cannot read'))
      .finally(() => (ticking = undefined))
  }

  return {
    on: (kind, handler) => void handlers.set(kind, handler),
    fireDue,
    nextDue: () => findNextDue(db, [...handlers.keys()]),
    wakeAt(dueAt) {
      const wait = dueAt - now()
      // The tick comes soon enough for anything later.
      if (!ticker || wait > TICK_MS || dueAt >= alarmAt) return
      clearTimeout(alarm)
      alarmAt = dueAt
      alarm = setTimeout(
        () => {
          alarmAt = Infinity
          tick()
        },
        Math.max(0, wait),
      )
    },
    async holdTicks(work) {
      held++
      try {
        await ticking
        return await work()
      } finally {
        held--
      }
    },
    start() {
      ticker = setInterval(tick, TICK_MS)
      tick()
    },
    async stop() {
      clearInterval(ticker)
      clearTimeout(alarm)
      ticker = undefined
      await ticking
    },
  }
}
