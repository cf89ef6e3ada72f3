/**
 * The embedded engine has one backend and therefore no autovacuum and no checkpoints: without this its planner believes
 * every table to be empty for ever (measured at 7,500 cases: changing one took 14 ms, after counting 1 ms), and its log
 * grows until the next stop.
 */
import type { Logger } from 'pino'
import type { Db } from './database.ts'
import { checkpoint, findLogBytes, findWornTables, tendTable } from './upkeep.store.ts'

const LOOK_EVERY_MS = 5000
/** About 12,000 reports, and 1 s of reading after a crash. Each checkpoint makes the pages after it dearer to log. */
const LOG_BYTES = 64 * 1024 * 1024

export interface Upkeep {
  /** Tends every table that is worn, one after the other; answers their names. */
  readonly tend: () => Promise<string[]>
  readonly start: () => void
  readonly stop: () => Promise<void>
}

interface Given {
  readonly db: Db
  readonly log: Logger
  /** A checkpoint is due after so many bytes of log. */
  readonly logBytes?: number
}

export function createUpkeep({ db, log, logBytes = LOG_BYTES }: Given): Upkeep {
  let timer: NodeJS.Timeout | undefined
  let tending: Promise<unknown> | undefined
  let stopped = false

  async function tend(): Promise<string[]> {
    const tended: string[] = []
    for (const table of await findWornTables(db)) {
      if (stopped) break
      await tendTable(db, table)
      tended.push(table.name)
    }
    if (!stopped && (await findLogBytes(db)) > logBytes) await checkpoint(db)
    return tended
  }

  function look(): void {
    tending ??= tend()
      .catch((error: unknown) => log.error({ err: error }, 'upkeep of the embedded database failed'))
      .finally(() => (tending = undefined))
  }

  return {
    tend,
    start() {
      timer = setInterval(look, LOOK_EVERY_MS)
      timer.unref()
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await tending
    },
  }
}
