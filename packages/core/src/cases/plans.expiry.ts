// What the passing of a deadline does: one plan for each expiry row; each is safe to run twice (E07, E11, E14, …).
import { DAY } from '../kernel/calendar.ts'
import { refOf } from '../people/actor.ts'
import { assess } from './assessment.ts'
import { leadOrder, orderOf } from './case.ts'
import { recountable } from './clocks.moves.ts'
import { deadlineKey, type Check, type ClockRule, type Plan } from './context.ts'
import type { DraftFact } from './facts.ts'
import { check, only, standingCard } from './plan.ts'
import { feedback } from './plans.feedback.ts'
import { followUpAsked } from './plans.followup.ts'
import { isInbox, levelAbove, missInbox, stepClock, withCard, type Expiring } from './plans.ladder.ts'
import { told } from './plans.report.ts'
import { isSampled } from './sampling.ts'

const deadline = ({ command, state }: Expiring) => state.deadlines.find((one) => one.key === command.deadline)

/** Running, past its due time and not fired before: anything else is a late or doubled wake-up. */
export const isDue: Check<'expire'> = check('case/not-due', (deciding) => {
  const one = deadline(deciding)
  return (
    one?.state !== 'RUNNING' || one.firedAt !== undefined || one.dueAt === null || one.dueAt > deciding.now
  )
})

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
  const again: readonly ClockRule[] = [{ op: 'start', name: 'D_FOLLOWUP' }]
  const since = deadline(deciding)?.startedAt ?? 0
  // Who tried and was not answered has missed nothing.
  return state.followUpTries.some((at) => at >= since)
    ? { facts: [{ type: 'deadline.missed', deadline: command.deadline }], clocks: again }
    : missInbox(deciding, again)
}

export const assessByTime = ({ state, actor, now }: Expiring): Plan =>
  only(
    { type: 'case.assessed', assessment: assess(state, refOf(actor), now) },
    { type: 'case.closed', merged: false },
  )

export const warn = ({ command }: Expiring): Plan =>
  only({ type: 'deadline.due-soon', deadline: command.deadline })

/** Some due time rests on working days that were not published when it was set and are now. */
export const holidaysPublished: Check<'recount'> = check(
  'case/not-due',
  ({ state, rules }) => recountable(state, rules.calendar).length === 0,
)

/** What was promised on an assumption is promised anew by the calendar; what was known stays as it was promised. */
export const recount = (): Plan => only({ type: 'deadline.recounted' })

/** Deadlines without a row of their own are marked as missed, once; a desk of the district begins its ladder. */
export const markMissed = (deciding: Expiring): Plan =>
  isInbox(deciding)
    ? missInbox(deciding)
    : only({ type: 'deadline.missed', deadline: deciding.command.deadline })
