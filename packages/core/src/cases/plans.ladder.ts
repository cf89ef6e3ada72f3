// Supervision that rises by itself (domain specification §2.6): cards for what was missed, and the steps after them.
import type { CardLevel, LadderStep } from '../districts/district.ts'
import { leadOrder, type CaseRequest, type Deadline } from './case.ts'
import type { ClockRule, Deciding, Plan, Subject } from './context.ts'
import type { DraftFact } from './facts.ts'
import { ladderStep } from './limits.ts'
import { automaticCard, isHigher, standingCard } from './plan.ts'
import { isTerminal, type DeadlineName } from './states.ts'
import { coordinatingStreet } from './tasks.orders.ts'

export type Expiring = Deciding<'expire'>

/** The card that a missed deadline brings, with its reply clock; nothing when one as high stands. */
export function withCard(
  deciding: Expiring,
  org: string | undefined,
  level: CardLevel,
  facts: readonly DraftFact[],
  more: Omit<Plan, 'facts'> = {},
): Plan {
  const card =
    org === undefined ? null : automaticCard(deciding, org, level, `rule:${deciding.command.deadline}`)
  if (!card) return { facts, ...more }
  return {
    ...more,
    facts: [...facts, { type: 'supervision.issued', card }],
    card: card.no,
    // The district's own desks answer to their supervisor in person: nobody has a reply to write.
    clocks: [
      ...(more.clocks ?? []),
      ...(org === String(deciding.rules.district)
        ? []
        : [{ op: 'start', name: 'D_REPLY', of: 'card' } as const]),
    ],
  }
}

export const levelAbove = (level: CardLevel): CardLevel => (level === 'ORDINARY' ? 'YELLOW' : 'RED')

/** The next step of a ladder as a clock; it counts from what was missed, not from the step before. */
export const stepClock = (
  name: DeadlineName,
  of: Subject | undefined,
  { after }: LadderStep,
  since: number,
): ClockRule => ({ op: 'start', name, ...(of && { of }), step: { after, since } })

const missedFact = ({ command }: Expiring): DraftFact => ({
  type: 'deadline.missed',
  deadline: command.deadline,
})

const nameOf = ({ command }: Expiring): string => command.deadline.split('#')[0] ?? ''
const numberOf = ({ command }: Expiring): number | undefined => {
  const no = command.deadline.split('#')[1]
  return no === undefined ? undefined : Number(no)
}

/** The step with this index: a card of the ladder, and after the last of them the proposal of a task force. */
const ladderClock = ({ limits }: Expiring, step: number): readonly ClockRule[] =>
  step < limits.ladder.length || (step === limits.ladder.length && limits.taskforceAfter)
    ? [{ op: 'start', name: 'D_LADDER', of: 'order' }]
    : []

/** D_HANDLE passed: a card to the unit that holds the lead, and the ladder begins (E66). */
export const missHandling = (deciding: Expiring): Plan => {
  const { state, command, limits } = deciding
  const facts: DraftFact[] = [{ type: 'deadline.missed', deadline: command.deadline }]
  if (command.deadline !== 'D_HANDLE') return { facts }
  return withCard(deciding, leadOrder(state)?.org, limits.cards.handle, facts, {
    order: 1,
    clocks: ladderClock(deciding, ladderStep(state)),
  })
}

/** Next step of the overdue ladder (§2.6): a card, and after the last one the proposal of a task force. */
export const climbLadder = (deciding: Expiring): Plan => {
  const { state, command, limits } = deciding
  const step = ladderStep(state)
  const lead = leadOrder(state)?.org
  const missed: DraftFact = { type: 'deadline.missed', deadline: command.deadline }
  const card = limits.ladder[step]?.card
  const more = { order: step + 2, clocks: ladderClock(deciding, step + 1) }
  if (card) return withCard(deciding, lead, card, [missed], more)
  // A case that lies with the district already needs no proposal.
  const below = state.state === 'HANDLING' || state.state === 'JOINT'
  const facts: readonly DraftFact[] =
    lead === undefined || !below
      ? [missed]
      : [missed, { type: 'escalation.proposed', proposal: 'TASKFORCE', org: lead }]
  return { facts, ...more }
}

/** Next step for a whistle that is still not answered or followed. */
export const climbWhistle = (deciding: Expiring): Plan => {
  const { state, limits, now } = deciding
  const no = numberOf(deciding)
  const org = state.orders.find((order) => order.no === no)?.org
  const step = nextStep(deciding, org, limits.whistleLadder)
  if (!step) return { facts: [missedFact(deciding)] }
  const after = limits.whistleLadder.find(({ card }) => isHigher(card, step.card))
  const missed = state.deadlines
    .filter(({ name, no: of, firedAt }) => of === no && firedAt && (name === 'D_SIGN' || name === 'D_ARRIVE'))
    .map(({ dueAt }) => dueAt ?? now)
  const since = Math.min(...missed, now)
  return withCard(deciding, org, step.card, [missedFact(deciding)], {
    order: no,
    clocks: after ? [stepClock('D_WHISTLE', 'order', after, since)] : [],
  })
}

/** The first step whose card is higher than the one that stands: cards only go up. */
function nextStep(
  { state }: Expiring,
  org: string | undefined,
  steps: readonly LadderStep[],
): LadderStep | undefined {
  const standing = org === undefined ? undefined : standingCard(state, org)?.level
  return steps.find(({ card }) => isHigher(card, standing))
}

/** Work that waits in the inbox of a role instead of with a unit: to accept, to dispatch, to follow up, to decide. */
export const isInbox = (deciding: Expiring): boolean =>
  deciding.state.state !== 'NEW' &&
  !isTerminal(deciding.state.state) &&
  ['D_INTAKE', 'D_DISPATCH', 'D_REQ'].includes(nameOf(deciding))

/** Whose inbox it is: nearly always the district's; a release is the street's, a change of lead the new lead's. */
function inboxOrg({ state, rules }: Expiring, request: CaseRequest | undefined): string {
  const centre = String(rules.district)
  if (request?.kind === 'RELEASE') return coordinatingStreet(state) ?? centre
  if (request?.kind === 'LEAD_CHANGE') return request.org ?? centre
  return centre
}

/** D_INBOX climbs from the missed clock of the inbox; each request has a ladder of its own. */
function inboxPlan(
  deciding: Expiring,
  level: CardLevel,
  since: number,
  clocks: readonly ClockRule[] = [],
): Plan {
  const { state, limits } = deciding
  const no = numberOf(deciding)
  const request = state.requests.find((one) => one.no === no)
  const org = inboxOrg(deciding, request)
  const standing = standingCard(state, org)?.level
  const reached = isHigher(level, standing) ? level : standing
  const next = limits.ladder.find(({ card }) => isHigher(card, reached))
  const climbs = next ? [stepClock('D_INBOX', no === undefined ? undefined : 'request', next, since)] : []
  return withCard(deciding, org, level, [missedFact(deciding)], {
    request: no,
    clocks: [...clocks, ...climbs],
  })
}

/** An inbox that let its clock pass gets the card of a missed limit, and the ladder begins. */
export function missInbox(deciding: Expiring, clocks: readonly ClockRule[] = []): Plan {
  const { state, command, limits, now } = deciding
  const since = state.deadlines.find(({ key }) => key === command.deadline)?.dueAt ?? now
  const climbing = state.deadlines.some(
    (one) =>
      one.name === 'D_INBOX' && one.no === numberOf(deciding) && one.state === 'RUNNING' && !one.firedAt,
  )
  if (climbing) return { facts: [missedFact(deciding)], clocks }
  return inboxPlan(deciding, limits.cards.handle, since, clocks)
}

/** Next step for what still waits in an inbox. */
export function climbInbox(deciding: Expiring): Plan {
  const { state, limits, now } = deciding
  const no = numberOf(deciding)
  const org = inboxOrg(
    deciding,
    state.requests.find((one) => one.no === no),
  )
  const step = nextStep(deciding, org, limits.ladder)
  if (!step) return { facts: [missedFact(deciding)] }
  return inboxPlan(deciding, step.card, inboxSince(state.deadlines, no) ?? now)
}

/** When the clock was missed that this ladder climbs from. */
function inboxSince(deadlines: readonly Deadline[], no: number | undefined): number | undefined {
  const missed = deadlines.find((one) =>
    no === undefined
      ? ['D_INTAKE', 'D_DISPATCH'].includes(one.name) && one.state === 'RUNNING'
      : one.name === 'D_REQ' && one.no === no,
  )
  // A follow-up begins anew each time: its ladder counts from its own start.
  return missed?.dueAt ?? deadlines.find((one) => one.name === 'D_INBOX' && one.no === no)?.startedAt
}
