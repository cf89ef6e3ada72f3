// Area packs of the own grids. What is not in them is not told: a hash of another area answers like one that is not.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Grid } from '@gezhi/core/districts/district'
import type { Actor } from '@gezhi/core/people/actor'
import { areaApi } from '@gezhi/core/patrol/area-pack.api'
import { patrolProblems } from '@gezhi/core/patrol/refusals'
import { ROLES } from '@gezhi/core/people/roles'
import type { FastifyReply } from 'fastify'
import type { DistrictMap } from '../../kernel/district.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { createAreas, type Areas } from './area.ts'
import type { PatrolDeps } from './patrol.deps.ts'

/** A part never changes under its hash; it is staff's all the same. */
const FOR_EVER = 'private, max-age=31536000, immutable'

/** Grids in which a post works out of doors: its own, or those of its community. */
export function ownGrids({ registers }: Pick<PatrolDeps, 'registers'>, actor: Actor): readonly Grid[] {
  const { grids } = registers(actor.district)
  const { level } = ROLES[actor.role]
  if (level === 'L1') return grids.filter(({ code }) => actor.grids?.includes(code))
  if (level === 'L2') return grids.filter(({ community }) => community === actor.community)
  return []
}

/** Areas of the map as it is now: a new version of the map makes new ones. */
export function areasOf({ maps }: Pick<PatrolDeps, 'maps'>): (district: number) => Areas | undefined {
  const made = new Map<number, { readonly mark: string; readonly areas: Areas }>()
  return (district) => {
    const map: DistrictMap | undefined = maps(district)
    if (!map) return undefined
    const known = made.get(district)
    if (known?.mark === map.mark) return known.areas
    const areas = createAreas(map)
    made.set(district, { mark: map.mark, areas })
    return areas
  }
}

export const areaRoutes =
  (deps: PatrolDeps, areas: ReturnType<typeof areasOf>): FastifyPluginAsyncTypebox =>
  async (app) => {
    const notField = (reply: FastifyReply) => sendRefusal(reply, patrolProblems, { code: 'patrol/no-grids' })

    app.route({
      ...areaApi.packs,
      async handler(request, reply) {
        const actor = requireActor(request)
        const [grids, found] = [ownGrids(deps, actor), areas(actor.district)]
        if (grids.length === 0 || !found) return notField(reply)
        const packs = []
        for (const grid of grids) packs.push(await found.pack(grid))
        return reply.header('cache-control', 'private, no-cache').send({ packs })
      },
    })

    app.route({
      ...areaApi.part,
      async handler(request, reply) {
        const actor = requireActor(request)
        const [grids, found] = [ownGrids(deps, actor), areas(actor.district)]
        if (grids.length === 0 || !found) return notField(reply)
        for (const grid of grids) {
          const part = await found.part(grid, request.params.hash)
          if (part)
            return reply
              .header('cache-control', FOR_EVER)
              .header('content-encoding', 'gzip')
              .type('application/octet-stream')
              .send(part)
        }
        return sendRefusal(reply, patrolProblems, { code: 'patrol/no-part' })
      },
    })
  }
