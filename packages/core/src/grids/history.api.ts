// Grids of any day for other systems, and every version of a grid, division or organisation.
import { Type } from 'typebox'
import { nullable, Time } from '../cases/case.view.ts'
import { GridCode, oneOf } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { CODE_PROFILES } from './codes.ts'
import { CommunityCode, Day } from './redraw.plan.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const text = Type.String()
const count = Type.Integer({ minimum: 0 })
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['redraws'] })

/** Features of RFC 7946; `code` null where the profile has no room for the grid. */
const GridCollection = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(
    Type.Object({
      type: Type.Literal('Feature'),
      properties: Type.Object({
        code: nullable(text),
        gridCode: GridCode,
        kind: text,
        name: text,
        community: text,
        street: text,
        households: count,
        population: count,
        from: nullable(Day),
        to: nullable(Day),
      }),
      geometry: Type.Object({
        type: Type.Literal('Polygon'),
        coordinates: Type.Array(Type.Array(Type.Array(Type.Number()))),
      }),
    }),
  ),
})

const RegisterVersion = Type.Object({
  no: Type.Integer({ minimum: 1 }),
  from: Time,
  /** Null: it holds. */
  to: nullable(Time),
  source: oneOf(['PACK', 'REDRAW', 'HAND'] as const),
  /** Number of the import, id of the redraw, post that did it by hand. */
  cause: text,
  name: text,
  content: Type.Unknown(),
})

export const gridHistoryApi = {
  export: endpoint({
    method: 'GET',
    url: '/api/grids/export',
    schema: {
      ...about(
        'exportGrids',
        'Grids of the whole district or of a community as of a day, as GeoJSON (CGCS2000), with codes in the form of another system',
      ),
      querystring: Type.Object(
        {
          on: Type.Optional(Day),
          community: Type.Optional(CommunityCode),
          /** Digits of the code: 16 as here, 15 as unit grids, 20 after CJ/T 349-2010. */
          profile: Type.Optional(oneOf(CODE_PROFILES)),
          /** With 20 digits: the six that the receiving system gives to grids. */
          object: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
        },
        closed,
      ),
      response: { 200: GridCollection, ...Refused },
    },
  }),
  versions: endpoint({
    method: 'GET',
    url: '/api/register-versions',
    schema: {
      ...about(
        'findVersions',
        'Every version of one grid, division or organisation: what it was, from when to when, and why',
      ),
      querystring: Type.Object(
        {
          relation: oneOf(['grid', 'division', 'organisation'] as const),
          code: Type.String({ pattern: '^[0-9A-Z]{6,20}$' }),
        },
        closed,
      ),
      response: { 200: Type.Object({ versions: Type.Array(RegisterVersion) }), ...Refused },
    },
  }),
} as const
