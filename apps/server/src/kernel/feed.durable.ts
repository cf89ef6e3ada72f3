/**
 * Readers whose position is a row: one process at a time moves it on. Positions are kept together, a second after the
 * handlers have succeeded, because a handler does not mind to see facts again; seven readers that each wrote theirs after
 * every report cost seven commits a report.
 */
import { randomUUID } from 'node:crypto'
import { holdCursor, keepCursors, releaseCursors, type Position } from './feed.store.ts'
import type { FeedSetting, ReadFacts, Reader } from './feed.reader.ts'
import { traced } from './traces.ts'

const HOLD_MS = 60_000
/** What is read again after a crash: the facts of this time. */
const KEEP_MS = 1000
/** A reader rests four times as long as it worked, at most this long: under load it reads more at once. */
const LONGEST_REST_MS = 200
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 60_000

/** How far a reader is in one district, and when it may try again after a failure. */
interface Progress {
  readonly reader: Reader
  readonly district: number
  /** −1 before it was held for the first time. */
  seq: number
  /** What the row says. */
  kept: number
  failures: number
  notBefore: number
  busy: boolean
  /** The row is held by this process until then. */
  heldUntil: number
}

export interface Durables {
  readonly add: (reader: Reader) => void
  /** Lets every reader that is behind `head` of the district read on, unless it rests. */
  readonly look: (district: number, head: number) => void
  /** Writes positions down, at most once a second. */
  readonly keep: () => Promise<void>
  /** Ends what runs, writes all positions down and lets other processes go on. */
  readonly stop: () => Promise<void>
}

export function createDurables({ db, log, metrics }: FeedSetting, read: ReadFacts): Durables {
  const holder = randomUUID()
  const readers: Reader[] = []
  const progress = new Map<string, Progress>()
  const running = new Set<Promise<void>>()
  let keptAt = performance.now()

  function progressOf(reader: Reader, district: number): Progress {
    const key = `${district}/${reader.name}`
    const known = progress.get(key)
    if (known) return known
    const begun = {
      reader,
      district,
      seq: -1,
      kept: -1,
      failures: 0,
      notBefore: 0,
      busy: false,
      heldUntil: 0,
    }
    progress.set(key, begun)
    return begun
  }

  async function keepThese(ahead: readonly Progress[]): Promise<void> {
    const positions = ahead.map(({ district, reader: { name }, seq }): Position => ({ district, name, seq }))
    const kept = await keepCursors(db, holder, positions)
    const mine = new Set(kept.map(({ district, name }) => `${district}/${name}`))
    ahead.forEach((at, index) => {
      at.kept = positions[index]?.seq ?? at.kept
      // Another process reads on from what was kept; this one asks where that is before it goes on.
      if (!mine.has(`${at.district}/${at.reader.name}`)) at.heldUntil = 0
    })
  }

  const isAhead = ({ seq, kept }: Progress): boolean => seq > kept

  /** Held for half of the hold: nobody else can have moved it meanwhile. */
  async function hold(at: Progress): Promise<boolean> {
    if (at.heldUntil > performance.now()) return true
    if (isAhead(at)) await keepThese([at])
    const since = performance.now()
    const { district, reader } = at
    const seq = await holdCursor(db, { district, name: reader.name, holder, holdMs: HOLD_MS })
    if (seq === null) return false
    at.seq = seq
    at.kept = seq
    at.heldUntil = since + HOLD_MS / 2
    return true
  }

  async function step(at: Progress): Promise<boolean> {
    if (!(await hold(at))) return false
    const { reader, district } = at
    const facts = await read(district, at.seq)
    const last = facts.at(-1)
    if (!last) return false
    const attributes = { 'gezhi.reader': reader.name, 'gezhi.facts': facts.length }
    await traced('feed', { attributes }, async () => reader.handler(facts, district))
    at.seq = last.seq
    at.failures = 0
    return true
  }

  async function advance(at: Progress, head: number): Promise<void> {
    const since = Date.now()
    const { reader, district } = at
    try {
      while (at.seq < head && (await step(at)));
      at.notBefore = Date.now() + Math.min(LONGEST_REST_MS, 4 * (Date.now() - since))
    } catch (error) {
      at.heldUntil = 0
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** at.failures++)
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
    add: (reader) => void readers.push(reader),
    look(district, head) {
      for (const reader of readers) {
        const at = progressOf(reader, district)
        if (at.busy || at.seq >= head || Date.now() < at.notBefore) continue
        at.busy = true
        const work = advance(at, head).finally(() => running.delete(work))
        running.add(work)
      }
    },
    async keep() {
      if (performance.now() - keptAt < KEEP_MS) return
      keptAt = performance.now()
      await keepThese([...progress.values()].filter(isAhead))
    },
    async stop() {
      await Promise.all(running)
      await keepThese([...progress.values()].filter(isAhead))
      await releaseCursors(db, holder)
    },
  }
}
