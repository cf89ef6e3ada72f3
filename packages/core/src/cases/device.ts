// What a device holds of cases: enough to list them, to show what is next, and to decide without the network.
import { Type, type Static } from 'typebox'
import type { CaseState } from './case.ts'
import { CaseSummary, nullable, Time } from './case.view.ts'
import { oneOf, Uuid } from './schemas.ts'
import type { Reporter } from './case.ts'
import { ROLES } from '../people/roles.ts'
import type { ActorRef } from '../people/actor.ts'
import { TASK_KINDS } from './task.ts'

/** A row of the collection `cases`. */
export const HeldCase = Type.Object({
  id: Uuid,
  version: Type.Integer(),
  summary: CaseSummary,
  /** What deciding starts from; null for closed cases and for residents, who only read. */
  state: nullable(Type.Unsafe<CaseState>({ type: 'object', additionalProperties: true })),
  /** What the post has to do on it next: all of them together are its desk. */
  tasks: Type.Array(
    Type.Object({
      kind: oneOf(TASK_KINDS),
      order: nullable(Type.Integer()),
      request: nullable(Type.Integer()),
      card: nullable(Type.Integer()),
      dueAt: nullable(Time),
    }),
  ),
  /** The post's own person reported it: work reports count it also when it is closed. Rows of before say nothing. */
  own: Type.Optional(Type.Boolean()),
  /** The device forgets it by itself then; null while it is open. */
  keptUntil: nullable(Time),
})
export type HeldCase = Static<typeof HeldCase>

const isResident = (ref: ActorRef): boolean => ROLES[ref.role].level === 'L0'

/** Residents' keys are on no device but their own: they would tell who reports what. */
function withoutResident(reporter: Reporter): Reporter {
  const { ref } = reporter
  return isResident(ref) ? { ...reporter, ref: { ...ref, person: '', post: '' } } : reporter
}

/**
 * The state as it may lie on a device of staff: no residents' keys, and no complaints, which the unit that they are about
 * never sees (domain specification §4.5, R-P-44). Deciding by it differs from deciding at the centre only where a
 * reporter is asked for, which the centre then says.
 */
export function heldState(state: CaseState): CaseState {
  const { complaints: _, ...rest } = state
  return {
    ...rest,
    reporter: state.reporter && withoutResident(state.reporter),
    subscribers: state.subscribers.map(withoutResident),
  }
}
