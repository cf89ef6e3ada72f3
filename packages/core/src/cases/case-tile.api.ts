// The wire of cases as vector tiles: for maps of more cases than a list shows, and of days that have passed.
import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { DEEPEST_ZOOM } from '../kernel/tiles.ts'
import { CaseFilter } from './case.api.ts'
import { Time } from './case.view.ts'

export const caseTileApi = {
  tile: endpoint({
    method: 'GET',
    url: '/api/cases/tiles/:z/:x/:y',
    schema: {
      operationId: 'getCaseTile',
      summary:
        'Vector tile (MVT, gzipped) of the cases in the post’s scope, open ones if not asked otherwise: layer `cases` of dots with `n`, `urgent`, `important`, `overdue`; a dot of one case has its `id`. Sensitive cases are on no map',
      tags: ['cases'],
      params: Type.Object({
        z: Type.Integer({ minimum: 0, maximum: DEEPEST_ZOOM }),
        x: Type.Integer({ minimum: 0 }),
        y: Type.Integer({ minimum: 0 }),
      }),
      querystring: Type.Object(
        {
          ...CaseFilter,
          /** Open at this instant, instead of now; `open` and `overdue` are not asked then. */
          at: Type.Optional(Time),
          /** Any text: asks anew what a browser keeps. */
          v: Type.Optional(Type.String({ maxLength: 40 })),
        },
        { additionalProperties: false },
      ),
      response: { 200: Type.Unknown(), '4xx': Problem, '5xx': Problem },
    },
  }),
} as const
