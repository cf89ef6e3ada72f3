// Reference data of the district. All but the names of posts are public: residents report by the same map and list.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { districtApi } from '@gezhi/core/districts/district.api'
import { districtProblems } from '@gezhi/core/districts/refusals'
import { ROLES } from '@gezhi/core/people/roles'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { gridViews, itemViews, organisationViews, postViews } from './register.view.ts'
import type { Snapshot, Snapshots } from './snapshot.ts'

/** Kept for a minute unasked, then asked for by its tag: an import is on all screens a minute later. */
const SHORT = 'public, max-age=60'
/** With the version in the address a tile never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable'

interface Given {
  readonly snapshots: Snapshots
  readonly now: () => number
}

/** Sets the entity tag; true when the browser has this version already and 304 was set. */
function isKnown(request: FastifyRequest, reply: FastifyReply, { mark, register }: Snapshot, more = '') {
  const tag = `W/"${register.settings.code}-${mark}${more}"`
  reply.header('etag', tag).header('cache-control', SHORT)
  return request.headers['if-none-match']?.split(/\s*,\s*/).includes(tag) ?? false
}

const unchanged = (reply: FastifyReply) => reply.code(304).send()
const empty = (reply: FastifyReply) => reply.code(204).send()

export const districtRoutes =
  ({ snapshots, now }: Given): FastifyPluginAsyncTypebox =>
  async (app) => {
    const catalogues = new WeakMap<Snapshot, ReturnType<typeof itemViews>>()
    const snapshotOf = (request: FastifyRequest) =>
      snapshots.find(request.actor?.district ?? snapshots.homeDistrict())
    const notImported = (reply: FastifyReply) =>
      sendRefusal(reply, districtProblems, { code: 'district/not-imported' })

    app.route({
      ...districtApi.organisations,
      async handler(request, reply) {
        const snapshot = snapshotOf(request)
        if (!snapshot) return notImported(reply)
        if (isKnown(request, reply, snapshot)) return unchanged(reply)
        return reply.send({ organisations: organisationViews(snapshot) })
      },
    })

    app.route({
      ...districtApi.catalogue,
      async handler(request, reply) {
        const snapshot = snapshotOf(request)
        if (!snapshot) return notImported(reply)
        if (isKnown(request, reply, snapshot)) return unchanged(reply)
        const items = catalogues.get(snapshot) ?? itemViews(snapshot)
        catalogues.set(snapshot, items)
        return reply.send({ items })
      },
    })

    app.route({
      ...districtApi.grids,
      async handler(request, reply) {
        const snapshot = snapshotOf(request)
        if (!snapshot) return notImported(reply)
        if (isKnown(request, reply, snapshot)) return unchanged(reply)
        return reply.send({ grids: gridViews(snapshot) })
      },
    })

    app.route({
      ...districtApi.posts,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (['L0', 'SYSTEM'].includes(ROLES[actor.role].level))
          return sendRefusal(reply, districtProblems, { code: 'district/staff-only' })
        const snapshot = snapshotOf(request)
        if (!snapshot) return notImported(reply)
        const { code } = request.params
        if (!snapshot.book.rules.organisation(code))
          return sendRefusal(reply, districtProblems, { code: 'district/organisation-unknown' })
        return reply
          .header('cache-control', 'private, no-cache')
          .send({ posts: postViews(snapshot, code, now()) })
      },
    })

    app.route({
      ...districtApi.locate,
      async handler(request, reply) {
        const snapshot = snapshotOf(request)
        if (!snapshot) return notImported(reply)
        const { rules } = snapshot.book
        const found = rules.locate([request.query.lon, request.query.lat])
        const nameOf = (code: string | undefined) => (code && rules.organisation(code)?.shortName) || null
        return {
          inside: found !== null,
          grid: found?.grid ?? null,
          gridName: (found && rules.grid(found.grid)?.name) ?? null,
          community: found?.community ?? null,
          communityName: nameOf(found?.community),
          street: found?.street ?? null,
          streetName: nameOf(found?.street),
        }
      },
    })

    app.route({
      ...districtApi.tile,
      async handler(request, reply) {
        const snapshot = snapshotOf(request)
        if (!snapshot) return notImported(reply)
        const { layer, z, x, y } = request.params
        const more = layer === 'base' ? snapshot.tiles.mark() : ''
        const known = isKnown(request, reply, snapshot, more)
        if (request.query.v !== undefined) reply.header('cache-control', FOR_EVER)
        if (known) return unchanged(reply)
        const tile = await snapshot.tiles.get(layer, z, x, y)
        // 204 is the map's own word for an empty tile; a 404 it would ask for again.
        if (!tile) return empty(reply)
        return reply.type('application/vnd.mapbox-vector-tile').header('content-encoding', 'gzip').send(tile)
      },
    })
  }
