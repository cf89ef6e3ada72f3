// The reporter's answer: three questions by link or call, what a poor answer leads to, and the wish to reopen (§2.9).
import { DAY } from '../kernel/calendar.ts'
import { openRequest, type CaseState } from './case.ts'
import type { Check, Deciding, Guard, Plan } from './context.ts'
import { handlers, isReporter, no, when } from './guards.ts'
import { check, newRequest, only } from './plan.ts'
import { told } from './plans.report.ts'

/** A link is answered within three days or not at all; a fresh one may be sent then. */
const LINK_MS = 3 * DAY
export const MOST_CALLS = 2

/** The reporter alone, or the centre for the reporter: who handled a case never rates it, whatever the post. */
export const answersForReporter: Guard = (asking) => {
  const { actor, state, context } = asking
  if (handlers({ state }).includes(actor.person)) return no('case/handler-rates')
  if (actor.role === 'DISTRICT_OPERATOR' || context.byLink === true) return null
  return when(!isReporter(asking) || state.reporter?.kind !== 'RESIDENT', 'case/handler-rates')
}

export const notAnswered: Guard = ({ state }) => when(state.followUpAnswer !== undefined, 'case/answered')

/** What the reporter said poorly is the centre's to follow up: it may still record what was said on the phone. */
export const notAnsweredUnlessCentre: Guard = (asking) =>
  asking.actor.role === 'DISTRICT_OPERATOR' ? null : notAnswered(asking)

export const callsLeft: Guard = ({ state }) =>
  when(state.followUpTries.length >= MOST_CALLS, 'case/called-twice')

export const noOpenLink: Guard = ({ state, now }) =>
  when((state.followUpLink?.expiresAt ?? 0) > now, 'case/link-open')

export const sendFollowUpLink = ({ state, now }: Deciding<'sendFollowUpLink'>): Plan =>
  only({ type: 'follow-up.link-sent', no: (state.followUpLink?.no ?? 0) + 1, expiresAt: now + LINK_MS })

/** When the reporter was asked: once by portal or link, and by each call (E46: three tries on two days). */
export const followUpAsked = (state: CaseState): readonly number[] => {
  const asked = state.reporter?.kind === 'RESIDENT' ? state.followUpSince : state.followUpLink?.sentAt
  return [...(asked === undefined ? [] : [asked]), ...state.followUpTries]
}

export const recordDissatisfied = ({ command }: Deciding<'recordDissatisfied'>): Plan => {
  const { contacted, solved, rating, note } = command
  return only({ type: 'follow-up.answered', contacted, solved, rating, note })
}

const openComplaint = (state: CaseState) => state.complaints?.find((one) => one.upheld === undefined)

export const noOpenComplaint: Guard = ({ state }) =>
  when(openComplaint(state) !== undefined, 'case/complaint-open')
export const complaintOpen: Guard = ({ state }) =>
  when(openComplaint(state) === undefined, 'case/no-complaint')

export const complainSolicited = ({ command, state }: Deciding<'complainSolicited'>): Plan =>
  only({ type: 'rating.solicited', no: (state.complaints?.length ?? 0) + 1, note: command.note })

export const decideSolicited = ({ command, state }: Deciding<'decideSolicited'>): Plan => {
  const { upheld, finding } = command
  return only({ type: 'rating.solicited-decided', no: openComplaint(state)?.no ?? 0, upheld, finding })
}

/** Refused once, the same closing is not asked about again: what is new is a new case. */
export const reopenNotRejected: Guard = ({ state }) =>
  when(
    state.requests.some(
      ({ kind, state: answer, at }) =>
        kind === 'REOPEN' && answer === 'REJECTED' && at >= (state.closedAt ?? 0),
    ),
    'case/reopen-rejected',
  )

export const requestReopen = (deciding: Deciding<'requestReopen'>): Plan => {
  const { reasonCode, note } = deciding.command
  const request = newRequest(deciding, 'REOPEN', note, { cause: reasonCode })
  return { facts: [{ type: 'request.made', request }], request: request.no }
}

export const rejectReopen = ({ command, state }: Deciding<'rejectReopen'>): Plan => {
  const request = openRequest(state, 'REOPEN')?.no ?? 0
  const { explanation } = command
  return {
    facts: [{ type: 'request.rejected', request, reason: explanation }, told('PROGRESS', explanation)],
    request,
  }
}

/** A report may follow up an own earlier case, e.g. one that is closed for too long to be reopened. */
export const relatedIsOwn: Check<'report'> = check('case/related-unknown', ({ command, context, actor }) => {
  if (command.related === undefined) return false
  return context.other?.reporter?.ref.person !== actor.person
})
