// All open feeds of this process: one read of the changed cases a pass serves them all.
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyRequest } from 'fastify'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { readAs } from '../../kernel/access.store.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import type { CaseDeps } from './case.deps.ts'
import { watchCases } from './feed.store.ts'
import { changesFrom, eventFrom, marksFor, marksOf, type Marks } from './feed.view.ts'
import { createAdmittance, type Admitted } from './live.admittance.ts'
import { createAudience, type Frame, type Listener } from './live.audience.ts'
import { openStream } from './live.stream.ts'

const PING_MS = 20_000
/** Pings after which a reader that still has not taken what waits for it is given up. */
const MOST_PINGS_BEHIND = 3
/** A browser that is further behind is told to load anew: reading on would be slower than that. */
const MOST_BEHIND = 2000

interface Reader extends Listener, Admitted {}

/** A browser that comes from another process may know more than this one has read: it does a tick of the feed later. */
const AHEAD_MS = 2000
/** Told at the end of the process, so that its browsers do not all come to the next one in the same moment. */
const COME_BACK_MS = { least: 500, spread: 2000 }

const NOTICES = Buffer.from('event: notices\ndata: {}\n\n')

const meets = (mine: Marks, theirs: Marks): boolean =>
  (mine.reporter !== undefined && mine.reporter === theirs.reporter) ||
  theirs.places.some((place) => mine.places.includes(place))

export function createLive(deps: CaseDeps) {
  const audience = createAudience()
  const readers = new Set<Reader>()
  /** Seq up to which all feeds of a district have been given everything. */
  const given = new Map<number, number>()
  const positionOf = (district: number): number => given.get(district) ?? deps.feed.position(district)
  const admittance = createAdmittance(deps.admission, readers)
  const ended = new AbortController()
  const deaf = deps.bell.hear((district, posts) => {
    for (const { actor, stream } of readers)
      if (actor.district === district && posts.has(actor.post)) stream.send(NOTICES)
  })

  /** Events of the facts in their order, written once for all who may see them. */
  async function framesOf(facts: readonly StoredFact[], district: number): Promise<readonly Frame[]> {
    const changes = changesFrom(facts)
    if (changes.length === 0) return []
    const streams = [...new Set(changes.map((change) => change.stream))]
    const rows = await readAs(deps.db, { district, level: 'ALL' }, (tx) => watchCases(tx, district, streams))
    const book = deps.districts(district)
    const now = deps.now()
    return changes.flatMap((change) => {
      const found = rows.get(change.stream)
      if (!found) return []
      const watched = { change, ...found }
      const event = JSON.stringify(eventFrom(watched, book, now))
      return [{ marks: marksFor(watched), text: `id: ${change.seq}\nevent: case\ndata: ${event}\n\n` }]
    })
  }

  /** What the reader missed after `from`. What commits meanwhile waits in its stream: no gap, nothing twice. */
  async function resume({ marks, stream, district }: Reader, from: number, to: number): Promise<void> {
    if (to - from > MOST_BEHIND) return stream.reset()
    const missed = stream.catchUp(async (write) => {
      for (let at = from; at < to;) {
        const facts = (await deps.feed.after(district, at)).filter(({ seq }) => seq <= to)
        const frames = facts.length === 0 ? [] : await framesOf(facts, district)
        const mine = frames.filter((frame) => meets(marks, frame.marks))
        await write(mine.map(({ text }) => text).join(''))
        at = facts.at(-1)?.seq ?? to
      }
    })
    await missed.catch((error: unknown) =>
      deps.log.warn({ err: error, from }, 'past changes could not be read; the browser loads anew'),
    )
  }

  /** Waits until feeds here have come to what the browser knows: it would be told the same again. */
  async function reach(district: number, seq: number): Promise<void> {
    const until = performance.now() + AHEAD_MS
    while (positionOf(district) < seq && performance.now() < until && !ended.signal.aborted) await sleep(20)
  }

  /** Tells time, how far the reader has come even if nothing was for it, and finds out whether it still may read. */
  function ping(reader: Reader, pingsBehind: number): number {
    void admittance.check(reader)
    if (reader.stream.isBehind()) {
      if (pingsBehind + 1 >= MOST_PINGS_BEHIND) reader.request.raw.destroy()
      return pingsBehind + 1
    }
    const id = positionOf(reader.district)
    reader.stream.send(Buffer.from(`id: ${id}\nevent: ping\ndata: ${deps.now()}\n\n`))
    return 0
  }

  return {
    /** Feeds the response until either side ends it. `asked`: the last seq that the browser knows. */
    async open(request: FastifyRequest, actor: Actor, out: ServerResponse, asked?: number): Promise<void> {
      const { district } = actor
      if (asked !== undefined) await reach(district, asked)
      if (ended.signal.aborted) return void out.end()
      const position = positionOf(district)
      const stream = openStream(out, () => positionOf(district))
      const reader: Reader = {
        district,
        marks: marksOf(scopeOf(actor)),
        send: stream.send,
        request,
        actor,
        stream,
      }
      out.write(
        `retry: 2000\nid: ${asked ?? position}\nevent: hello\ndata: ${JSON.stringify({ seq: position })}\n\n`,
      )
      audience.add(reader)
      readers.add(reader)
      let pingsBehind = 0
      const timer = setInterval(() => (pingsBehind = ping(reader, pingsBehind)), PING_MS)
      out.on('close', () => {
        clearInterval(timer)
        audience.remove(reader)
        readers.delete(reader)
      })
      if (asked !== undefined && asked < position) await resume(reader, asked, position)
      if (asked !== undefined && asked > position) stream.reset()
    },

    publish: async (facts: readonly StoredFact[], district: number): Promise<void> => {
      const last = facts.at(-1)?.seq ?? positionOf(district)
      try {
        const frames = audience.size() === 0 ? [] : await framesOf(facts, district)
        given.set(district, last)
        audience.give(district, frames)
      } catch (error) {
        // These changes cannot be told any more: whoever is here loads anew instead of missing them.
        given.set(district, last)
        for (const reader of readers) if (reader.district === district) reader.stream.reset()
        throw error
      }
    },

    /** True while the process ends: a proxy that hears so asks the next one. */
    isEnding: () => deps.life.phase() === 'stopping',

    close() {
      ended.abort()
      deaf()
      admittance.close()
      for (const { stream } of readers) {
        const retry = Math.round(COME_BACK_MS.least + Math.random() * COME_BACK_MS.spread)
        stream.send(Buffer.from(`retry: ${retry}\n\n`))
        stream.end()
      }
    },
  }
}

export type Live = ReturnType<typeof createLive>
