// What the passing of a deadline does: one plan for each expiry row; each is safe to run twice (E07, E11, E14, …).
import type { CardLevel } from '../districts/district.ts'
import { DAY } from '../kernel/calendar.ts'
import { refOf } from '../people/actor.ts'
import { assess } from './assessment.ts'
import { leadOrder, orderOf } from './case.ts'
import { recountable } from './clocks.moves.ts'
import type { Check, ClockRule, Deciding, Plan } from './context.ts'
import type { DraftFact } from './facts.ts'
import { ladderStep } from './limits.ts'
import { automaticCard, check, only } from './plan.ts'
import { feedback } from './plans.feedback.ts'
import { followUpAsked } from './plans.followup.ts'
import { told } from './plans.report.ts'
import { isSampled } from './sampling.ts'

type Expiring = Deciding<'expire'>

const deadline = ({ command, state }: Expiring) => state.deadlines.find((one) => one.key === command.deadline)

/** Running, past its due time and not fired before: anything else is a late or doubled wake-up. */
export const isDue: Check<'expire'> = check('case/not-due', (deciding) => {
  const one = deadline(deciding)
  return (
    one?.state !== 'RUNNING' || one.firedAt !== undefined || one.dueAt === null || one.dueAt > deciding.now
  )
})

/** The card that a missed deadline brings, with its reply clock; nothing when one as high stands. */
function withCard(
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

export const discardDraft = (): Plan =>
  only({ type: 'case.voided', reason: 'DRAFT_EXPIRED', explanation: '' })

export const voidForNoInfo = (): Plan =>
  only({ type: 'case.voided', reason: 'NO_INFO', explanation: '' }, told('VOIDED', ''))

export const closeGrabWindow = (): Plan => only({ type: 'case.grab-window-closed' })

export const signByTime = (deciding: Expiring): Plan => {
  const order = leadOrder(deciding.state)
  const facts: DraftFact[] = [{ type: 'order.auto-signed', order: order?.no ?? 0 }]
  return withCard(deciding, order?.org, deciding.limits.cards.sign, facts, { order: order?.no })
}

/** D_SIGN of a split order counts as signed; of a whistle it is a missed answer; D_ARRIVE is a missed arrival (E24). */
export const missUnit = (deciding: Expiring): Plan => {
  const one = deadline(deciding)
  const order = orderOf(deciding.state, one?.no)
  if (order?.kind === 'SPLIT')
    return { facts: [{ type: 'order.auto-signed', order: order.no }], order: order.no }
  const facts: DraftFact[] = [
    { type: 'whistle.overdue', order: order?.no ?? 0, deadline: deciding.command.deadline },
  ]
  const runs = deciding.state.deadlines.some(
    ({ key, state }) => key === deadlineKey('D_WHISTLE', order?.no) && state !== 'STOPPED',
  )
  const [first] = deciding.limits.whistleLadder
  const since = one?.dueAt ?? deciding.now
  return withCard(deciding, order?.org, deciding.limits.cards.whistle, facts, {
    order: order?.no,
    clocks: runs || !first ? [] : [stepClock('D_WHISTLE', 'order', first, since)],
  })
}

export const resumeByReview = (): Plan => only({ type: 'case.resumed' })

/**
 * A verification that nobody did goes to the next verifier and is never passed by time,
 * except a self-handled general matter outside the ten-percent sample (E42).
 */
export const missVerification = (deciding: Expiring): Plan => {
  const { state, context } = deciding
  const sampled = state.sampled ?? isSampled(context.stream)
  if (state.selfHandled && state.urgency === 'GENERAL' && !sampled && state.reworkCount === 0)
    return {
      facts: [{ type: 'verification.passed', photos: [] }, feedback(state)],
      ...(state.reporter?.contactable
        ? { to: 'FOLLOW_UP' as const, clocks: [{ op: 'start', name: 'D_FOLLOWUP' }] }
        : { to: 'TO_ASSESS' as const, clocks: [{ op: 'start', name: 'D_ASSESS' }] }),
    }
  const times = state.verifyOverdue + 1
  const facts: DraftFact[] = [
    { type: 'verification.overdue', times, ...(state.selfHandled ? { sampled } : {}) },
  ]
  const clocks: readonly ClockRule[] = [{ op: 'start', name: 'D_VERIFY' }]
  // From the second miss on it lies with the street, whose card goes up each time.
  const street = state.location?.street
  if (times < 2 || street === undefined) return { facts, clocks }
  const standing = standingCard(state, street)?.level
  return withCard(deciding, street, standing ? levelAbove(standing) : deciding.limits.cards.handle, facts, {
    clocks,
  })
}

/** Asked three times on two days, by portal or link and by phone, a reporter counts as unreachable (E46, §2.9). */
export const missFollowUp = (deciding: Expiring): Plan => {
  const { state, command } = deciding
  const asked = followUpAsked(state)
  const days = new Set(asked.map((at) => Math.floor((at + deciding.rules.calendar.offset) / DAY)))
  if (asked.length >= 3 && days.size >= 2 && !state.followUpAnswer)
    return {
      facts: [{ type: 'follow-up.unreachable' }],
      to: 'TO_ASSESS',
      clocks: [
        { op: 'stop', name: 'D_FOLLOWUP' },
        { op: 'start', name: 'D_ASSESS' },
      ],
    }
  return missInbox(deciding, [{ op: 'start', name: 'D_FOLLOWUP' }])
}

export const assessByTime = ({ state, actor, now }: Expiring): Plan =>
  only(
    { type: 'case.assessed', assessment: assess(state, refOf(actor), now) },
    { type: 'case.closed', merged: false },
  )

export const warn = ({ command }: Expiring): Plan =>
  only({ type: 'deadline.due-soon', deadline: command.deadline })

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

/** Deadlines without a row of their own are marked as missed, once. */
export const markMissed = ({ command }: Expiring): Plan =>
  only({ type: 'deadline.missed', deadline: command.deadline })
