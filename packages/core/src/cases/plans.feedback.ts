// Steps 4 and 5: result, verification, follow-up, assessment, appeal, reopening (E38–E50; domain specification §2.9).
import type { LonLat } from '../kernel/geo.ts'
import { refOf } from '../people/actor.ts'
import { assess } from './assessment.ts'
import { leadOrder, openRequest, orderOf, type CaseState, type Order, type Result } from './case.ts'
import type { Asking, Check, Deciding, Plan } from './context.ts'
import type { DraftFact } from './facts.ts'
import { occurred } from './occurred.ts'
import { automaticCard, check, newOrder, newRequest, only } from './plan.ts'
import { closingReply } from './reply.ts'
import { isOpenOrder } from './states.ts'
import { verifyDistanceM, verifyPlaceLack } from './verify-place.ts'
import { emptyWords, namesNobody } from './wording.ts'

export const partsDone: Check<'submitResult'> = check('case/parts-open', ({ state }) =>
  state.orders.some(
    (order) => order.no !== state.lead && order.no !== state.coordinator && isOpenOrder(order.state),
  ),
)
export const leadHasArrived: Check<'submitResult'> = check('case/not-arrived', ({ state }) => {
  const lead = leadOrder(state)
  return lead?.kind === 'JOINT_LEAD' && lead.arrivedAt === undefined
})
export const reporterContacted: Check<'submitResult'> = check(
  'case/contact-first',
  ({ state }) => state.reporter?.contactable === true && state.contactedAt === null,
)
/** An explanation has nothing to photograph; everything else has. */
export const resultEvidence: Check<'submitResult'> = check(
  'case/evidence-missing',
  ({ command }) =>
    !command.photos?.length && command.resultType !== 'EXPLAINED' && command.resultType !== 'NOT_POSSIBLE',
)

export const submitResult = ({ command, state, actor, now }: Deciding<'submitResult'>): Plan => {
  const due = state.deadlines.find((deadline) => deadline.key === 'D_HANDLE')?.dueAt
  // Handling evidence made offline counts when it was made, not when the network came back (§2.4, note 4).
  const done = occurred(command.occurredAt, now, leadOrder(state)?.createdAt ?? now)
  const result: Result = {
    type: command.resultType,
    text: command.text,
    photos: command.photos ?? [],
    by: refOf(actor),
    order: state.lead,
    ...done,
    late: due !== undefined && due !== null && done.at > due,
    whom: command.whom,
  }
  return only({ type: 'result.submitted', result })
}

/** The words that the reporter will read say what was done, and not the report again (§2.9). */
export const saysWhatWasDone: Check<'submitResult'> = check(
  'case/empty-words',
  ({ command }) => emptyWords(command.text) !== null,
)
export const notTheReportAgain: Check<'submitResult'> = check(
  'case/copied-words',
  ({ command, state }) => emptyWords(command.text, state.report?.text) === 'COPY',
)
export const namesWhom: Check<'submitResult'> = check('case/names-nobody', ({ command }) =>
  namesNobody(command.whom),
)

type Verifying = 'verifyPass' | 'verifyPassNoContact' | 'verifyFail'

const placeOf = ({ state: { report } }: Deciding<Verifying>): LonLat | undefined =>
  report ? [report.lon, report.lat] : undefined

function verifyDistance(deciding: Deciding<Verifying>): number | undefined {
  const at = placeOf(deciding)
  return at && verifyDistanceM(deciding.command, at)
}

/** Grid members verify on the spot; desks compare the photos. */
const verifyLack = (deciding: Deciding<Verifying>) => {
  const at = placeOf(deciding)
  return at ? verifyPlaceLack(deciding.command, at, deciding.actor.role === 'GRID_MEMBER') : null
}
export const placeFitsOrReason: Check<Verifying> = check(
  'case/verify-place',
  (deciding) => verifyLack(deciding) === 'case/verify-place',
)
export const onTheSpotOrReason: Check<Verifying> = check(
  'case/verify-position',
  (deciding) => verifyLack(deciding) === 'case/verify-position',
)

/** The message to the reporter goes out when the result is verified: before that it is only a claim. */
export const feedback = (state: CaseState): DraftFact => ({
  type: 'feedback.sent',
  resultType: state.result?.type ?? 'SOLVED',
  text: state.result?.text ?? '',
  ...(state.result ? { reply: closingReply(state, state.result) } : {}),
})

export const verifyPass = (deciding: Deciding<'verifyPass' | 'verifyPassNoContact'>): Plan => {
  const { command, state } = deciding
  const place = command.place && { lon: command.place.lon, lat: command.place.lat }
  return only(
    {
      type: 'verification.passed',
      place,
      distanceM: verifyDistance(deciding),
      placeReason: command.placeReason,
      photos: command.photos ?? [],
      note: command.note,
    },
    feedback(state),
  )
}

/** A redo goes to the organisation that handled; a self-handled case to its street. */
export function reworkOrder(asking: Pick<Asking, 'state' | 'now'>): Order {
  const { state } = asking
  const handled = orderOf(state, state.result?.order) ?? leadOrder(state)
  const org = handled?.org ?? state.location?.street ?? ''
  return newOrder(asking, 'REWORK', org, 'ACTIVE', { post: handled?.post })
}

/** From the second redo on the unit gets a card with its reply clock; an urgent case is proposed to go up (§2.6). */
function redo(deciding: Asking, order: Order, fact: DraftFact): Plan {
  const again = deciding.state.reworkCount >= 1
  const level = deciding.limits.cards.secondRework
  const card = again ? automaticCard(deciding, order.org, level, 'rule:second-rework') : null
  const proposed: readonly DraftFact[] =
    again && deciding.state.urgency === 'URGENT'
      ? [{ type: 'escalation.proposed', proposal: 'RETURN_UP', org: order.org }]
      : []
  if (!card) return { facts: [fact, ...proposed], order: order.no }
  return {
    facts: [fact, { type: 'supervision.issued', card }, ...proposed],
    order: order.no,
    card: card.no,
    clocks: [{ op: 'start', name: 'D_REPLY', of: 'card' }],
  }
}

export const verifyFail = (deciding: Deciding<'verifyFail'>): Plan => {
  const { reasonCode, note, photos, placeReason } = deciding.command
  const order = reworkOrder(deciding)
  const place = { distanceM: verifyDistance(deciding), placeReason }
  return redo(deciding, order, {
    type: 'verification.failed',
    reason: reasonCode,
    ...place,
    note,
    photos,
    order,
  })
}

export const tryFollowUp = ({ command }: Deciding<'tryFollowUp'>): Plan =>
  only({ type: 'follow-up.tried', note: command.note })

export const recordSatisfied = ({ command }: Deciding<'recordSatisfied'>): Plan => {
  const { contacted, solved, rating, note } = command
  return only({ type: 'follow-up.recorded', kind: 'SATISFIED', contacted, solved, rating, note })
}

export const orderRework = (deciding: Deciding<'orderRework'>): Plan => {
  const { rating, note } = deciding.command
  const order = reworkOrder(deciding)
  return redo(deciding, order, { type: 'rework.ordered', rating, note, order })
}

/** An operator proposes to close as explained; a supervisor co-signs. */
export const recordExplained = (deciding: Deciding<'recordExplained'>): Plan => {
  const { rating, contacted, explanation } = deciding.command
  const request = newRequest(deciding, 'EXPLAINED', explanation, { rating, contacted })
  return { facts: [{ type: 'request.made', request }], request: request.no }
}

export const coSignExplained = ({ command, state }: Deciding<'coSignExplained'>): Plan => {
  const asked = openRequest(state, 'EXPLAINED')
  return {
    facts: [
      {
        type: 'follow-up.recorded',
        kind: 'EXPLAINED',
        contacted: asked?.contacted ?? false,
        solved: false,
        rating: asked?.rating ?? 1,
        note: command.note,
        request: asked?.no,
      },
      { type: 'feedback.sent', resultType: 'EXPLAINED', text: asked?.reason ?? '' },
    ],
    request: asked?.no,
  }
}

export const assessCase = ({ command, state, actor, now }: Deciding<'assess'>): Plan =>
  only(
    {
      type: 'case.assessed',
      assessment: assess(state, refOf(actor), now, command.deductions ?? [], 'MANUAL'),
    },
    { type: 'case.closed', merged: false },
  )

export const appealScore = (deciding: Deciding<'appealScore'>): Plan => {
  const request = newRequest(deciding, 'APPEAL', deciding.command.reason, { org: deciding.actor.org })
  return { facts: [{ type: 'appeal.filed', request }], request: request.no }
}

export const decideAppeal = ({ command, state }: Deciding<'decideAppeal'>): Plan => {
  const request = openRequest(state, 'APPEAL')?.no ?? 0
  const { upheld, reason } = command
  // Only an appeal that is upheld changes the score.
  const score = upheld ? command.score : undefined
  return { facts: [{ type: 'appeal.decided', request, upheld, score, reason }], request }
}

export const partnerTookPart: Check<'ratePartner'> = check(
  'case/not-joint-unit',
  ({ command, state, actor }) =>
    command.org === actor.org || !state.orders.some((order) => order.org === command.org),
)
export const partnerNotRated: Check<'ratePartner'> = check('case/rated', ({ command, state, actor }) =>
  state.ratings.some((rating) => rating.from === actor.org && rating.to === command.org),
)

export const ratePartner = ({ command, actor }: Deciding<'ratePartner'>): Plan => {
  const { org: to, rating, verdict, note } = command
  return only({ type: 'partner.rated', rating: { from: actor.org, to, rating, verdict }, note })
}

export const reopen = (deciding: Deciding<'reopen'>): Plan => {
  const { reasonCode, note } = deciding.command
  const order = reworkOrder(deciding)
  const request = openRequest(deciding.state, 'REOPEN')?.no
  return { facts: [{ type: 'case.reopened', reason: reasonCode, note, order, request }], order: order.no }
}
