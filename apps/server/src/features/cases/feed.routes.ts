// GET /api/feed: server-sent events of everything the actor may see, resumable by Last-Event-ID (the fact's seq).
import { caseApi, type CaseChange } from '@gezhi/core/cases/case.api'
import { scopeOf, type Scope } from '@gezhi/core/people/scope'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { ServerResponse } from 'node:http'
import { readAs } from '../../kernel/access.store.ts'
import { requireActor } from '../../kernel/request.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import { changesFrom, seenBy, type Watched } from './feed.view.ts'
import { watchCases } from './feed.store.ts'
import type { CaseDeps } from './case.deps.ts'

const PING_MS = 20_000
/** A browser that is further behind is told to load anew: reading on would be slower than that. */
const MOST_BEHIND = 2000
/** Bytes waiting in one socket after which its browser has to reconnect. */
const MOST_BUFFERED = 1_000_000

interface Listener {
  readonly scope: Scope
  readonly post: string
  readonly out: ServerResponse
}

const write = (out: ServerResponse, change: CaseChange): boolean =>
  out.write(`id: ${change.seq}\nevent: case\ndata: ${JSON.stringify(change)}\n\n`)

/** All open feeds of this process; one read of the changed cases serves them all. */
export function createLive(deps: CaseDeps) {
  const listeners = new Set<Listener>()
  const deaf = deps.bell.hear((district, posts) => {
    for (const { scope, post, out } of listeners)
      if (scope.district === district && posts.has(post)) out.write('event: notices\ndata: {}\n\n')
  })

  async function watched(facts: readonly StoredFact[], district: number): Promise<readonly Watched[]> {
    const changes = changesFrom(facts)
    if (changes.length === 0) return []
    const rows = await readAs(deps.db, { district, level: 'ALL' }, (tx) =>
      watchCases(tx, district, [...new Set(changes.map((change) => change.stream))]),
    )
    return changes.flatMap((change) => {
      const found = rows.get(change.stream)
      return found ? [{ change, ...found }] : []
    })
  }

  return {
    listeners,
    watched,
    publish: async (facts: readonly StoredFact[], district: number): Promise<void> => {
      if (listeners.size === 0) return
      const book = deps.districts(district)
      for (const one of await watched(facts, district)) {
        for (const listener of listeners) {
          if (listener.scope.district !== district) continue
          const seen = seenBy(listener.scope, one, book, deps.now())
          if (!seen) continue
          write(listener.out, seen)
          if (listener.out.writableLength > MOST_BUFFERED) listener.out.destroy()
        }
      }
    },
    close() {
      deaf()
      for (const { out } of listeners) out.end()
      listeners.clear()
    },
  }
}

export type Live = ReturnType<typeof createLive>

export const feedRoutes =
  (deps: CaseDeps, live: Live): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...caseApi.feed,
      async handler(request, reply) {
        const actor = requireActor(request)
        const scope = scopeOf(actor)
        const header = request.headers['last-event-id']
        const asked =
          typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : request.query.after
        reply.hijack()
        const out = reply.raw
        out.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-cache, no-transform',
          'x-accel-buffering': 'no',
        })
        const position = deps.feed.position(actor.district)
        out.write(
          `retry: 2000\nid: ${asked ?? position}\nevent: hello\ndata: ${JSON.stringify({ seq: position })}\n\n`,
        )
        const listener: Listener = { scope, post: actor.post, out }
        live.listeners.add(listener)
        const ping = setInterval(() => out.write(`event: ping\ndata: ${deps.now()}\n\n`), PING_MS)
        out.on('close', () => {
          clearInterval(ping)
          live.listeners.delete(listener)
        })
        if (asked !== undefined && asked < position) await catchUp(listener, asked, position)
      },
    })

    /** Live events may come while this reads: browsers fold by version, so order between the two does not matter. */
    async function catchUp({ scope, out }: Listener, from: number, to: number): Promise<void> {
      if (to - from > MOST_BEHIND) {
        out.write(`event: reset\ndata: ${JSON.stringify({ seq: to })}\n\n`)
        return
      }
      const book = deps.districts(scope.district)
      for (let at = from; at < to;) {
        const facts = await deps.feed.after(scope.district, at)
        if (facts.length === 0) return
        for (const one of await live.watched(facts, scope.district)) {
          const seen = seenBy(scope, one, book, deps.now())
          if (seen) write(out, seen)
        }
        at = facts.at(-1)?.seq ?? to
      }
    }
  }
