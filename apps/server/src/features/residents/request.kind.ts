// A request about one's own data as a stream.
import {
  decideRequest,
  evolveRequest,
  newRequest,
  type RequestCommand,
  requestDeadlines,
  type RequestFact,
  type RequestState,
} from '@gezhi/core/residents/data-request'
import type { ResidentRefusal } from '@gezhi/core/residents/refusals'
import { systemActor } from '@gezhi/core/people/actor'
import type { Deps } from '../../kernel/deps.ts'
import { run } from '../../kernel/run.ts'
import type { Expiry } from '../../kernel/scheduler.ts'
import type { StreamKind } from '../../kernel/stream-kind.ts'
import { checkRequest, loadRequests, projectRequests } from './request.store.ts'

/** What the edge knows beside the command. */
export interface RequestEdge {
  readonly deceased: boolean
}
export type RequestKind = StreamKind<RequestCommand, RequestFact, RequestState, ResidentRefusal, RequestEdge>

export const requestKind: RequestKind = {
  name: 'data-request',
  initial: newRequest,
  evolve: evolveRequest,
  decide: (command, state, { actor, receivedAt, context }) =>
    decideRequest(command, state, { now: receivedAt, actor, deceased: context?.deceased ?? false }),
  deadlines: requestDeadlines,
  load: loadRequests,
  project: projectRequests,
  answer: ({ stream }) => ({ id: stream }),
  check: checkRequest,
}

/** The fifteen days are over: the request is shown as overdue until it is answered. */
export const expireRequest =
  (deps: Pick<Deps, 'commits' | 'metrics' | 'now'>) =>
  async ({ district, stream, commandId }: Expiry): Promise<void> => {
    const actor = systemActor(district, 'scheduler')
    await run(deps, requestKind, { district, stream, commandId, actor, command: { type: 'expire' } })
  }
