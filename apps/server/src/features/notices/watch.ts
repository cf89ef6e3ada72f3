// Rings the live connections of this process for notices that any process has written.
import type { NoticeDeps } from './notice.deps.ts'
import { findRung } from './notice.store.ts'

const TICK_MS = 1000
/** Transactions that commit late are still seen; what was rung before is not rung again. */
const OVERLAP_MS = 10_000

/** One short query a second by the index on `recorded_at`; also where one process does everything. */
export function createWatch({ db, log, bell }: Pick<NoticeDeps, 'db' | 'log' | 'bell'>) {
  let timer: NodeJS.Timeout | undefined
  let seen = new Set<string>()
  let looking: Promise<void> | undefined

  async function look(): Promise<void> {
    const rows = await findRung(db, OVERLAP_MS)
    const fresh = rows.filter(({ id }) => !seen.has(id))
    seen = new Set(rows.map(({ id }) => id))
    for (const [district, own] of Map.groupBy(fresh, (row) => row.district))
      bell.ring(district, new Set(own.map(({ post }) => post)))
  }

  return {
    start() {
      timer = setInterval(() => {
        looking ??= look()
          .catch((error: unknown) => log.warn({ err: error }, 'notices cannot be read; tried again'))
          .finally(() => (looking = undefined))
      }, TICK_MS)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}
