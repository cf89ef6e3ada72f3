// Requests inside a case: made, decided, or overtaken.
import type { ActorRef } from '../people/actor.ts'
import type { CaseRequest, CaseState } from './case.ts'

/** Requests that nobody needs to decide any more. */
export const lapse = (state: CaseState, by: ActorRef, at: number): CaseState => ({
  ...state,
  requests: state.requests.map((request) =>
    request.state === 'OPEN' ? { ...request, state: 'LAPSED', decidedBy: by, decidedAt: at } : request,
  ),
})

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
