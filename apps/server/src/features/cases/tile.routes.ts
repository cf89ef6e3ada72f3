// Cases as vector tiles of the viewer's scope.
import { caseTileApi } from '@gezhi/core/cases/case-tile.api'
import { SINGLE_FROM_ZOOM } from '@gezhi/core/kernel/tiles'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Feature as GeoFeature } from 'geojson'
import { requireActor } from '../../kernel/request.ts'
import { boxOfTile, isTile } from '../../kernel/tile-box.ts'
import { createTileCache } from '../../kernel/tile-cache.ts'
import { createCutter } from '../../kernel/tile-cutter.ts'
import type { CaseDeps } from './case.deps.ts'
import { filterOf } from './filter.ts'
import type { Filter, Reading } from './find.store.ts'
import { findDots, type CaseDot } from './tile.store.ts'

/** Cells of a tile's width: sixty-four pixels on a screen, room for a ring with its number. */
const CELLS = 8
/** More than these in one tile of a near zoom are told by cells too: sixteen pixels. */
const MOST_SINGLE = 2000
const FINE_CELLS = 32
/** Many look at the same district: within this time they are answered from one reading. */
const FRESH_MS = 1000
const MOST_BYTES = 16_000_000

interface Asked {
  readonly filter: Filter
  readonly instant: number | null
}

const featureOf = ({ id, n, urgent, important, overdue, step, lon, lat }: CaseDot): GeoFeature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties: { ...(n === 1 && { id, step }), n, urgent, important, overdue },
})

async function dotsOf(
  { lists }: CaseDeps,
  at: Reading,
  { filter, instant }: Asked,
  place: readonly number[],
) {
  const [z = 0, x = 0, y = 0] = place
  const box = boxOfTile(z, x, y)
  const width = box[2] - box[0]
  return lists.readAs(at.scope, async (tx) => {
    const given = { filter, box, instant }
    const cells = await findDots(tx, at, { ...given, cell: width / CELLS })
    if (z < SINGLE_FROM_ZOOM) return cells
    const total = cells.reduce((sum, { n }) => sum + n, 0)
    return findDots(tx, at, { ...given, cell: total > MOST_SINGLE ? width / FINE_CELLS : 0 })
  })
}

export const tileRoutes =
  (deps: CaseDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const cache = createTileCache(MOST_BYTES, (from) => deps.metrics.caseTiles.inc({ from }))
    app.route({
      ...caseTileApi.tile,
      async handler(request, reply) {
        const { z, x, y } = request.params
        const { at: instant = null, v: _, ...query } = request.query
        const at = { scope: scopeOf(requireActor(request)), now: deps.now() }
        const asked = { filter: { open: true, ...filterOf(query) }, instant }
        const key = JSON.stringify([Math.floor(at.now / FRESH_MS), at.scope, asked, z, x, y])
        const tile = isTile(z, x, y)
          ? await cache.get(key, () =>
              createCutter({}, async (...place) => ({
                cases: (await dotsOf(deps, at, asked, place)).map(featureOf),
              }))(z, x, y),
            )
          : null
        reply.header('cache-control', 'private, max-age=1').header('vary', 'cookie, authorization')
        // 204 is the map's own word for an empty tile; a 404 it would ask for again.
        if (!tile) return reply.code(204).send()
        return reply.type('application/vnd.mapbox-vector-tile').header('content-encoding', 'gzip').send(tile)
      },
    })
  }
