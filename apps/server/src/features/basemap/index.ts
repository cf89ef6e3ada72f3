// The feature `base-map`: a raster map of somebody else beside the own vector one.
import { baseMapApi, baseMapProblems } from '@gezhi/core/districts/base-map.api'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../kernel/deps.ts'
import type { Feature } from '../../kernel/feature.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { baseMapSource } from './source.ts'

const WEEK = 'private, max-age=604800'

const routes =
  ({ config, log }: Pick<Deps, 'config' | 'log'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { baseMap } = config
    const ask = baseMap && baseMapSource(baseMap)

    app.route({
      ...baseMapApi.about,
      async handler(_request, reply) {
        const shown = baseMap && {
          name: baseMap.name,
          attribution: baseMap.attribution,
          maxZoom: baseMap.maxZoom,
        }
        return reply.header('cache-control', 'no-cache').send({ baseMap: shown })
      },
    })

    app.route({
      ...baseMapApi.tile,
      async handler(request, reply) {
        // The key has a price: only who is signed in spends it.
        if (!ask || !request.actor) return sendRefusal(reply, baseMapProblems, { code: 'base-map/none' })
        const { z, x, y } = request.params
        if (x >= 2 ** z || y >= 2 ** z) return reply.code(204).send()
        const fetched = await ask(z, x, y)
        if (!fetched.ok) {
          log.warn({ reason: fetched.reason, z, x, y }, 'a tile of the base map was not sent')
          return sendRefusal(reply, baseMapProblems, { code: 'base-map/unreachable' })
        }
        if (!fetched.tile) return reply.code(204).send()
        return reply.type(fetched.tile.type).header('cache-control', WEEK).send(fetched.tile.bytes)
      },
    })
  }

export const baseMapFeature = (deps: Pick<Deps, 'config' | 'log'>): Feature => ({
  name: 'base-map',
  async routes(app) {
    await app.register(routes(deps))
  },
})
