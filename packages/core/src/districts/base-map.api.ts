// A raster base map of somebody else (Tianditu, any XYZ or WMTS), handed on by the server so that its key stays there.
import { Type, type Static } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem, type Problems } from '../kernel/problem.ts'

const Refused = { '4xx': Problem, '5xx': Problem }

export const baseMapProblems = {
  'base-map/none': [404, '未配置外部底图', 'No base map of others is configured'],
  'base-map/unreachable': [502, '外部底图暂时不可用，请使用本地底图', 'The base map cannot be reached now'],
} as const satisfies Problems<`base-map/${string}`>

export const BaseMapView = Type.Object({
  name: Type.String(),
  /** Whose it is; must be shown with it. */
  attribution: Type.String(),
  maxZoom: Type.Integer(),
})
export type BaseMapView = Static<typeof BaseMapView>

export const baseMapApi = {
  about: endpoint({
    method: 'GET',
    url: '/api/base-map',
    schema: {
      operationId: 'getBaseMap',
      summary: 'The raster base map that is configured beside the own vector one, or null',
      tags: ['district'],
      response: { 200: Type.Object({ baseMap: Type.Union([BaseMapView, Type.Null()]) }), ...Refused },
    },
  }),
  tile: endpoint({
    method: 'GET',
    url: '/api/base-map/:z/:x/:y',
    schema: {
      operationId: 'getBaseMapTile',
      summary: 'A tile of it, as the source sent it; kept for a week',
      tags: ['district'],
      params: Type.Object({
        z: Type.Integer({ minimum: 0, maximum: 20 }),
        x: Type.Integer({ minimum: 0 }),
        y: Type.Integer({ minimum: 0 }),
      }),
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
} as const
