// The wire of places on the map: houses of a building, what lies nearest, what lies in an area.
import { Type, type Static } from 'typebox'
import { nullable } from '../cases/case.view.ts'
import { Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { RecordSummary } from './library.api.ts'
import { REGISTER_NAMES } from './registers.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['library'] })
const register = Type.Unsafe<(typeof REGISTER_NAMES)[number]>({ type: 'string', enum: [...REGISTER_NAMES] })

export const HouseOnSheet = Type.Object({
  id: Uuid,
  name: Type.String(),
  unit: nullable(Type.String()),
  floor: nullable(Type.Integer()),
  room: Type.String(),
  tenure: nullable(Type.String()),
  areaM2: nullable(Type.Number()),
  due: Type.Boolean(),
  openDifferences: Type.Integer(),
})
export type HouseOnSheet = Static<typeof HouseOnSheet>

export const RecordNear = Type.Intersect([
  RecordSummary,
  Type.Object({ distanceM: Type.Number(), sort: nullable(Type.String({ description: 'kind or class' })) }),
])
export type RecordNear = Static<typeof RecordNear>

/** Things in an area that are listed, those of small registers first; all of them are counted. */
export const MOST_LISTED = 200
/** Things in an area up to which they are counted. */
export const MOST_COUNTED = 20_000

export const placeApi = {
  houses: endpoint({
    method: 'GET',
    url: '/api/library/buildings/:id/houses',
    schema: {
      ...about(
        'findHousesOfBuilding',
        'Houses of a building with floor, staircase and tenure; nobody is named',
      ),
      params: Type.Object({ id: Uuid }),
      response: { 200: Type.Object({ houses: Type.Array(HouseOnSheet) }), ...Refused },
    },
  }),
  nearest: endpoint({
    method: 'GET',
    url: '/api/library/nearest',
    schema: {
      ...about(
        'findNearestRecords',
        'The nearest of each sort of place around a point, within five kilometres',
      ),
      querystring: Type.Object(
        {
          lon: Type.Number({ minimum: -180, maximum: 180 }),
          lat: Type.Number({ minimum: -90, maximum: 90 }),
          register: Type.Optional(register),
          each: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, default: 3 })),
        },
        closed,
      ),
      response: { 200: Type.Object({ records: Type.Array(RecordNear) }), ...Refused },
    },
  }),
  inside: endpoint({
    method: 'GET',
    url: '/api/library/inside',
    schema: {
      ...about('findRecordsInside', 'What lies in a polygon: counts by register, and the first of them'),
      querystring: Type.Object(
        {
          area: Type.String({
            maxLength: 4000,
            pattern:
              '^-?\\d{1,3}(\\.\\d+)?,-?\\d{1,2}(\\.\\d+)?( -?\\d{1,3}(\\.\\d+)?,-?\\d{1,2}(\\.\\d+)?){2,99}$',
            description: 'corners: lon,lat lon,lat … (CGCS2000), 3 to 100, not closed',
          }),
        },
        closed,
      ),
      response: {
        200: Type.Object({
          counts: Type.Array(Type.Object({ register, records: Type.Integer() })),
          records: Type.Array(RecordSummary),
          /** More than 20,000 lie in it: counts are of these. */
          more: Type.Boolean(),
        }),
        ...Refused,
      },
    },
  }),
}
