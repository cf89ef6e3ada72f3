// Named conditions on state, actor and time: they decide which buttons a post sees. Source: domain specification §2.2, §2.4.
import { advance, DAY } from '../kernel/calendar.ts'
import { NON_BUSINESS_ROLES } from '../people/roles.ts'
import { leadOrder, openRequest, type RequestKind } from './case.ts'
import type { Asking, Guard } from './context.ts'
import type { CaseRefusal, CaseRefusalCode } from './refusals.ts'

export const no = (code: CaseRefusalCode, more: Omit<CaseRefusal, 'code'> = {}): CaseRefusal => ({
  code,
  ...more,
})
export const when = (refused: boolean, code: CaseRefusalCode): CaseRefusal | null =>
  refused ? no(code) : null

/** Named guards keep their name in print, also when a factory makes them. */
const named = (name: string, guard: Guard): Guard => Object.defineProperty(guard, 'name', { value: name })

export const isReporter = ({ state, actor }: Asking): boolean =>
  state.reporter !== null && state.reporter.ref.person === actor.person

export const originalReporter: Guard = (asking) => when(!isReporter(asking), 'case/not-your-report')

/** A week covers a phone that lay without a network and holidays between. */
const HANDING_OVER = 7 * DAY

/** Posts of a grid that was redrawn bring in for a week what they had under way. */
export const isHandingOver = ({ state: { handedOver }, actor, now }: Asking): boolean =>
  handedOver !== undefined && now - handedOver.at <= HANDING_OVER && handedOver.posts.includes(actor.post)

/** L1 own grids, L2 own community, L3 own street, L4 and the system everywhere; departments by their orders. */
export function isInArea(asking: Asking): boolean {
  const { state, actor } = asking
  const { location } = state
  switch (actor.role) {
    case 'GRID_MEMBER':
    case 'GRID_LEADER':
    case 'GRID_SUPPORT':
      return location !== null && ((actor.grids ?? []).includes(location.grid) || isHandingOver(asking))
    case 'COMMUNITY_OPERATOR':
      return location !== null && location.community === actor.community
    case 'STREET_DISPATCHER':
    case 'STREET_HANDLER':
    case 'STREET_LEADER':
      return location !== null && location.street === actor.street
    case 'DEPT_DISPATCHER':
    case 'DEPT_HANDLER':
    case 'DEPT_LEADER':
      return state.orders.some((order) => order.org === actor.org)
    case 'RESIDENT':
    case 'ENTERPRISE':
    case 'VOLUNTEER':
      return false
    case 'DISTRICT_OPERATOR':
    case 'DISTRICT_DISPATCHER':
    case 'DISTRICT_SUPERVISOR':
    case 'DISTRICT_ASSESSOR':
    case 'DISTRICT_LEADER':
    case 'AUDITOR':
    case 'DPO':
    case 'ADMIN':
    case 'SYSTEM':
      return true
  }
}

export const inArea: Guard = (asking) => when(!isInArea(asking), 'case/not-your-area')

/** Area, an order of the own organisation, or the own report. */
export const takesPart: Guard = (asking) =>
  when(
    !isInArea(asking) &&
      !isReporter(asking) &&
      !asking.state.orders.some((order) => order.org === asking.actor.org),
    'case/not-participant',
  )

export const staffInArea: Guard = (asking) =>
  when(
    NON_BUSINESS_ROLES.includes(asking.actor.role) ||
      (!isInArea(asking) && !asking.state.orders.some((order) => order.org === asking.actor.org)),
    'case/not-your-area',
  )

export const notUrgent: Guard = ({ state }) => when(state.urgency === 'URGENT', 'case/urgent')

export const infoNotAskedBefore: Guard = ({ state }) => when(state.infoAsked, 'case/info-asked-once')

export const contactable: Guard = ({ state }) => when(!state.reporter?.contactable, 'case/not-contactable')
export const notContactable: Guard = ({ state }) =>
  when(state.reporter?.contactable === true, 'case/contactable')

export const withinReturnWindow: Guard = ({ state, limits, rules, now }) => {
  const lead = leadOrder(state)
  if (!lead || !limits.returnWindow) return no('case/return-window-passed')
  const end = advance(rules.calendar, limits.returnWindow.clock, lead.createdAt, limits.returnWindow.ms)
  return when(now > end, 'case/return-window-passed')
}

export const notDesignated: Guard = ({ state }) =>
  when(state.designated || leadOrder(state)?.designated === true, 'case/designated')

export const firstReturnByOrganisation: Guard = ({ state, actor }) =>
  when(
    state.returnedBy.includes(actor.org) ||
      state.requests.some((request) => request.kind === 'RETURN' && request.by.org === actor.org),
    'case/returned-before',
  )

export const returnedLessThanTwice: Guard = ({ state }) => when(state.returnCount >= 2, 'case/return-limit')

/** Two returns, or a duty dispute: somebody has asked to return the order. */
export const returnedTwiceOrDisputed: Guard = ({ state }) =>
  when(
    state.returnCount < 2 && !state.requests.some((request) => request.kind === 'RETURN'),
    'case/return-count-low',
  )

export const requestOpen = (kind: RequestKind): Guard =>
  named(`requestOpen(${kind})`, ({ state }) => when(!openRequest(state, kind), 'case/no-open-request'))

export const noRequestOpen = (kind: RequestKind): Guard =>
  named(`noRequestOpen(${kind})`, ({ state }) =>
    when(openRequest(state, kind) !== undefined, 'case/request-open'),
  )

/** Separation of duty: the requester never decides. Persons are compared, as one person may hold both posts. */
export const notOwnRequest = (kind: RequestKind): Guard =>
  named(`requesterIsNotApprover(${kind})`, ({ state, actor }) =>
    when(openRequest(state, kind)?.by.person === actor.person, 'case/own-request'),
  )

export const beforeHandleDue: Guard = ({ state, now }) => {
  const due = state.deadlines.find((deadline) => deadline.key === 'D_HANDLE')?.dueAt
  return when(due !== undefined && due !== null && now > due, 'case/overdue')
}

/** Persons who worked on the case: they may not verify it. */
export const handlers = ({ state }: Pick<Asking, 'state'>): readonly string[] => [
  ...(state.result ? [state.result.by.person] : []),
  ...state.orders.flatMap((order) => (order.result ? [order.result.by.person] : [])),
]

export const verifierIsNotHandler: Guard = (asking) =>
  when(handlers(asking).includes(asking.actor.person), 'case/own-work')

/** What is drawn to be looked at again is looked at from outside the handler's grid. */
export const sampledFromOutside: Guard = ({ state, actor }) =>
  when(state.sampled === true && actor.role === 'GRID_MEMBER', 'case/sampled')

/** The assessor's organisation is not one that handled. */
export const assessorIsNotHandler: Guard = ({ state, actor }) =>
  when(
    state.orders.some((order) => order.org === actor.org && order.state === 'DONE') ||
      state.result?.by.org === actor.org,
    'case/own-assessment',
  )

export const feedbackSent: Guard = ({ state }) => when(state.feedbackAt === null, 'case/feedback-missing')

export const beforeResult: Guard = ({ state }) => when(state.result !== null, 'case/after-result')

const endedWithin = (days: number, code: CaseRefusalCode): Guard =>
  named(`within${days}Days`, ({ state, now }) =>
    when(state.endedAt === null || now - state.endedAt > days * DAY, code),
  )

export const notReworkedForDissatisfaction: Guard = ({ state }) =>
  when(state.dissatisfactionRework > 0, 'case/reworked-once')

export const notArchived: Guard = ({ state, now }) =>
  when(state.endedAt !== null && now - state.endedAt > 90 * DAY, 'case/archived')

export const urgedNotToday: Guard = (asking) =>
  when(
    isReporter(asking) && asking.state.lastUrgedAt !== null && asking.now - asking.state.lastUrgedAt < DAY,
    'case/urged-recently',
  )

/** Stuck past its time, under a red card, or redone twice (E27a). */
export const causeToEscalate: Guard = ({ state, now }) => {
  const due = state.deadlines.find((deadline) => deadline.key === 'D_HANDLE')?.dueAt
  const stuck = due !== undefined && due !== null && now > due
  const red = state.cards.some((card) => card.level === 'RED' && card.state !== 'CANCELLED')
  return when(!stuck && !red && state.reworkCount < 2, 'case/no-cause-to-escalate')
}

export const extensionLeft: Guard = ({ state, limits }) => {
  const most = state.state === 'TASKFORCE' ? 2 : (limits.extension?.times ?? 0)
  return when(state.extensions >= most, 'case/extension-used')
}

export const suspensionLeft: Guard = ({ state, limits }) =>
  when(state.suspensions >= limits.suspension.times, 'case/suspension-used')

/** The assessed organisation, or the person whose self-handling was assessed. */
export const assessedParty: Guard = ({ state, actor }) =>
  when(
    !state.orders.some((order) => order.org === actor.org) && state.result?.by.person !== actor.person,
    'case/not-assessed-party',
  )

export const reporterOrInArea: Guard = (asking) => (isReporter(asking) ? null : inArea(asking))

/** A discarded draft was never a case. */
export const wasReported: Guard = ({ state }) => when(state.report === null, 'case/not-now')

/** What was closed with its primary is reopened there: it never had an order of its own to redo. */
export const notMergedAway: Guard = ({ state }) => when(state.mergedInto !== null, 'case/not-now')

export const within30Days: Guard = endedWithin(30, 'case/reopen-late')
export const within7Days: Guard = endedWithin(7, 'case/restore-late')

export const notAppealed: Guard = ({ state }) => when(state.appealed, 'case/appealed')

/** Five working days after the assessment (E49). */
export const withinAppealTime: Guard = ({ state, rules, now }) => {
  if (!state.assessment) return no('case/appeal-late')
  return when(now > advance(rules.calendar, 'WD24', state.assessment.at, 5 * DAY), 'case/appeal-late')
}

export const openCard: Guard = ({ state, actor }) =>
  when(!state.cards.some((card) => card.state === 'OPEN' && card.org === actor.org), 'case/no-card')

export const anyOpenCard: Guard = ({ state }) =>
  when(!state.cards.some((card) => card.state !== 'CANCELLED'), 'case/no-card')

export const wasJoint: Guard = ({ state }) =>
  when(
    !state.orders.some((order) => order.kind === 'JOINT_LEAD' || order.kind === 'JOINT_CO'),
    'case/not-joint-unit',
  )

export const ownDraft: Guard = ({ state, actor }) =>
  when(state.reporter !== null && state.reporter.ref.person !== actor.person, 'case/draft-of-other')

/** Before the second miss only grid, community and centre verify; then the street's duty desk may (E42). */
export const dutyOfficerTurn: Guard = ({ state, actor }) =>
  when(actor.role === 'STREET_DISPATCHER' && state.verifyOverdue < 2, 'case/not-your-role')

/** A registered source system, or the district's own policies that open follow-up cases. */
export const sourceRegistered: Guard = ({ context, actor }) =>
  when(context.source === undefined && actor.post !== POLICY_POST, 'case/source-unregistered')

/** Post of the district's own policies; source codes are upper case, so that none can take it. */
const POLICY_POST = 'system:policy'

export const unlikeOthersNearby: Guard = ({ state, context, actor }) =>
  when(
    actor.role === 'SYSTEM' &&
      ((context.duplicateScore ?? 0) >= 0.8 || state.reporter?.kind === 'RESIDENT' || state.item === null),
    'case/not-your-role',
  )

export const locationKnown: Guard = ({ state }) =>
  when(state.location === null && !state.outOfArea, 'case/grid-unknown')

export const leadChangeIsMine: Guard = ({ state, actor }) =>
  when(openRequest(state, 'LEAD_CHANGE')?.org !== actor.org, 'case/not-your-order')
