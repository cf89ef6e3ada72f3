// A field task as a stream.
import type { FieldTaskCommand } from '@gezhi/core/fieldwork/commands'
import {
  decideFieldTask,
  evolveFieldTask,
  newFieldTask,
  type FieldTaskFact,
  type FieldTaskState,
} from '@gezhi/core/fieldwork/field-task'
import type { FieldTaskRefusal } from '@gezhi/core/fieldwork/refusals'
import type { StreamKind } from '../../kernel/stream-kind.ts'
import { checkFieldTask, loadFieldTasks, projectFieldTasks } from './field-task.store.ts'

export const fieldTaskKind: StreamKind<FieldTaskCommand, FieldTaskFact, FieldTaskState, FieldTaskRefusal> = {
  name: 'field-task',
  initial: newFieldTask,
  evolve: evolveFieldTask,
  decide: (command, state, { actor, receivedAt }) =>
    decideFieldTask(command, state, { now: receivedAt, actor }),
  load: loadFieldTasks,
  project: projectFieldTasks,
  answer: ({ stream, version }) => ({ id: stream, version }),
  check: checkFieldTask,
}
