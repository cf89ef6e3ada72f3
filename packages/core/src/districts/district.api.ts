import { Type, type Static } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { ORGANISATION_KINDS, URGENCIES, WHISTLE_TYPES } from './district.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const text = Type.String()
const among = <const V extends readonly string[]>(values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: [...values] })

export const OrganisationView = Type.Object({
  code: text,
  kind: among(ORGANISATION_KINDS),
  name: text,
  shortName: text,
  parent: Type.Union([text, Type.Null()]),
})
export type OrganisationView = Static<typeof OrganisationView>

export const ItemView = Type.Object({
  code: text,
  category: text,
  categoryName: text,
  name: text,
  urgency: among(URGENCIES),
  leadDepartment: text,
  leadDepartmentName: text,
  coDepartments: Type.Array(text),
  hours: Type.Number(),
  selfHandle: Type.Boolean(),
  whistleType: among(WHISTLE_TYPES),
  photoRequired: Type.Boolean(),
  acceptCondition: text,
  closeCondition: text,
  /** Full pinyin without tones and initials, for search: `lajicheng` `ljc`. */
  pinyin: text,
  initials: text,
})
export type ItemView = Static<typeof ItemView>

/** Reference data of the district that screens hold in memory; each carries a version as ETag. */
export const districtApi = {
  organisations: endpoint({
    method: 'GET',
    url: '/api/organisations',
    schema: {
      operationId: 'findOrganisations',
      summary: 'All active organisations of the district',
      tags: ['district'],
      response: { 200: Type.Object({ organisations: Type.Array(OrganisationView) }), ...Refused },
    },
  }),
  catalogue: endpoint({
    method: 'GET',
    url: '/api/catalogue',
    schema: {
      operationId: 'getCatalogue',
      summary: 'The whistle catalogue with pinyin for search',
      tags: ['district'],
      response: { 200: Type.Object({ items: Type.Array(ItemView) }), ...Refused },
    },
  }),
  posts: endpoint({
    method: 'GET',
    url: '/api/organisations/:code/posts',
    schema: {
      operationId: 'findPosts',
      summary: 'Posts of an organisation, for reassignment; names are shown to staff only',
      tags: ['district'],
      params: Type.Object({ code: text }),
      response: {
        200: Type.Object({ posts: Type.Array(Type.Object({ code: text, role: text, personName: text })) }),
        ...Refused,
      },
    },
  }),
  grids: endpoint({
    method: 'GET',
    url: '/api/grids',
    schema: {
      operationId: 'findGrids',
      summary: 'All grids with names and owners, without polygons (these come as vector tiles)',
      tags: ['district'],
      response: {
        200: Type.Object({
          grids: Type.Array(
            Type.Object({
              code: text,
              kind: among(['BASIC', 'EXCLUSIVE'] as const),
              name: text,
              community: text,
              street: text,
              households: Type.Integer(),
              population: Type.Integer(),
              bounds: Type.Array(Type.Number()),
            }),
          ),
        }),
        ...Refused,
      },
    },
  }),
  locate: endpoint({
    method: 'GET',
    url: '/api/locate',
    schema: {
      operationId: 'locate',
      summary: 'Grid, community and street of a point (CGCS2000), or outside',
      tags: ['district'],
      querystring: Type.Object({ lon: Type.Number(), lat: Type.Number() }),
      response: {
        200: Type.Object({
          inside: Type.Boolean(),
          grid: Type.Union([text, Type.Null()]),
          gridName: Type.Union([text, Type.Null()]),
          community: Type.Union([text, Type.Null()]),
          communityName: Type.Union([text, Type.Null()]),
          street: Type.Union([text, Type.Null()]),
          streetName: Type.Union([text, Type.Null()]),
        }),
        ...Refused,
      },
    },
  }),
  tile: endpoint({
    method: 'GET',
    url: '/api/tiles/:layer/:z/:x/:y',
    schema: {
      operationId: 'getTile',
      summary:
        'Vector tile (MVT) of `divisions`, `grids` or `base` (water, roads, buildings); gzipped, cacheable',
      tags: ['district'],
      params: Type.Object({
        layer: among(['divisions', 'grids', 'base'] as const),
        z: Type.Integer({ minimum: 0, maximum: 20 }),
        x: Type.Integer({ minimum: 0 }),
        y: Type.Integer({ minimum: 0 }),
      }),
      querystring: Type.Object({ v: Type.Optional(text) }),
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
} as const
