// What a device holds of field tasks: what is planned in its grids, and the own records of a month.
import { Type, type Static } from 'typebox'
import { nullable, Time } from '../cases/case.view.ts'
import { oneOf, Uuid } from '../cases/schemas.ts'
import { OBSTACLES, TASK_SORTS, TaskResultSchema } from './commands.ts'
import { TASK_STATES } from './field-task.ts'

/** A row of the collection `field-tasks`. Nobody is named in it. */
export const HeldFieldTask = Type.Object({
  id: Uuid,
  version: Type.Integer(),
  status: oneOf(TASK_STATES),
  sort: oneOf(TASK_SORTS),
  grid: Type.String(),
  title: nullable(Type.String()),
  field: nullable(Type.Integer()),
  dueAt: nullable(Time),
  endedAt: nullable(Time),
  result: nullable(TaskResultSchema),
  obstacle: nullable(oneOf(OBSTACLES)),
  remarks: Type.Array(Type.Object({ at: Time, text: Type.String() })),
  keptUntil: nullable(Time),
})
export type HeldFieldTask = Static<typeof HeldFieldTask>
