// The wire of field tasks: commands, and how far the grids are. Nobody is named in progress.
import { Type, type Static } from 'typebox'
import { oneOf, Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { FieldTaskCommandSchema, TASK_SORTS } from './commands.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['fieldwork'] })
const Count = Type.Integer({ minimum: 0 })

/** Field tasks of one sort in one grid: planned ones by their state, and what was done in the period. */
export const GridProgress = Type.Object({
  grid: Type.String(),
  gridName: Type.String(),
  communityName: Type.String(),
  sorts: Type.Array(
    Type.Object({
      sort: oneOf(TASK_SORTS),
      open: Count,
      overdue: Count,
      /** In the period, planned or not. */
      done: Count,
      notPossible: Count,
    }),
  ),
})
export type GridProgress = Static<typeof GridProgress>

export const fieldTaskApi = {
  command: endpoint({
    method: 'POST',
    url: '/api/field-tasks/:id/commands',
    schema: {
      ...about('commandFieldTask', 'Plan, record or withdraw a field task, or remark on the own record'),
      params: Type.Object({ id: Uuid }),
      headers: Type.Object({ 'idempotency-key': Uuid }),
      body: FieldTaskCommandSchema,
      response: { 202: Type.Object({ id: Uuid, version: Type.Integer() }), ...Refused },
    },
  }),
  progress: endpoint({
    method: 'GET',
    url: '/api/field-tasks/progress',
    schema: {
      ...about('findFieldTaskProgress', 'Field tasks of each grid in the scope of the post; nobody is named'),
      querystring: Type.Object(
        { days: Type.Optional(Type.Integer({ minimum: 1, maximum: 92, default: 30 })) },
        { additionalProperties: false },
      ),
      response: { 200: Type.Object({ grids: Type.Array(GridProgress) }), ...Refused },
    },
  }),
}
