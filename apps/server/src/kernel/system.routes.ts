import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { systemApi } from '@gezhi/core/kernel/system.api'
import { LONGEST_MOVE_MS } from './clock.ts'
import type { Deps } from './deps.ts'
import { answersQuickly } from './health.store.ts'
import { KernelProblem } from './problem.ts'
import { VERSION } from './version.ts'

/** Health, metrics, the printed interface, and in demonstrations the clock. */
export const systemRoutes =
  ({ db, database, metrics, config, clock, scheduler, life }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const roles = [...config.roles]
    metrics.info.set({ version: VERSION, roles: roles.join(',') }, 1)

    app.route({
      ...systemApi.health,
      logLevel: 'warn',
      async handler(_request, reply) {
        const up = await answersQuickly(db)
        const { size, durable } = database
        return reply
          .code(up ? 200 : 503)
          .send({ status: up ? 'ok' : 'down', version: VERSION, database: size, durable, roles })
      },
    })

    app.route({
      ...systemApi.ready,
      logLevel: 'warn',
      async handler(_request, reply) {
        const phase = life.phase()
        const status = phase === 'ready' && !(await answersQuickly(db)) ? 'down' : phase
        return reply.code(status === 'ready' ? 200 : 503).send({ status, roles })
      },
    })

    app.get('/metrics', { schema: { hide: true }, logLevel: 'warn' }, async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    )

    app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())

    if (!config.demo) return
    app.route({
      ...systemApi.moveClock,
      async handler({ body }) {
        const ahead = body.now - clock.now()
        if (ahead < 0 || ahead > LONGEST_MOVE_MS) throw new KernelProblem('clock/too-far')
        const fired = await clock.moveTo(body.now, scheduler)
        return { now: clock.now(), fired }
      },
    })
  }
