// What happens beside the main line: void, transfer, urgency, class, urging, cards, notes (E51, E52, E56–E64, E67, E68).
import { refOf } from '../people/actor.ts'
import { leadOrder, openRequest, orderOf } from './case.ts'
import type { Check, Deciding, Plan } from './context.ts'
import { check, isHigher, newRequest, nextCardNo, only, standingCard } from './plan.ts'
import { told } from './plans.report.ts'
import { URGENCY_RANK } from './states.ts'

export const requestVoid = (deciding: Deciding<'requestVoid'>): Plan => {
  const request = newRequest(deciding, 'VOID', deciding.command.reason, {
    order: deciding.state.lead ?? undefined,
  })
  return { facts: [{ type: 'request.made', request }], request: request.no }
}

export const voidLate = ({ command, state }: Deciding<'voidLate'>): Plan => {
  const request = openRequest(state, 'VOID')
  return {
    facts: [
      {
        type: 'case.voided',
        reason: 'LATE',
        explanation: command.explanation,
        request: request?.no,
      },
      told('VOIDED', command.explanation),
    ],
    request: request?.no,
  }
}

export const restore = ({ command }: Deciding<'restore'>): Plan =>
  only({ type: 'case.restored', reason: command.reason })

export const transfer = ({ command }: Deciding<'transfer'>): Plan => {
  const { channel, reference, explanation } = command
  return only({ type: 'case.transferred', channel, reference, explanation }, told('TRANSFERRED', explanation))
}

export const notifyEmergencyLine = ({ command }: Deciding<'notifyEmergencyLine'>): Plan =>
  only({ type: 'case.emergency-line-notified', line: command.line, reference: command.reference })

type Urgency = 'raiseUrgency' | 'lowerUrgency'
export const otherUrgency: Check<Urgency> = check(
  'case/urgency-same',
  ({ command, state }) => command.urgency === state.urgency,
)
export const urgencyDirection: Check<Urgency> = check('case/urgency-direction', ({ command, state }) => {
  const higher = URGENCY_RANK[command.urgency] > URGENCY_RANK[state.urgency]
  return command.type === 'raiseUrgency' ? !higher : higher
})

/** An urgent case never waits for an answer: it comes back to the desk, and no missed answer voids it (§2.5, D_INFO). */
export const raiseUrgency = ({ command, state }: Deciding<'raiseUrgency'>): Plan => ({
  facts: [{ type: 'urgency.raised', urgency: command.urgency, from: state.urgency, reason: command.reason }],
  ...(command.urgency === 'URGENT' && state.state === 'NEEDS_INFO'
    ? {
        to: 'REPORTED' as const,
        clocks: [
          { op: 'stop', name: 'D_INFO' },
          { op: 'start', name: 'D_INTAKE' },
        ],
      }
    : {}),
})

/** From URGENT the supervisor has to agree; otherwise the dispatcher decides alone (E59). */
export const lowerUrgency = (deciding: Deciding<'lowerUrgency'>): Plan => {
  const { command, state } = deciding
  if (state.urgency !== 'URGENT')
    return {
      facts: [
        { type: 'urgency.lowered', urgency: command.urgency, from: state.urgency, reason: command.reason },
      ],
      clocks: [{ op: 'move', name: 'D_HANDLE', by: 'urgencyDown' }],
    }
  const request = newRequest(deciding, 'LOWER_URGENCY', command.reason, { urgency: command.urgency })
  return {
    facts: [{ type: 'request.made', request }],
    request: request.no,
    clocks: [{ op: 'start', name: 'D_REQ', of: 'request' }],
  }
}

export const coSignUrgency = ({ state }: Deciding<'coSignUrgency'>): Plan => {
  const asked = openRequest(state, 'LOWER_URGENCY')
  return {
    facts: [
      {
        type: 'urgency.lowered',
        urgency: asked?.urgency ?? state.urgency,
        from: state.urgency,
        reason: asked?.reason ?? '',
        request: asked?.no,
      },
    ],
    request: asked?.no,
  }
}

export const reclassItem: Check<'reclassify'> = check(
  'case/item-unknown',
  ({ command, rules }) => !rules.item(command.item),
)

export const reclassItemInForce: Check<'reclassify'> = check(
  'case/item-retired',
  ({ command, rules }) => rules.item(command.item)?.retired === true,
)

export const reclassify = ({ command, state }: Deciding<'reclassify'>): Plan =>
  only({ type: 'case.reclassified', item: command.item, from: state.item, reason: command.reason })

/** Both places are known, and it or a part of it lies elsewhere than before. */
export const gridsKnown: Check<'changeGrid'> = check(
  'case/grid-unknown',
  ({ command, state, rules }) =>
    state.location === null || [command, ...command.orders].some(({ grid }) => !rules.grid(grid)),
)
export const gridsDiffer: Check<'changeGrid'> = check(
  'case/not-now',
  (deciding) => deciding.command.grid === deciding.state.location?.grid && movedOrders(deciding).length === 0,
)

const movedOrders = ({ command, state }: Deciding<'changeGrid'>) =>
  command.orders.flatMap(({ order, grid }) => {
    const from = orderOf(state, order)?.grid
    return from === undefined || from === grid ? [] : [{ order, from, grid }]
  })

/** Grids were redrawn: the case keeps the grid of its report as history, and whose turn it is follows its place. */
export function changeGrid(deciding: Deciding<'changeGrid'>): Plan {
  const { command, state, rules } = deciding
  const grid = rules.grid(command.grid)
  if (!grid || !state.location) throw new Error('checked before')
  const { code, community, street } = grid
  return only({
    type: 'case.grid-changed',
    redraw: command.redraw,
    from: state.location,
    location: { grid: code, community, street },
    names: { from: rules.grid(state.location.grid)?.name ?? state.location.grid, to: grid.name },
    orders: movedOrders(deciding),
    posts: command.posts,
  })
}

export const urge = ({ command }: Deciding<'urge'>): Plan => only({ type: 'case.urged', note: command.note })

/** The organisation that answers for the case now: its card. */
export const answerable = ({ state }: Pick<Deciding, 'state'>): string | undefined => leadOrder(state)?.org

export const cardGoesUp: Check<'supervise'> = check('case/card-only-up', (deciding) => {
  const org = answerable(deciding) ?? String(deciding.rules.district)
  return !isHigher(deciding.command.level, standingCard(deciding.state, org)?.level)
})

export const supervise = (deciding: Deciding<'supervise'>): Plan => {
  const { command, state, actor, now, rules } = deciding
  const no = nextCardNo(state)
  const org = answerable(deciding) ?? String(rules.district)
  return {
    facts: [
      {
        type: 'supervision.issued',
        card: {
          no,
          level: command.level,
          org,
          reason: command.reason,
          by: refOf(actor),
          at: now,
          state: 'OPEN',
        },
      },
    ],
    card: no,
  }
}

export const ownCard: Check<'replySupervision'> = check('case/no-card', ({ command, state, actor }) => {
  const card = state.cards.find((one) => one.no === command.card)
  return !card || card.state !== 'OPEN' || card.org !== actor.org
})
export const knownCard: Check<'cancelSupervision'> = check('case/no-card', ({ command, state }) => {
  const card = state.cards.find((one) => one.no === command.card)
  return !card || card.state === 'CANCELLED'
})

export const replySupervision = ({ command }: Deciding<'replySupervision'>): Plan => ({
  facts: [
    { type: 'supervision.replied', card: command.card, measures: command.measures, promisedBy: command.by },
  ],
  card: command.card,
})

export const cancelSupervision = ({ command }: Deciding<'cancelSupervision'>): Plan => ({
  facts: [{ type: 'supervision.cancelled', card: command.card, reason: command.reason }],
  card: command.card,
})

export const instruct = ({ command }: Deciding<'instruct'>): Plan =>
  only({ type: 'instruction.added', text: command.text })

export const annotate = ({ command }: Deciding<'annotate'>): Plan =>
  only({
    type: 'timeline.added',
    text: command.text,
    photos: command.photos ?? [],
    files: command.files ?? [],
  })
