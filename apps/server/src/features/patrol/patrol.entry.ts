// One way in for commands to patrols, whether a screen sends them alone or a device many at once.
import { PatrolCommandSchema, type PatrolCommand } from '@gezhi/core/patrol/commands'
import { patrolProblems, type PatrolRefusal } from '@gezhi/core/patrol/refusals'
import { FIRST_VERSION } from '@gezhi/core/sync/versions'
import { commandDoor, entered, type CommandDoor, type Entering } from '../../kernel/doors.ts'
import { run } from '../../kernel/run.ts'
import type { Outcome } from '../../kernel/stream-kind.ts'
import type { PatrolDeps } from './patrol.deps.ts'
import { patrolKind } from './patrol.kind.ts'

export type PatrolEntry = (entering: Entering<PatrolCommand>) => Promise<Outcome<PatrolRefusal>>

export const patrolEntry =
  (deps: PatrolDeps): PatrolEntry =>
  ({ actor, stream, commandId, body }) =>
    run(deps, patrolKind, { district: actor.district, stream, commandId, actor, command: body })

export const patrolDoor = (entry: PatrolEntry): CommandDoor =>
  commandDoor({
    schema: PatrolCommandSchema,
    versions: FIRST_VERSION,
    enter: async (entering) => entered(await entry(entering), patrolProblems),
  })
