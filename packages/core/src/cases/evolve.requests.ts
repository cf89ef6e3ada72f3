// Requests inside a case: made, decided, or overtaken.
import type { ActorRef } from '../people/actor.ts'
import type { CaseRequest, CaseState, RequestKind } from './case.ts'
import type { CaseStateName } from './states.ts'

/** States in which each kind of request can be decided; outside of them nobody could, so it lapses. */
const LIVES_IN: Readonly<Record<RequestKind, readonly CaseStateName[]>> = {
  RETURN: ['ASSIGNED', 'HANDLING'],
  EXTENSION: ['HANDLING', 'JOINT', 'TASKFORCE'],
  SUSPEND: ['HANDLING', 'JOINT', 'TASKFORCE'],
  VOID: ['ASSIGNED', 'HANDLING', 'JOINT'],
  RELEASE: ['JOINT'],
  LEAD_CHANGE: ['JOINT'],
  RETURN_UP: ['ESCALATED'],
  LOWER_URGENCY: [
    'REPORTED',
    'NEEDS_INFO',
    'POOLED',
    'ASSIGNED',
    'HANDLING',
    'JOINT',
    'ESCALATED',
    'TASKFORCE',
    'SUSPENDED',
  ],
  EXPLAINED: ['FOLLOW_UP'],
  APPEAL: ['CLOSED'],
  REOPEN: ['CLOSED'],
}

const lapseIf = (
  state: CaseState,
  { by, at }: { readonly by: ActorRef; readonly at: number },
  over: (request: CaseRequest) => boolean,
): CaseState => ({
  ...state,
  requests: state.requests.map((request) =>
    request.state === 'OPEN' && over(request)
      ? { ...request, state: 'LAPSED', decidedBy: by, decidedAt: at }
      : request,
  ),
})

interface Now {
  readonly by: ActorRef
  readonly at: number
}

/** What waits for a decision that nobody can take in the new state is overtaken; who still needs it asks again. */
export const lapseOvertaken = (state: CaseState, to: CaseStateName, now: Now): CaseState =>
  lapseIf(state, now, ({ kind }) => !LIVES_IN[kind].includes(to))

/** A new unit in charge owes nothing that its predecessor asked for. */
export const lapseOfPredecessor = (state: CaseState, now: Now): CaseState =>
  lapseIf(state, now, ({ kind }) => kind === 'EXTENSION' || kind === 'SUSPEND' || kind === 'VOID')

/** An order that has ended needs neither release nor a change of lead. */
export const lapseOfOrder = (state: CaseState, no: number, now: Now): CaseState =>
  lapseIf(state, now, ({ kind, order }) => order === no && (kind === 'RELEASE' || kind === 'LEAD_CHANGE'))

export const addRequest = (state: CaseState, request: CaseRequest): CaseState => ({
  ...state,
  requests: [...state.requests, request],
})

export function decideRequest(
  state: CaseState,
  no: number | undefined,
  answer: 'APPROVED' | 'REJECTED',
  fact: { readonly by: ActorRef; readonly at: number },
  text?: string,
): CaseState {
  return {
    ...state,
    requests: state.requests.map((request) =>
      request.no === no
        ? { ...request, state: answer, decidedBy: fact.by, decidedAt: fact.at, answer: text }
        : request,
    ),
  }
}
