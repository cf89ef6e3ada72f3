// OGC API – Features as endpoints: what geographic programs ask of the registers.
import { Type } from 'typebox'
import { Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['ogc'] })
const text = Type.String()
const Links = Type.Array(Type.Object({ href: text, rel: text, type: text }))
const Collection = Type.Object({
  id: text,
  title: text,
  description: text,
  itemType: text,
  crs: Type.Array(text),
  links: Links,
})
const Named = { collection: Type.String({ pattern: '^[a-z_]{1,40}$' }) }

export const ogcApi = {
  landing: endpoint({
    method: 'GET',
    url: '/api/ogc',
    schema: {
      ...about('getOgcLanding', 'Landing page of OGC API – Features'),
      response: { 200: Type.Object({ title: text, description: text, links: Links }), ...Refused },
    },
  }),
  conformance: endpoint({
    method: 'GET',
    url: '/api/ogc/conformance',
    schema: {
      ...about('getOgcConformance', 'Classes of the standard that are kept'),
      response: { 200: Type.Object({ conformsTo: Type.Array(text) }), ...Refused },
    },
  }),
  collections: endpoint({
    method: 'GET',
    url: '/api/ogc/collections',
    schema: {
      ...about('findOgcCollections', 'Registers that have a place'),
      response: { 200: Type.Object({ links: Links, collections: Type.Array(Collection) }), ...Refused },
    },
  }),
  collection: endpoint({
    method: 'GET',
    url: '/api/ogc/collections/:collection',
    schema: {
      ...about('getOgcCollection', 'One register'),
      params: Type.Object(Named),
      response: { 200: Collection, ...Refused },
    },
  }),
  items: endpoint({
    method: 'GET',
    url: '/api/ogc/collections/:collection/items',
    schema: {
      ...about(
        'findOgcItems',
        'Features in use, in the order of codes; `datetime` is when a record last changed',
      ),
      params: Type.Object(Named),
      querystring: Type.Object(
        {
          bbox: Type.Optional(Type.String({ maxLength: 100 })),
          datetime: Type.Optional(Type.String({ maxLength: 80 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 100 })),
          after: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{0,25}$' })),
        },
        { additionalProperties: false },
      ),
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
  item: endpoint({
    method: 'GET',
    url: '/api/ogc/collections/:collection/items/:id',
    schema: {
      ...about('getOgcItem', 'One feature'),
      params: Type.Object({ ...Named, id: Uuid }),
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
}
