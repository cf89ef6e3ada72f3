/**
 * Facts leave the log in the order of their commits: one reader a process, woken by its own flushes and a short tick.
 * Why seq order is safe to read: docs/adr/0003-one-sequence-per-district.md.
 */
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Db } from './database.ts'
import { findHeads, readFacts } from './fact-log.store.ts'
import { holdCursor, moveCursor, releaseCursors } from './feed.store.ts'
import type { Metrics } from './metrics.ts'
import { traced } from './traces.ts'
import type { StoredFact } from './stream-kind.ts'

const TICK_MS = 250
/** Between two passes: at 25 flushes a second they would otherwise take as many statements as the writing itself. */
const PACE_MS = 40
const PAGE = 500
/** Facts of a district kept in memory, for readers and browsers that are little behind: about 4 MB. */
const KEPT = 2000
const HOLD_MS = 60_000
/** A durable reader rests four times as long as it worked, at most this long: under load it reads more at once. */
const LONGEST_REST_MS = 200
const LONGEST_PAUSE_MS = 60_000

/** Facts of one district in order. A durable handler may see facts again after a crash: it must not mind. */
export type FactHandler = (facts: readonly StoredFact[], district: number) => void | Promise<void>

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

interface Reader {
  readonly name: string
  readonly handler: FactHandler
}

/** How far a durable reader is in one district, and when it may try again after a failure. */
interface Progress {
  seq: number
  failures: number
  notBefore: number
  busy: boolean
  /** The row is held by this process until then. */
  heldUntil: number
}

interface Setting {
  readonly db: Db
  readonly log: Logger
  readonly metrics: Metrics
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

/** A reader whose position is a row: one process at a time moves it on, after the handler has succeeded. */
function createDurable({ db, log, metrics }: Setting, read: Feed['after'], reader: Reader) {
  const holder = randomUUID()
  const progress = new Map<number, Progress>()
  const running = new Set<Promise<void>>()

  const progressOf = (district: number): Progress => {
    const known = progress.get(district) ?? {
      seq: -1,
      failures: 0,
      notBefore: 0,
      busy: false,
      heldUntil: 0,
    }
    progress.set(district, known)
    return known
  }

  /** Held for half of the hold: nobody else can have moved it meanwhile, and moving it checks the holder anyway. */
  async function hold(district: number, at: Progress): Promise<boolean> {
    if (at.heldUntil > performance.now()) return true
    const since = performance.now()
    const seq = await holdCursor(db, { district, name: reader.name, holder, holdMs: HOLD_MS })
    if (seq === null) return false
    at.seq = seq
    at.heldUntil = since + HOLD_MS / 2
    return true
  }

  async function step(district: number, at: Progress): Promise<boolean> {
    if (!(await hold(district, at))) return false
    const facts = await read(district, at.seq)
    const last = facts.at(-1)
    if (!last) return false
    const attributes = { 'gezhi.reader': reader.name, 'gezhi.facts': facts.length }
    await traced('feed', { attributes }, async () => reader.handler(facts, district))
    if (!(await moveCursor(db, { district, name: reader.name, holder, seq: last.seq }))) {
      at.heldUntil = 0
      return false
    }
    at.seq = last.seq
    at.failures = 0
    return true
  }

  async function advance(district: number, head: number, at: Progress): Promise<void> {
    const since = Date.now()
    try {
      while (at.seq < head && (await step(district, at)));
      at.notBefore = Date.now() + Math.min(LONGEST_REST_MS, 4 * (Date.now() - since))
    } catch (error) {
      at.heldUntil = 0
      const pause = Math.min(LONGEST_PAUSE_MS, TICK_MS * 2 ** at.failures++)
      at.notBefore = Date.now() + pause
      log.error(
        { err: error, reader: reader.name, district, seq: at.seq, pause },
        'reader failed; tries again',
      )
    } finally {
      at.busy = false
      metrics.feedLag.set({ reader: reader.name }, Math.max(0, head - Math.max(0, at.seq)))
    }
  }

  return {
    look(district: number, head: number) {
      const at = progressOf(district)
      if (at.busy || at.seq >= head || Date.now() < at.notBefore) return
      at.busy = true
      const work = advance(district, head, at).finally(() => running.delete(work))
      running.add(work)
    },
    async stop() {
      await Promise.all(running)
      await releaseCursors(db, holder)
    },
  }
}

export function createFeed(setting: Setting): Feed {
  const { db, log, metrics } = setting
  const recent = createRecent()
  const positions = new Map<number, number>()
  const live: Reader[] = []
  const durable: ReturnType<typeof createDurable>[] = []
  let runsDurable = false
  let timer: NodeJS.Timeout | undefined
  let passing: Promise<void> | undefined
  let pausing: NodeJS.Timeout | undefined
  let again = false
  let stopped = false

  const after: Feed['after'] = async (district, seq, limit = PAGE) =>
    recent.after(district, seq, limit) ?? (await readFacts(db, district, seq, limit))

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
      if (runsDurable) for (const reader of durable) reader.look(district, head)
    }
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
      if (options.durable) durable.push(createDurable(setting, after, { name, handler }))
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
      await Promise.all(durable.map((reader) => reader.stop()))
    },
  }
}
