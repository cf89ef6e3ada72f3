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
import type { Checks } from '../../kernel/district.ts'
import type { StreamKind } from '../../kernel/stream-kind.ts'
import { checkFieldTask, loadFieldTasks, projectFieldTasks } from './field-task.store.ts'

export type FieldTaskKind = StreamKind<FieldTaskCommand, FieldTaskFact, FieldTaskState, FieldTaskRefusal>

export const createFieldTaskKind = (checks: Checks): FieldTaskKind => ({
  name: 'field-task',
  initial: newFieldTask,
  evolve: evolveFieldTask,
  decide: (command, state, { district, actor, receivedAt }) =>
    decideFieldTask(command, state, { now: receivedAt, actor, checks: checks(district) }),
  load: loadFieldTasks,
  project: projectFieldTasks,
  answer: ({ stream, version }) => ({ id: stream, version }),
  check: checkFieldTask,
})
