// One way in for commands to field tasks, whether a screen sends them alone or a device many at once.
import { FieldTaskCommandSchema, type FieldTaskCommand } from '@gezhi/core/fieldwork/commands'
import { fieldTaskProblems, type FieldTaskRefusal } from '@gezhi/core/fieldwork/refusals'
import { FIRST_VERSION } from '@gezhi/core/sync/versions'
import type { Deps } from '../../kernel/deps.ts'
import { commandDoor, entered, type CommandDoor, type Entering } from '../../kernel/doors.ts'
import { run } from '../../kernel/run.ts'
import type { Outcome } from '../../kernel/stream-kind.ts'
import type { FieldTaskKind } from './field-task.kind.ts'

export type FieldTaskEntry = (entering: Entering<FieldTaskCommand>) => Promise<Outcome<FieldTaskRefusal>>

export const fieldTaskEntry =
  (deps: Deps, kind: FieldTaskKind): FieldTaskEntry =>
  ({ actor, stream, commandId, body }) =>
    run(deps, kind, { district: actor.district, stream, commandId, actor, command: body })

export const fieldTaskDoor = (entry: FieldTaskEntry): CommandDoor =>
  commandDoor({
    schema: FieldTaskCommandSchema,
    versions: FIRST_VERSION,
    enter: async (entering) => entered(await entry(entering), fieldTaskProblems),
  })
