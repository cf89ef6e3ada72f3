// The wire of area packs: the map of a grid in parts named by their hashes, so that only what changed is fetched again.
import { Type, type Static } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'

const Refused = { '4xx': Problem, '5xx': Problem }

export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hexadecimal' })

export const AreaPart = Type.Object({
  /** `base/15/27183/12045` for a vector tile, `streets` for the streets that a patrol may walk. */
  key: Type.String({ pattern: '^(?:(?:base|grids|divisions)/\\d{1,2}/\\d{1,6}/\\d{1,6}|streets)$' }),
  hash: Hash,
  bytes: Type.Integer({ minimum: 0, description: 'as kept on the device' }),
})
export type AreaPart = Static<typeof AreaPart>

export const AreaPack = Type.Object({
  grid: Type.String(),
  name: Type.String(),
  /** Tiles that are not among the parts, within these zooms, are empty. */
  zooms: Type.Object({ from: Type.Integer(), to: Type.Integer() }),
  parts: Type.Array(AreaPart),
  bytes: Type.Integer({ description: 'of all parts together' }),
})
export type AreaPack = Static<typeof AreaPack>

export const areaApi = {
  packs: endpoint({
    method: 'GET',
    url: '/api/area-packs',
    schema: {
      operationId: 'findAreaPacks',
      summary: 'The map of each own grid as a list of parts with their hashes; for posts that work in grids',
      tags: ['patrol'],
      response: { 200: Type.Object({ packs: Type.Array(AreaPack) }), ...Refused },
    },
  }),
  part: endpoint({
    method: 'GET',
    url: '/api/area-packs/parts/:hash',
    schema: {
      operationId: 'getAreaPart',
      summary: 'One part of a map of the own grids: a vector tile (MVT) or the streets (JSON)',
      tags: ['patrol'],
      params: Type.Object({ hash: Hash }),
      response: { 200: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }), ...Refused },
    },
  }),
}
