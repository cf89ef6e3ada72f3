// The small machine of the orders inside a case: PENDING_SIGN → ACTIVE → (ARRIVED) → DONE, and the side exits.
import type { CaseState, Order } from './case.ts'
import { isOpenOrder, type CaseStateName } from './states.ts'

interface Place {
  readonly lead: boolean
  /** Joint orders do not take the lead until the whistle names it. */
  readonly joint?: boolean
}

export const addOrder = (state: CaseState, order: Order, { lead, joint }: Place): CaseState => ({
  ...state,
  orders: [...state.orders, order],
  lead: lead && !joint ? order.no : state.lead,
})

export const patchOrder = (state: CaseState, no: number, patch: Partial<Order>): CaseState => ({
  ...state,
  orders: state.orders.map((order) => (order.no === no ? { ...order, ...patch } : order)),
})

/** Ends what is still open when a case leaves handling: the reason is in the fact that made it leave. */
export const endOrders = (state: CaseState, to: CaseStateName): CaseState => ({
  ...state,
  orders: state.orders.map((order) =>
    isOpenOrder(order.state) ? { ...order, state: 'CANCELLED' as const, endReason: to } : order,
  ),
  // A case that goes back to the pool has no lead; one that ends keeps it, for scores and appeals.
  lead: to === 'POOLED' || to === 'REPORTED' ? null : state.lead,
  coordinator: to === 'POOLED' || to === 'REPORTED' ? null : state.coordinator,
})

/** Joint handling: a unit's order takes the lead, the order that led before coordinates. */
export function withJoint(state: CaseState, lead: number): CaseState {
  const joint = state.orders.find((order) => order.no === state.lead)
  const wasJoint = joint?.kind === 'JOINT_LEAD' || joint?.kind === 'JOINT_CO'
  return {
    ...state,
    lead,
    coordinator: wasJoint ? state.coordinator : state.lead,
    orders: state.orders.map((order) => {
      if (order.no === lead) return { ...order, kind: 'JOINT_LEAD' as const }
      return order.kind === 'JOINT_LEAD' ? { ...order, kind: 'JOINT_CO' as const } : order
    }),
  }
}

export const finishOrder = (
  state: CaseState,
  no: number | null,
  at: number,
  result?: Order['result'],
): CaseState =>
  no === null ? state : patchOrder(state, no, { state: 'DONE', doneAt: at, ...(result && { result }) })
