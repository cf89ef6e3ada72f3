// Named conditions on orders: whose it is, whether it waits, who may whistle. Source: domain specification §2.3, §2.7.
import { leadOrder, orderOf, type Order } from './case.ts'
import type { Asking, Guard } from './context.ts'
import { isHandingOver, no, when } from './guards.ts'
import { isOpenOrder } from './states.ts'

export const notYetOrdered: Guard = ({ state, rules }) => {
  const open = state.orders.find((order) => isOpenOrder(order.state))
  return open
    ? no('case/already-dispatched', { org: rules.organisation(open.org)?.shortName ?? open.org })
    : null
}

/** The district waits for the grab window, except for urgent cases and matters of one department only. */
export const windowClosedOrUrgent: Guard = ({ state, item }) =>
  when(!state.windowClosed && state.urgency !== 'URGENT' && !item?.departmentOnly, 'case/window-open')

/** The order that obliges the actor's organisation as the one in charge: lead, or coordinator of a joint handling. */
export function chargeOrder({ state, actor }: Asking): Order | undefined {
  const coordinator = orderOf(state, state.coordinator)
  if (coordinator?.org === actor.org && isOpenOrder(coordinator.state)) return coordinator
  const lead = leadOrder(state)
  return lead?.org === actor.org && isOpenOrder(lead.state) ? lead : undefined
}

export const ownLeadOrder: Guard = (asking) => {
  const lead = leadOrder(asking.state)
  return when(!lead || lead.org !== asking.actor.org || !isOpenOrder(lead.state), 'case/not-your-order')
}

export const ownCharge: Guard = (asking) => when(!chargeOrder(asking), 'case/not-your-order')

/** Own charge of a street: a street order drives or coordinates the case. */
export const streetInCharge: Guard = (asking) =>
  when(chargeOrder(asking)?.org !== asking.actor.street || !asking.actor.street, 'case/not-your-order')

export const departmentInCharge: Guard = ({ state, rules }) => {
  const lead = leadOrder(state)
  return when(!lead || rules.organisation(lead.org)?.kind !== 'DEPARTMENT', 'case/org-wrong-kind')
}

const canWhistle = ({ actor }: Asking): boolean =>
  actor.role === 'STREET_LEADER' || (actor.delegations ?? []).includes('WHISTLE')

export const whistleRight: Guard = (asking) => when(!canWhistle(asking), 'case/no-whistle-right')

/** Orders below the lead that wait for the actor: split orders by grid or community, joint ones by department. */
const ownOpenParts = (asking: Asking, no?: number): readonly Order[] => {
  const { state, actor } = asking
  return state.orders.filter(
    (order) =>
      isOpenOrder(order.state) &&
      order.no !== state.lead &&
      order.no !== state.coordinator &&
      (no === undefined || order.no === no) &&
      (order.grid === undefined || actor.role === 'COMMUNITY_OPERATOR'
        ? order.org === actor.org
        : (actor.grids ?? []).includes(order.grid) || isHandingOver(asking)),
  )
}

export const ownOpenPart = (asking: Asking, no?: number): Order | undefined => ownOpenParts(asking, no)[0]

/** Several parts may lie with one community: the first that nobody has signed, or the one named. */
export const partToSign = (asking: Asking, no?: number): Order | undefined =>
  ownOpenParts(asking, no).find((order) => order.state === 'PENDING_SIGN')

export const hasOwnPart: Guard = (asking) => when(!ownOpenPart(asking), 'case/not-your-order')

export const hasPartToSign: Guard = (asking) => when(!partToSign(asking), 'case/not-your-order')

/** Joint orders of the actor's department, the lead's included. */
export const ownUnit = ({ state, actor }: Asking, no?: number): Order | undefined =>
  state.orders.find(
    (order) =>
      (order.kind === 'JOINT_LEAD' || order.kind === 'JOINT_CO') &&
      isOpenOrder(order.state) &&
      order.org === actor.org &&
      (no === undefined || order.no === no),
  )

export const unitToAnswer: Guard = (asking) => {
  const unit = ownUnit(asking)
  return when(!unit, 'case/not-your-order') ?? when(unit?.state !== 'PENDING_SIGN', 'case/not-now')
}

export const unitToArrive: Guard = (asking) => {
  const unit = ownUnit(asking)
  return (
    when(!unit, 'case/not-your-order') ??
    when(unit?.state === 'ARRIVED' || unit?.arrivalPending === true, 'case/already-arrived')
  )
}

export const hasOwnUnit: Guard = (asking) => when(!ownUnit(asking), 'case/not-your-order')

/** First receiver is responsible: a unit asks for release only after it has come once (§2.7, 5). */
export const hasArrived: Guard = (asking) =>
  when(ownUnit(asking)?.arrivedAt === undefined, 'case/not-arrived')

export const arrivalPending: Guard = ({ state }) =>
  when(!state.orders.some((order) => order.arrivalPending), 'case/not-now')

/** What was suspended at an organisation's request that organisation may resume, and the supervisor may always. */
export const ownChargeOrSupervisor: Guard = (asking) =>
  asking.actor.role === 'DISTRICT_SUPERVISOR' ? null : ownCharge(asking)

/** The street that coordinates the joint handling; the district may always, as it decides on disputes between units. */
export const coordinatesOrDistrict: Guard = (asking) =>
  asking.actor.role === 'DISTRICT_DISPATCHER' ? null : streetInCharge(asking)
