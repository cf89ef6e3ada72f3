// Once a night the facts of cases that ended long ago are packed, so that what is written today stays small and in memory.
import { DAY } from '@gezhi/core/kernel/calendar'
import { writeAs } from '../../kernel/access.store.ts'
import type { CaseDeps } from './case.deps.ts'
import { findLoose, packCases } from './packing.store.ts'

/** Follow-up, appeals and most reopenings are over by then; one that comes later finds everything as it was. */
export const PACKED_AFTER_DAYS = 180
const FIRST_MS = 1_200_000
/** Looked through at once; each page is one transaction that holds the rows of its ended cases. */
const PAGE = 2000

export function createPacking({ db, now, log, config, homeDistrict }: CaseDeps) {
  let timer: NodeJS.Timeout | undefined
  let working: Promise<unknown> | undefined
  const stop = new AbortController()

  /** One page of the log after `after`; `next` null: what follows is young, or nothing. */
  const packPage = (district: number, after: number, before: number) =>
    writeAs(db, district, async (tx) => {
      const page = await findLoose(tx, district, after, PAGE)
      const old = page.filter(({ at }) => at < before)
      const ids = [...new Set(old.map(({ stream }) => stream))]
      const moved = ids.length > 0 ? await packCases(tx, district, ids, before) : 0
      return { moved, next: old.length < PAGE ? null : (page.at(-1)?.seq ?? null) }
    })

  /** Answers how many facts were packed. */
  async function once(district: number): Promise<number> {
    const before = now() - PACKED_AFTER_DAYS * DAY
    let moved = 0
    for (let after: number | null = 0; after !== null;) {
      const page = await packPage(district, after, before)
      moved += page.moved
      after = stop.signal.aborted ? null : page.next
    }
    return moved
  }

  const lookIn = (ms: number) => {
    timer = setTimeout(() => {
      const district = homeDistrict()
      working = (district === 0 ? Promise.resolve(0) : once(district))
        .then((facts) => facts > 0 && log.info({ facts }, 'facts of cases that ended long ago are packed'))
        .catch((error: unknown) => log.error({ err: error }, 'packing failed; tried again tomorrow'))
        .finally(() => timer && lookIn(DAY))
    }, ms)
    timer.unref()
  }

  return {
    once,
    start() {
      if (config.roles.includes('worker')) lookIn(FIRST_MS)
    },
    async stop() {
      stop.abort()
      clearTimeout(timer)
      timer = undefined
      await working
    },
  }
}
