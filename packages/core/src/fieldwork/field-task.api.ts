// The wire of field tasks: commands, how far the grids are, and what was done there. Nobody is named in either.
import { Type, type Static } from 'typebox'
import { nullable, Time } from '../cases/case.view.ts'
import { GridCode, oneOf, Uuid } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { FieldTaskCommandSchema, OBSTACLES, TASK_SORTS, TaskResultSchema } from './commands.ts'
import { TASK_STATES } from './field-task.ts'

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

/** One field task for those who lead: what was planned and what came of it, never by whom. */
export const FieldTaskView = Type.Object({
  id: Uuid,
  version: Type.Integer(),
  sort: oneOf(TASK_SORTS),
  grid: Type.String(),
  gridName: Type.String(),
  communityName: Type.String(),
  status: oneOf(TASK_STATES),
  title: nullable(Type.String()),
  field: nullable(Type.Integer()),
  dueAt: nullable(Time),
  endedAt: nullable(Time),
  result: nullable(TaskResultSchema),
  obstacle: nullable(oneOf(OBSTACLES)),
  /** Why it was not possible, or withdrawn. */
  note: Type.String(),
  remarks: Type.Array(Type.Object({ at: Time, text: Type.String() })),
})
export type FieldTaskView = Static<typeof FieldTaskView>

const Words = Type.Object({ zh: Type.String(), en: Type.String() })

const Days = Type.Optional(Type.Integer({ minimum: 1, maximum: 92, default: 30 }))
export const LIST_PARTS = ['OPEN', 'ENDED'] as const

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
      querystring: Type.Object({ days: Days }, { additionalProperties: false }),
      response: { 200: Type.Object({ grids: Type.Array(GridProgress) }), ...Refused },
    },
  }),
  list: endpoint({
    method: 'GET',
    url: '/api/field-tasks',
    schema: {
      ...about(
        'findFieldTasks',
        'Field tasks in the scope of the post: open ones by due time, or ended ones, newest first; nobody is named',
      ),
      querystring: Type.Object(
        {
          part: oneOf(LIST_PARTS),
          /** Of ended ones. */
          days: Days,
          grid: Type.Optional(GridCode),
          sort: Type.Optional(oneOf(TASK_SORTS)),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
          after: Type.Optional(Type.String({ pattern: '^\\d{1,15}\\.[0-9a-f-]{36}$' })),
        },
        { additionalProperties: false },
      ),
      response: {
        200: Type.Object({ tasks: Type.Array(FieldTaskView), next: nullable(Type.String()) }),
        ...Refused,
      },
    },
  }),
  checks: endpoint({
    method: 'GET',
    url: '/api/check-items',
    schema: {
      ...about('findCheckItems', 'What hazard checks of the district look at, by public-safety field'),
      response: {
        200: Type.Object({
          items: Type.Array(
            Type.Object({
              code: Type.String(),
              field: Type.Integer({ minimum: 1, maximum: 15 }),
              fieldName: Words,
              zh: Type.String(),
              en: Type.String(),
              hazard: Words,
              photo: Type.Boolean(),
              item: nullable(Type.String()),
              /** No longer asked; records of before name it. */
              retired: Type.Optional(Type.Boolean()),
            }),
          ),
        }),
        ...Refused,
      },
    },
  }),
}
