// Places on the map over HTTP: the sheet of a building, nearest things, what lies in an area.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { placeApi, type HouseOnSheet } from '@gezhi/core/library/place.api'
import { libraryProblems } from '@gezhi/core/library/refusals'
import type { RegisterName } from '@gezhi/core/library/registers'
import { scopeOf } from '@gezhi/core/people/scope'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { findRecord } from './find.store.ts'
import type { LibraryDeps } from './library.deps.ts'
import { readsLibrary } from './library.routes.ts'
import {
  findHousesOf,
  findInside,
  findNearest,
  findNearestBuilding,
  findNearestStations,
} from './place.store.ts'
import type { RecordRow } from './record.store.ts'
import { heldBy, summaryOf } from './record.view.ts'

/** Registers with a place of their own that somebody in the street may need. */
const NEARBY: readonly RegisterName[] = ['FACILITY', 'COMPONENT', 'SCHOOL']

const textOf = (row: RecordRow, field: string): string | null => {
  const { value } = heldBy(row, field)
  return value === null ? null : String(value)
}
const numberOf = (row: RecordRow, field: string): number | null => {
  const { value } = heldBy(row, field)
  return typeof value === 'number' ? value : null
}

function houseOnSheet(row: RecordRow, now: number): HouseOnSheet {
  const { id, name, due, openDifferences } = summaryOf(row, now)
  return {
    id,
    name,
    unit: textOf(row, 'unit'),
    floor: numberOf(row, 'floor'),
    room: textOf(row, 'room') ?? name,
    tenure: textOf(row, 'tenure'),
    areaM2: numberOf(row, 'areaM2'),
    due,
    openDifferences,
  }
}

/** Corners of `lon,lat lon,lat …`; the schema has checked the form. */
const ringOf = (area: string): readonly LonLat[] =>
  area.split(' ').map((corner) => {
    const [lon = 0, lat = 0] = corner.split(',').map(Number)
    return [lon, lat]
  })

export const placeRoutes =
  ({ lists, now }: LibraryDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('preHandler', async (request, reply) => {
      if (!readsLibrary(requireActor(request)))
        return sendRefusal(reply, libraryProblems, { code: 'library/not-your-role' })
    })

    app.route({
      ...placeApi.houses,
      async handler(request, reply) {
        const actor = requireActor(request)
        const rows = await lists.readAs(scopeOf(actor), async (tx) => {
          const building = await findRecord(tx, actor.district, request.params.id)
          return building?.register === 'BUILDING' ? findHousesOf(tx, actor.district, building.code) : null
        })
        if (!rows) return sendRefusal(reply, libraryProblems, { code: 'library/no-record' })
        return { houses: rows.map((row) => houseOnSheet(row, now())) }
      },
    })

    app.route({
      ...placeApi.nearest,
      async handler(request) {
        const actor = requireActor(request)
        const { lon, lat, register, each = 3 } = request.query
        const rows = await lists.readAs(scopeOf(actor), async (tx) => {
          const { district } = actor
          if (register === 'BUILDING') return findNearestBuilding(tx, district, [lon, lat], each)
          if (register === 'SUPPORT_TEAM') return findNearestStations(tx, district, [lon, lat], each)
          if (register) return findNearest(tx, district, [lon, lat], { registers: [register], each })
          const near = await findNearest(tx, district, [lon, lat], { registers: NEARBY, each })
          const stations = await findNearestStations(tx, district, [lon, lat], each)
          return [...near, ...stations].toSorted((a, b) => a.distance_m - b.distance_m)
        })
        return {
          records: rows.map((row) => ({
            ...summaryOf(row, now()),
            distanceM: Math.round(row.distance_m * 10) / 10,
            sort: row.sort,
          })),
        }
      },
    })

    app.route({
      ...placeApi.inside,
      async handler(request) {
        const actor = requireActor(request)
        const found = await lists.readAs(scopeOf(actor), (tx) =>
          findInside(tx, actor.district, ringOf(request.query.area)),
        )
        return {
          counts: [...found.counts],
          records: found.rows.map((row) => summaryOf(row, now())),
          more: found.more,
        }
      },
    })
  }
