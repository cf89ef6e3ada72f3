/**
 * Facts leave the log in the order of their commits: one reader a process, woken by its own flushes and a short tick.
 * Why seq order is safe to read: docs/adr/0003-one-sequence-per-district.md.
 */
import { findHeads, readFacts } from './fact-log.store.ts'
import { createDurables } from './feed.durable.ts'
import type { FactHandler, FeedSetting, Reader } from './feed.reader.ts'
import type { StoredFact } from './stream-kind.ts'

const TICK_MS = 250
/** Between two passes: at 25 flushes a second they would otherwise take as many statements as the writing itself. */
const PACE_MS = 40
const PAGE = 500
/** Facts of a district kept in memory, for readers and browsers that are little behind: about 4 MB. */
const KEPT = 2000

export interface FeedOptions {
  /**
   * Durable: every fact from the first on, once per installation, remembered across restarts, tried again until it
   * succeeds; runs in processes with the role `worker`. Otherwise: what commits from now on, in every process.
   */
  readonly durable: boolean
}

export interface Feed {
  readonly on: (name: string, handler: FactHandler, options: FeedOptions) => void
  /** Facts after `seq`, at most `limit` (500), from memory when they are recent. For browsers that resume. */
  readonly after: (district: number, seq: number, limit?: number) => Promise<readonly StoredFact[]>
  /** Seq of the last fact that live readers of this process have been given; 0 before the first. */
  readonly position: (district: number) => number
  /** Something was committed here: read on now instead of at the next tick. */
  readonly wake: () => void
  readonly start: (roles: { readonly durable: boolean }) => Promise<void>
  readonly stop: () => Promise<void>
}

/** The last facts of each district, without a gap up to the live position. */
function createRecent() {
  const kept = new Map<number, StoredFact[]>()
  return {
    add(district: number, facts: readonly StoredFact[]) {
      kept.set(district, [...(kept.get(district) ?? []), ...facts].slice(-KEPT))
    },
    /** Null when facts right after `seq` are not in memory. */
    after(district: number, seq: number, limit: number): StoredFact[] | null {
      const facts = kept.get(district)
      const first = facts?.[0]?.seq
      if (!facts || first === undefined || seq < first - 1) return null
      const from = seq + 1 - first
      return from < facts.length ? facts.slice(from, from + limit) : null
    },
  }
}

export function createFeed(setting: FeedSetting): Feed {
  const { db, log, metrics } = setting
  const recent = createRecent()
  const positions = new Map<number, number>()
  const live: Reader[] = []
  let runsDurable = false
  let timer: NodeJS.Timeout | undefined
  let passing: Promise<void> | undefined
  let pausing: NodeJS.Timeout | undefined
  let again = false
  let stopped = false

  const after: Feed['after'] = async (district, seq, limit = PAGE) =>
    recent.after(district, seq, limit) ?? (await readFacts(db, district, seq, limit))
  const durables = createDurables(setting, after)

  async function deliver(district: number, facts: readonly StoredFact[]): Promise<void> {
    for (const { name, handler } of live) {
      try {
        await handler(facts, district)
      } catch (error) {
        log.error({ err: error, reader: name, district }, 'live reader failed; the facts are lost for it')
      }
    }
  }

  async function readLive(district: number, head: number): Promise<void> {
    for (let seq = positions.get(district) ?? 0; seq < head;) {
      const facts = await readFacts(db, district, seq, PAGE)
      const last = facts.at(-1)
      if (!last) return
      recent.add(district, facts)
      seq = last.seq
      await deliver(district, facts)
      positions.set(district, seq)
    }
    metrics.feedLag.set({ reader: 'live' }, 0)
  }

  async function pass(): Promise<void> {
    for (const [district, head] of await findHeads(db)) {
      await readLive(district, head)
      if (runsDurable) durables.look(district, head)
    }
    if (runsDurable) await durables.keep()
  }

  function wake(): void {
    if (stopped || !timer) return
    if (passing || pausing) {
      again = true
      return
    }
    again = false
    passing = pass()
      .catch((error: unknown) => log.error({ err: error }, 'feed cannot read'))
      .finally(() => {
        passing = undefined
        pausing = setTimeout(() => {
          pausing = undefined
          if (again) wake()
        }, PACE_MS)
      })
  }

  return {
    on(name, handler, options) {
      if (options.durable) durables.add({ name, handler })
      else live.push({ name, handler })
    },
    after,
    position: (district) => positions.get(district) ?? 0,
    wake,
    async start(roles) {
      runsDurable = roles.durable
      for (const [district, seq] of await findHeads(db)) positions.set(district, seq)
      timer = setInterval(wake, TICK_MS)
      wake()
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await passing
      clearTimeout(pausing)
      await durables.stop()
    },
  }
}
