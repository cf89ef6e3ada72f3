// 联单: whistle, joint handling, answer and arrival, change of units (E21–E26; domain specification §2.7).
import { distanceM } from '../kernel/geo.ts'
import { leadOrder, openRequest, orderOf, type CaseState, type Order } from './case.ts'
import type { CommandOf } from './commands.ts'
import type { Check, Deciding, Plan } from './context.ts'
import type { DraftFact } from './facts.ts'
import { ownUnit } from './guards.orders.ts'
import { check, newOrder, newRequest, nextOrderNo } from './plan.ts'
import { isOpenOrder } from './states.ts'

/** A unit that is this near counts as arrived without the street's word. */
const ON_SITE_RADIUS_M = 500

type Unit = CommandOf<'whistle'>['lead']
type Gathering = 'whistle' | 'formJoint' | 'adjustUnits'

const unitsOf = (command: CommandOf<Gathering>): readonly Unit[] => {
  switch (command.type) {
    case 'whistle':
      return [command.lead, ...command.units]
    case 'formJoint':
      return command.units
    case 'adjustUnits':
      return command.add ?? []
  }
}

export const departmentsOnly: Check<Gathering> = check('case/org-wrong-kind', ({ command, rules }) =>
  unitsOf(command).some(({ org }) => {
    const organisation = rules.organisation(org)
    return organisation?.kind !== 'DEPARTMENT' || !organisation.active
  }),
)

export const eachUnitOnce: Check<Gathering> = check('case/unit-twice', ({ command, state, actor }) => {
  const joined = state.orders
    .filter((order) => isOpenOrder(order.state) && order.kind.startsWith('JOINT'))
    .map((order) => order.org)
  const orgs = [...unitsOf(command).map(({ org }) => org), ...joined]
  if (command.type === 'formJoint') orgs.push(leadOrder(state)?.org ?? actor.org)
  return new Set(orgs).size !== orgs.length
})

export const dependsOnKnownUnit: Check<Gathering> = check('case/not-joint-unit', ({ command, state }) => {
  const known = new Set([
    ...unitsOf(command).map(({ org }) => org),
    ...state.orders.filter(({ kind }) => kind.startsWith('JOINT')).map((order) => order.org),
  ])
  return unitsOf(command).some((unit) => unit.dependsOn !== undefined && !known.has(unit.dependsOn))
})

/** Units that wait for each other would wait for ever. */
export const noCircleOfUnits: Check<Gathering> = check('case/part-waits', ({ command }) => {
  const next = new Map(unitsOf(command).map(({ org, dependsOn }) => [org, dependsOn]))
  return [...next.keys()].some((start) => {
    const seen = new Set<string>()
    for (let org: string | undefined = start; org !== undefined; org = next.get(org)) {
      if (seen.has(org)) return true
      seen.add(org)
    }
    return false
  })
})

/** Items outside the whistle list need a written reason. */
export const justified: Check<'whistle'> = check(
  'case/justify-whistle',
  ({ command, item }) => item === undefined && !command.justification?.trim(),
)

function unitOrders(deciding: Deciding<Gathering>, units: readonly Unit[], leadOrg: string | null): Order[] {
  const first = nextOrderNo(deciding.state)
  return units.map((unit, index) =>
    newOrder(deciding, unit.org === leadOrg ? 'JOINT_LEAD' : 'JOINT_CO', unit.org, 'PENDING_SIGN', {
      no: first + index,
      task: unit.task,
      dependsOn: unit.dependsOn,
      parent: deciding.state.lead ?? undefined,
    }),
  )
}

const dispatched = (orders: readonly Order[]): DraftFact[] =>
  orders.map((order) => ({ type: 'order.dispatched' as const, order }))

export const whistle = (deciding: Deciding<'whistle'>): Plan => {
  const { command } = deciding
  const orders = unitOrders(deciding, unitsOf(command), command.lead.org)
  return {
    facts: [
      ...dispatched(orders),
      {
        type: 'whistle.blown',
        whistleType: command.whistleType,
        justification: command.justification,
        lead: orders[0]?.no ?? 0,
      },
    ],
    orders: orders.map((order) => order.no),
  }
}

/** The department that owns the case leads; it has signed and is at work, so only the others get clocks. */
export const formJoint = (deciding: Deciding<'formJoint'>): Plan => {
  const { command, state, now } = deciding
  const owner = leadOrder(state)
  const lead = newOrder(deciding, 'JOINT_LEAD', owner?.org ?? '', 'ARRIVED', {
    task: command.leadTask,
    parent: owner?.no,
    post: owner?.post,
    arrivedAt: now,
  })
  const co = unitOrders(deciding, command.units, null).map((order) => ({ ...order, no: order.no + 1 }))
  return {
    facts: [...dispatched([lead, ...co]), { type: 'joint.formed', lead: lead.no }],
    orders: co.map((order) => order.no),
  }
}

/** A unit that names an order names its own. */
export const namesOwnUnit: Check<'answer' | 'arrive'> = check(
  'case/not-your-order',
  (deciding) => !ownUnit(deciding, deciding.command.order),
)

export const answer = (deciding: Deciding<'answer'>): Plan => {
  const order = ownUnit(deciding, deciding.command.order)?.no ?? 0
  return { facts: [{ type: 'whistle.answered', order }], order }
}

export const arrive = (deciding: Deciding<'arrive'>): Plan => {
  const { command, state } = deciding
  const order = ownUnit(deciding, command.order)?.no ?? 0
  const near =
    command.mode === 'ON_SITE' &&
    command.place !== undefined &&
    state.report !== null &&
    distanceM([command.place.lon, command.place.lat], [state.report.lon, state.report.lat]) <=
      ON_SITE_RADIUS_M
  return {
    facts: [{ type: 'department.arrived', order, mode: command.mode, pending: !near, note: command.note }],
    order,
  }
}

export const arrivalOfOrder: Check<'confirmArrival'> = check(
  'case/not-joint-unit',
  ({ command, state }) => orderOf(state, command.order)?.arrivalPending !== true,
)

export const confirmArrival = ({ command }: Deciding<'confirmArrival'>): Plan => ({
  facts: [
    {
      type: 'department.arrival-judged',
      order: command.order,
      accepted: command.accepted,
      note: command.note,
    },
  ],
  order: command.order,
  // Not accepted: the unit still has to come, and its clock starts anew.
  clocks: command.accepted ? [] : [{ op: 'start', name: 'D_ARRIVE', of: 'order', limit: 'whistleArrive' }],
})

export const notLead: Check<'requestRelease'> = check(
  'case/lead-release',
  (deciding) => ownUnit(deciding)?.no === deciding.state.lead,
)

export const requestRelease = (deciding: Deciding<'requestRelease'>): Plan => {
  const request = newRequest(deciding, 'RELEASE', deciding.command.reason, { order: ownUnit(deciding)?.no })
  return { facts: [{ type: 'request.made', request }], request: request.no }
}

/** The open order of a unit that helps, unless it is the one just being released. */
export const coUnit = (state: CaseState, org: string, released?: number): Order | undefined =>
  state.orders.find(
    (order) =>
      order.org === org && order.kind === 'JOINT_CO' && isOpenOrder(order.state) && order.no !== released,
  )

const releasable = ({ command, state }: Deciding<'adjustUnits'>): Order | undefined => {
  const order = orderOf(state, command.release)
  return order && order.kind.startsWith('JOINT') && isOpenOrder(order.state) ? order : undefined
}

export const releaseOfUnit: Check<'adjustUnits'> = check(
  'case/not-joint-unit',
  (deciding) => deciding.command.release !== undefined && !releasable(deciding),
)
export const leadStays: Check<'adjustUnits'> = check(
  'case/lead-release',
  ({ command, state }) => command.release !== undefined && command.release === state.lead,
)
export const newLeadIsUnit: Check<'adjustUnits'> = check(
  'case/not-joint-unit',
  ({ command, state }) => command.lead !== undefined && !coUnit(state, command.lead, command.release),
)
/** One question at a time: the street waits for the answer, the district need not. */
export const leadNotAskedYet: Check<'adjustUnits'> = check(
  'case/request-open',
  ({ command, state, actor }) =>
    command.lead !== undefined &&
    actor.role !== 'DISTRICT_DISPATCHER' &&
    openRequest(state, 'LEAD_CHANGE') !== undefined,
)
export const somethingAdjusted: Check<'adjustUnits'> = check(
  'case/not-joint-unit',
  ({ command }) => !command.add?.length && command.release === undefined && command.lead === undefined,
)

/** A street asks the new lead for consent; the district decides by itself (E25). */
export const adjustUnits = (deciding: Deciding<'adjustUnits'>): Plan => {
  const { command, state, actor } = deciding
  const orders = unitOrders(deciding, command.add ?? [], null)
  const facts: DraftFact[] = dispatched(orders)
  if (command.release !== undefined) {
    const request = state.requests.find(
      (one) => one.kind === 'RELEASE' && one.state === 'OPEN' && one.order === command.release,
    )?.no
    facts.push({ type: 'joint.units-changed', released: command.release, request, reason: command.reason })
  }
  let request: number | undefined
  if (command.lead !== undefined) {
    const lead = coUnit(state, command.lead, command.release)
    if (actor.role === 'DISTRICT_DISPATCHER') {
      const open = openRequest(state, 'LEAD_CHANGE')
      facts.push({
        type: 'joint.units-changed',
        lead: lead?.no,
        ...(open && { request: open.no, answer: open.order === lead?.no ? 'APPROVED' : 'REJECTED' }),
        reason: command.reason,
      })
    } else {
      const asked = newRequest(deciding, 'LEAD_CHANGE', command.reason, {
        org: command.lead,
        order: lead?.no,
      })
      request = asked.no
      facts.push({ type: 'request.made', request: asked })
    }
  }
  return {
    facts,
    orders: orders.map((order) => order.no),
    request,
    clocks: request === undefined ? [] : [{ op: 'start', name: 'D_REQ', of: 'request' }],
  }
}

export const consentLead = ({ command, state }: Deciding<'consentLead'>): Plan => {
  const asked = openRequest(state, 'LEAD_CHANGE')
  return {
    facts: [
      {
        type: 'joint.units-changed',
        lead: command.accepted ? asked?.order : undefined,
        request: asked?.no,
        answer: command.accepted ? 'APPROVED' : 'REJECTED',
        reason: command.note ?? asked?.reason ?? '',
      },
    ],
    request: asked?.no,
  }
}
