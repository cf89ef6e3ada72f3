// GET /api/feed: server-sent events of everything the actor may see, resumable by Last-Event-ID (the fact's seq).
import { caseApi } from '@gezhi/core/cases/case.api'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { KernelProblem } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import type { Live } from './live.ts'

export const feedRoutes =
  (live: Live): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...caseApi.feed,
      config: { stays: true },
      async handler(request, reply) {
        const actor = requireActor(request)
        if (live.isEnding()) throw new KernelProblem('server/busy')
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
        await live.open(request, actor, out, asked)
      },
    })
  }
