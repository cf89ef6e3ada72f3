// A patrol as a stream.
import type { PatrolCommand } from '@gezhi/core/patrol/commands'
import {
  decidePatrol,
  evolvePatrol,
  newPatrol,
  type PatrolFact,
  type PatrolState,
} from '@gezhi/core/patrol/patrol'
import type { PatrolRefusal } from '@gezhi/core/patrol/refusals'
import type { StreamKind } from '../../kernel/stream-kind.ts'
import { checkPatrol, loadPatrols, projectPatrols } from './patrol.store.ts'

export const patrolKind: StreamKind<PatrolCommand, PatrolFact, PatrolState, PatrolRefusal> = {
  name: 'patrol',
  initial: newPatrol,
  evolve: evolvePatrol,
  decide: (command, state, { actor, receivedAt }) => decidePatrol(command, state, { now: receivedAt, actor }),
  load: loadPatrols,
  project: projectPatrols,
  answer: ({ stream, version }) => ({ id: stream, version }),
  check: checkPatrol,
}
