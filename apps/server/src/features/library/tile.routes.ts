// Vector tiles of the registers, and what geographic programs must know to open them.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { MAP_LAYERS } from '@gezhi/core/library/layers'
import { libraryProblems } from '@gezhi/core/library/refusals'
import { REGISTERS } from '@gezhi/core/library/registers'
import { DEEPEST_ZOOM } from '@gezhi/core/kernel/tiles'
import { tileApi } from '@gezhi/core/library/tile.api'
import { scopeOf } from '@gezhi/core/people/scope'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { isTile } from '../../kernel/tile-box.ts'
import { BUILDINGS_FROM_ZOOM } from '../../kernel/tile-cutter.ts'
import type { LibraryDeps } from './library.deps.ts'
import { readsLibrary } from './library.routes.ts'
import type { LibraryTiles } from './tiles.ts'

/** Browsers keep a tile for a minute unasked: what somebody changed is on the maps of others a minute later. */
const SHORT = 'private, max-age=60'

export const tileRoutes =
  ({ config }: LibraryDeps, tiles: LibraryTiles): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('preHandler', async (request, reply) => {
      if (!readsLibrary(requireActor(request)))
        return sendRefusal(reply, libraryProblems, { code: 'library/not-your-role' })
    })

    app.route({
      ...tileApi.about,
      async handler(request) {
        const { layer } = request.params
        const { zh, en, register } = MAP_LAYERS[layer]
        const origin = config.publicUrl ?? `${request.protocol}://${request.host}`
        const zooms = { minzoom: layer === 'buildings' ? BUILDINGS_FROM_ZOOM : 0, maxzoom: DEEPEST_ZOOM }
        const fields =
          layer === 'buildings'
            ? { id: 'id of the record', name: '名称', height: '高度（米） · metres above ground' }
            : { id: 'id of the record', name: '名称', sort: '类别 · kind or class', n: '数量 · how many' }
        return {
          tilejson: '3.0.0',
          name: `${zh} · ${en}`,
          description: REGISTERS[register].purpose.zh,
          scheme: 'xyz',
          tiles: [`${origin}/api/library/tiles/${layer}/{z}/{x}/{y}`],
          ...zooms,
          vector_layers: [{ id: layer, description: zh, ...zooms, fields }],
        }
      },
    })

    app.route({
      ...tileApi.tile,
      async handler(request, reply) {
        const scope = scopeOf(requireActor(request))
        const { layer, z, x, y } = request.params
        const tag = `W/"${scope.district}-${tiles.mark(scope.district)}-${tiles.viewOf(scope)}"`
        reply.header('etag', tag).header('cache-control', SHORT).header('vary', 'cookie, authorization')
        if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(tag)) return reply.code(304).send()
        const tile = isTile(z, x, y) ? await tiles.get(scope, layer, [z, x, y]) : null
        // 204 is the map's own word for an empty tile; a 404 it would ask for again.
        if (!tile) return reply.code(204).send()
        return reply.type('application/vnd.mapbox-vector-tile').header('content-encoding', 'gzip').send(tile)
      },
    })
  }
