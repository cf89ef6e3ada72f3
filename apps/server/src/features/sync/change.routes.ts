// GET /api/sync: what a post's device may hold, as changes since its cursor.
import { syncApi } from '@gezhi/core/sync/sync.api'
import { syncProblems } from '@gezhi/core/sync/refusals'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { createGate } from '../../kernel/gate.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { actorsOf } from './actors.ts'
import { createCursors } from './cursor.ts'
import { changesFor } from './delta.ts'
import type { SyncDeps } from './sync.deps.ts'

/** Pages made at once: each reads 750 rows, and more than the database has connections would only wait for one. */
const PAGES = 8
const LONGEST_LINE_MS = 15_000

export const changeRoutes =
  (deps: SyncDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const cursors = createCursors(deps.secret)
    const gate = createGate({ most: PAGES, waitMs: LONGEST_LINE_MS })
    app.route({
      ...syncApi.sync,
      async handler(request, reply) {
        const asking = requireActor(request)
        const { post = asking.post, cursor } = request.query
        const posts = await actorsOf(deps, asking)
        const actor = posts.find((one) => one.post === post)
        if (!actor) return sendRefusal(reply, syncProblems, { code: 'sync/post-not-yours' })
        const known = cursor === undefined ? null : cursors.read(cursor, actor)
        const answer = await gate.through(() => changesFor(deps, actor, known))
        return reply.header('cache-control', 'no-store').send({
          now: deps.now(),
          post,
          posts: posts.map((one) => one.post),
          cursor: cursors.write(answer.cursor),
          more: answer.more,
          collections: answer.collections,
        })
      },
    })
  }
