// What the passing of a deadline does: one plan for each expiry row; each is safe to run twice (E07, E11, E14, …).
import type { CardLevel } from '../districts/district.ts'
import { refOf } from '../people/actor.ts'
import { assess } from './assessment.ts'
import { leadOrder, orderOf } from './case.ts'
import type { Check, ClockRule, Deciding, Plan } from './context.ts'
import type { DraftFact } from './facts.ts'
import { ladderStep } from './limits.ts'
import { automaticCard, check, only } from './plan.ts'
import { told } from './plans.report.ts'

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
    clocks: [...(more.clocks ?? []), { op: 'start', name: 'D_REPLY', of: 'card' }],
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
  const first = deciding.limits.cards.whistle
  const level = missedBefore(deciding, order?.no) ? nextLevel(first) : first
  return withCard(deciding, order?.org, level, facts, { order: order?.no })
}

/** The unit let its other whistle deadline pass too: the next step of the ladder (§2.6). */
const missedBefore = ({ state, command }: Expiring, no: number | undefined): boolean =>
  state.deadlines.some(
    (one) =>
      one.no === no &&
      (one.name === 'D_SIGN' || one.name === 'D_ARRIVE') &&
      one.key !== command.deadline &&
      one.firedAt !== undefined,
  )

const nextLevel = (level: CardLevel): CardLevel => (level === 'ORDINARY' ? 'YELLOW' : 'RED')

export const resumeByReview = (): Plan => only({ type: 'case.resumed' })

/**
 * A verification that nobody did goes to the next verifier and is never passed by time,
 * except a self-handled general matter outside the ten-percent sample (E42).
 */
export const missVerification = (deciding: Expiring): Plan => {
  const { state, context } = deciding
  const sampled = isSampled(context.stream)
  if (state.selfHandled && state.urgency === 'GENERAL' && !sampled && state.reworkCount === 0)
    return {
      facts: [
        { type: 'verification.passed', photos: [] },
        { type: 'feedback.sent', resultType: state.result?.type ?? 'SOLVED', text: state.result?.text ?? '' },
      ],
      ...(state.reporter?.contactable
        ? { to: 'FOLLOW_UP' as const, clocks: [{ op: 'start', name: 'D_FOLLOWUP' }] }
        : { to: 'TO_ASSESS' as const, clocks: [{ op: 'start', name: 'D_ASSESS' }] }),
    }
  const times = state.verifyOverdue + 1
  return {
    facts: [{ type: 'verification.overdue', times, ...(state.selfHandled ? { sampled } : {}) }],
    clocks: [{ op: 'start', name: 'D_VERIFY' }],
  }
}

/** One case in ten by its id alone: the same case is always in or out, and nobody can choose (FNV-1a). */
export function isSampled(stream: string): boolean {
  let hash = 0x811c9dc5
  for (const character of stream) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % 10 === 0
}

/** Three tries on two days make a reporter unreachable; else the follow-up goes on (E46). */
export const missFollowUp = (deciding: Expiring): Plan => {
  const { state, command } = deciding
  const days = new Set(
    state.followUpTries.map((at) => Math.floor((at + deciding.rules.calendar.offset) / 86_400_000)),
  )
  if (state.followUpTries.length >= 3 && days.size >= 2)
    return {
      facts: [{ type: 'follow-up.unreachable' }],
      to: 'TO_ASSESS',
      clocks: [
        { op: 'stop', name: 'D_FOLLOWUP' },
        { op: 'start', name: 'D_ASSESS' },
      ],
    }
  return {
    facts: [{ type: 'deadline.missed', deadline: command.deadline }],
    clocks: [{ op: 'start', name: 'D_FOLLOWUP' }],
  }
}

export const assessByTime = ({ state, actor, now }: Expiring): Plan =>
  only(
    { type: 'case.assessed', assessment: assess(state, refOf(actor), now) },
    { type: 'case.closed', merged: false },
  )

export const warn = ({ command }: Expiring): Plan =>
  only({ type: 'deadline.due-soon', deadline: command.deadline })

const nextLadderStep = (deciding: Expiring): readonly ClockRule[] =>
  deciding.limits.ladder[ladderStep(deciding.state)] ? [{ op: 'start', name: 'D_LADDER', of: 'order' }] : []

/** D_HANDLE passed: a card to the unit that holds the lead, and the ladder begins (E66). */
export const missHandling = (deciding: Expiring): Plan => {
  const { state, command, limits } = deciding
  const facts: DraftFact[] = [{ type: 'deadline.missed', deadline: command.deadline }]
  if (command.deadline !== 'D_HANDLE') return { facts }
  return withCard(deciding, leadOrder(state)?.org, limits.cards.handle, facts, {
    order: 1,
    clocks: nextLadderStep(deciding),
  })
}

/** Next step of the overdue ladder (§2.6). */
export const climbLadder = (deciding: Expiring): Plan => {
  const { state, command, limits } = deciding
  const step = ladderStep(state)
  const level = limits.ladder[step]?.card ?? 'RED'
  const next = limits.ladder[step + 1]
  return withCard(
    deciding,
    leadOrder(state)?.org,
    level,
    [{ type: 'deadline.missed', deadline: command.deadline }],
    {
      order: step + 2,
      clocks: next ? [{ op: 'start', name: 'D_LADDER', of: 'order' }] : [],
    },
  )
}

/** Deadlines without a row of their own are marked as missed, once. */
export const markMissed = ({ command }: Expiring): Plan =>
  only({ type: 'deadline.missed', deadline: command.deadline })
