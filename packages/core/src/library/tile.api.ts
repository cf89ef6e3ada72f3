// The wire of the registers as vector tiles, for the own map and for geographic programs (TileJSON 3.0).
import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { DEEPEST_ZOOM } from '../kernel/tiles.ts'
import { MAP_LAYER_NAMES, type MapLayerName } from './layers.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const text = Type.String()
const layer = Type.Unsafe<MapLayerName>({ type: 'string', enum: [...MAP_LAYER_NAMES] })

export const tileApi = {
  about: endpoint({
    method: 'GET',
    url: '/api/library/tiles/:layer',
    schema: {
      operationId: 'getLibraryTileJson',
      summary: 'TileJSON of a layer of the registers: what QGIS and other programs open as vector tiles',
      tags: ['library'],
      params: Type.Object({ layer }),
      response: {
        200: Type.Object({
          tilejson: text,
          name: text,
          description: text,
          scheme: text,
          tiles: Type.Array(text),
          minzoom: Type.Integer(),
          maxzoom: Type.Integer(),
          vector_layers: Type.Array(
            Type.Object({
              id: text,
              description: text,
              minzoom: Type.Integer(),
              maxzoom: Type.Integer(),
              fields: Type.Record(text, text),
            }),
          ),
        }),
        ...Refused,
      },
    },
  }),
  tile: endpoint({
    method: 'GET',
    url: '/api/library/tiles/:layer/:z/:x/:y',
    schema: {
      operationId: 'getLibraryTile',
      summary:
        'Vector tile (MVT, gzipped, at most 150 kB) of a layer of the registers as far as the post may see them; 204 where there is nothing',
      tags: ['library'],
      params: Type.Object({
        layer,
        z: Type.Integer({ minimum: 0, maximum: DEEPEST_ZOOM }),
        x: Type.Integer({ minimum: 0 }),
        y: Type.Integer({ minimum: 0 }),
      }),
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
} as const
