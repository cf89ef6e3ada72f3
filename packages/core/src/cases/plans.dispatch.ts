// Step 2 分拨: grab, dispatch, sign, return, designate; and the street's split and reassignment (E10–E20).
import { leadOrder, openRequest, orderOf } from './case.ts'
import type { Check, Deciding, Plan } from './context.ts'
import type { DraftFact } from './facts.ts'
import { partToSign } from './guards.orders.ts'
import { check, newOrder, newRequest, only } from './plan.ts'
import { isOpenOrder } from './states.ts'

export const grab = (deciding: Deciding<'grab'>): Plan => {
  const order = newOrder(deciding, 'GRAB', deciding.actor.org, 'ACTIVE', { post: deciding.actor.post })
  return { facts: [{ type: 'order.grabbed', order }], order: order.no }
}

/** Streets and departments take dispatched orders; both must be active. */
const takesOrders = ({ command, rules }: Deciding<'dispatch' | 'designate'>): boolean => {
  const kind = rules.organisation(command.org)?.kind
  return kind === 'STREET' || kind === 'DEPARTMENT'
}

export const activeTarget: Check<'dispatch' | 'designate'> = check(
  'case/org-unknown',
  ({ command, rules }) => rules.organisation(command.org)?.active !== true,
)
export const targetTakesOrders: Check<'dispatch' | 'designate'> = check(
  'case/org-wrong-kind',
  (deciding) => !takesOrders(deciding),
)

export const dispatch = (deciding: Deciding<'dispatch'>): Plan => {
  const { command } = deciding
  const order = newOrder(deciding, 'DISPATCH', command.org, 'PENDING_SIGN')
  return { facts: [{ type: 'order.dispatched', order, note: command.note }], order: order.no }
}

export const designate = (deciding: Deciding<'designate'>): Plan => {
  const { command, state } = deciding
  const order = newOrder(deciding, 'DISPATCH', command.org, 'PENDING_SIGN', { designated: true })
  const request = openRequest(state, 'RETURN')?.no
  return {
    facts: [{ type: 'order.designated', order, reason: command.reason, request }],
    order: order.no,
    request,
  }
}

export const sign = ({ state }: Deciding<'sign'>): Plan => {
  const order = leadOrder(state)?.no ?? 0
  return { facts: [{ type: 'order.signed', order }], order }
}

export const namesLead: Check<'sign'> = check(
  'case/not-your-order',
  ({ command, state }) => command.order !== undefined && command.order !== state.lead,
)

export const namesPartToSign: Check<'sign'> = check(
  'case/not-your-order',
  (deciding) => !partToSign(deciding, deciding.command.order),
)

export const signPart = (deciding: Deciding<'sign'>): Plan => {
  const order = partToSign(deciding, deciding.command.order)?.no ?? 0
  return { facts: [{ type: 'order.signed', order }], order }
}

export const contactReporter = ({ command }: Deciding<'contactReporter'>): Plan => ({
  facts: [
    { type: 'reporter.contacted', method: command.method, reached: command.reached, note: command.note },
  ],
  // A try that reached nobody is noted, but the clock of the first contact goes on.
  clocks: command.reached ? [{ op: 'stop', name: 'D_CONTACT' }] : [],
})

export const suggestedTarget: Check<'requestReturn'> = check(
  'case/org-unknown',
  ({ command, rules }) => rules.organisation(command.suggestedOrg)?.active !== true,
)

export const requestReturn = (deciding: Deciding<'requestReturn'>): Plan => {
  const { command, state } = deciding
  const request = newRequest(deciding, 'RETURN', command.reason, {
    org: command.suggestedOrg,
    order: state.lead ?? undefined,
  })
  return {
    facts: [{ type: 'return.requested', request, legalBasis: command.legalBasis }],
    request: request.no,
  }
}

export const approveReturn = ({ command, state }: Deciding<'approveReturn'>): Plan => {
  const request = openRequest(state, 'RETURN')?.no ?? 0
  return { facts: [{ type: 'return.approved', request, note: command.note }], request }
}

export const rejectReturn = ({ command, state }: Deciding<'rejectReturn'>): Plan => {
  const request = openRequest(state, 'RETURN')?.no ?? 0
  return { facts: [{ type: 'return.rejected', request, reason: command.reason }], request }
}

export const delegableItem: Check<'split'> = check(
  'case/item-not-delegable',
  ({ item }) => item !== undefined && !item.delegable,
)

export const belowStreet: Check<'split'> = check('case/not-below-street', ({ command, actor, rules }) => {
  const grid = rules.grid(command.org)
  if (grid) return grid.street !== actor.street
  const community = rules.organisation(command.org)
  return community?.kind !== 'COMMUNITY' || community.parent !== actor.street
})

export const childWithinParent: Check<'split'> = check('case/due-after-parent', ({ command, state }) => {
  const parent = state.deadlines.find((deadline) => deadline.key === 'D_HANDLE')?.dueAt
  return command.dueAt !== undefined && parent !== undefined && parent !== null && command.dueAt > parent
})

export const childDueAhead: Check<'split'> = check(
  'case/due-in-past',
  ({ command, now }) => command.dueAt !== undefined && command.dueAt <= now,
)

/** An important case is split by the street leader only (E19). */
export const leaderSplitsImportant: Check<'split'> = check(
  'case/leader-for-important',
  ({ state, actor }) => state.urgency === 'IMPORTANT' && actor.role !== 'STREET_LEADER',
)

export const split = (deciding: Deciding<'split'>): Plan => {
  const { command, state, rules, now } = deciding
  const grid = rules.grid(command.org)
  const order = newOrder(deciding, 'SPLIT', grid?.community ?? command.org, 'PENDING_SIGN', {
    task: command.task,
    parent: state.lead ?? undefined,
    grid: grid?.code,
  })
  const parentDue = state.deadlines.find((deadline) => deadline.key === 'D_HANDLE')?.dueAt
  return {
    facts: [{ type: 'order.split', order }],
    order: order.no,
    dueAt: command.dueAt ?? Math.max(now, parentDue ?? now),
  }
}

export const ownOrderToReassign: Check<'reassign'> = check(
  'case/not-your-order',
  ({ command, state, actor }) => {
    const order = orderOf(state, command.order)
    return order?.org !== actor.org || !isOpenOrder(order.state)
  },
)
export const postOfSameOrganisation: Check<'reassign'> = check(
  'case/post-of-other-org',
  ({ command, actor, context }) => context.postOrg?.(command.post) !== actor.org,
)
export const otherPost: Check<'reassign'> = check(
  'case/same-post',
  ({ command, state }) => orderOf(state, command.order)?.post === command.post,
)

export const reassign = ({ command }: Deciding<'reassign'>): Plan =>
  only({ type: 'order.reassigned', order: command.order, post: command.post } satisfies DraftFact)
