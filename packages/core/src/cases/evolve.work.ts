// Folds facts of the work: orders, joint handling, requests, task force.
import type { CaseState, Order } from './case.ts'
import { addOrder, endOrders, finishOrder, patchOrder, withJoint } from './evolve.orders.ts'
import { addRequest, decideRequest, lapseOfOrder, lapseOfPredecessor } from './evolve.requests.ts'
import type { CaseFact } from './facts.ts'

export type WorkFact = Extract<
  CaseFact,
  {
    type: `${'order' | 'whistle' | 'department' | 'joint' | 'return' | 'return-up' | 'request' | 'taskforce' | 'extension' | 'reporter'}.${string}`
  }
>

export function foldWorkFact(state: CaseState, fact: WorkFact): CaseState {
  switch (fact.type) {
    case 'department.arrival-judged':
      return patchOrder(
        state,
        fact.order,
        fact.accepted
          ? { state: 'ARRIVED', arrivedAt: fact.at, arrivalPending: false }
          : { arrivalPending: false, arrival: undefined },
      )
    case 'reporter.contacted':
      return { ...state, contactedAt: fact.reached ? fact.at : state.contactedAt }
    case 'return-up.submitted':
    case 'return.requested':
    case 'request.made':
      return addRequest(state, fact.request)
    case 'order.grabbed':
    case 'order.dispatched':
      return addOrder(state, fact.order, { lead: fact.order.kind !== 'JOINT_CO', joint: isJoint(fact.order) })
    case 'order.designated':
      return decideRequest(
        {
          ...addOrder(endOrders(lapseOfPredecessor(state, fact), 'POOLED'), fact.order, { lead: true }),
          designated: true,
          windowClosed: true,
        },
        fact.request,
        'APPROVED',
        fact,
        fact.reason,
      )
    case 'order.signed':
      return patchOrder(state, fact.order, { state: 'ACTIVE', signedAt: fact.at })
    case 'order.auto-signed':
      return patchOrder(state, fact.order, { state: 'ACTIVE', signedAt: fact.at, autoSigned: true })
    case 'order.split':
      return addOrder(state, fact.order, { lead: false })
    case 'order.reassigned':
      return patchOrder(state, fact.order, { post: fact.post })
    case 'order.part-completed':
      return finishOrder(lapseOfOrder(state, fact.order, fact), fact.order, doneAt(state, fact), {
        text: fact.text,
        photos: fact.photos,
        by: fact.by,
      })
    case 'return.approved': {
      const org = state.orders.find((order) => order.no === state.lead)?.org
      return {
        ...decideRequest(state, fact.request, 'APPROVED', fact, fact.note),
        returnCount: state.returnCount + 1,
        returnedBy: org === undefined ? state.returnedBy : [...state.returnedBy, org],
        windowClosed: true,
        orders: state.orders.map((order) =>
          order.no === state.lead ? { ...order, state: 'RETURNED' as const, doneAt: fact.at } : order,
        ),
      }
    }
    case 'return.rejected':
    case 'request.rejected':
      return decideRequest(state, fact.request, 'REJECTED', fact, fact.reason)
    case 'return-up.rejected':
      return decideRequest(state, fact.request, 'REJECTED', fact, fact.guidance)
    case 'whistle.blown':
      return {
        ...withJoint(state, fact.lead),
        whistle: { type: fact.whistleType, by: fact.by, at: fact.at },
        whistleTried: true,
      }
    case 'joint.formed':
      return withJoint(state, fact.lead)
    case 'whistle.answered':
      return patchOrder(state, fact.order, { state: 'ACTIVE', signedAt: fact.at })
    case 'department.arrived':
      return patchOrder(state, fact.order, {
        state: fact.pending ? 'ACTIVE' : 'ARRIVED',
        arrival: fact.mode,
        arrivalPending: fact.pending,
        ...(fact.pending ? {} : { arrivedAt: fact.at }),
      })
    case 'joint.units-changed':
      return foldUnits(state, fact)
    case 'taskforce.formed':
      return {
        ...decideRequest(
          addOrder(endOrders(lapseOfPredecessor(state, fact), 'POOLED'), fact.order, { lead: true }),
          fact.request,
          'APPROVED',
          fact,
          fact.note,
        ),
        taskforce: { leader: fact.leader, org: fact.order.org, planAt: fact.planAt, plan: null },
      }
    case 'taskforce.planned':
      return { ...state, taskforce: state.taskforce && { ...state.taskforce, plan: fact.steps } }
    case 'extension.approved':
      return {
        ...decideRequest(state, fact.request, 'APPROVED', fact, fact.note),
        extensions: state.extensions + 1,
      }
    case 'whistle.overdue':
      return state
  }
}

/** Work done offline counts when it was done, as far as it can be believed (§2.4, note 4). */
function doneAt(state: CaseState, fact: Extract<CaseFact, { type: 'order.part-completed' }>): number {
  if (fact.doubt !== undefined && fact.doubt !== 'DELAYED') return fact.at
  const given = state.orders.find((order) => order.no === fact.order)?.createdAt ?? fact.at
  return Math.max(given, Math.min(fact.at, fact.occurredAt ?? fact.at))
}

const isJoint = ({ kind }: Order): boolean => kind === 'JOINT_LEAD' || kind === 'JOINT_CO'

function foldUnits(state: CaseState, fact: Extract<CaseFact, { type: 'joint.units-changed' }>): CaseState {
  const decided = decideRequest(state, fact.request, fact.answer ?? 'APPROVED', fact, fact.reason)
  const released =
    fact.released === undefined
      ? decided
      : patchOrder(lapseOfOrder(decided, fact.released, fact), fact.released, {
          state: 'RELEASED',
          doneAt: fact.at,
          endReason: fact.reason,
        })
  return fact.lead === undefined ? released : withJoint(released, fact.lead)
}
