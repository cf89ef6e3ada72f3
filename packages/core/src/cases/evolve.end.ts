// Folds facts of feedback and assessment, and of what happens beside the main line.
import { afresh } from './case.new.ts'
import type { CaseState } from './case.ts'
import { addOrder, finishOrder } from './evolve.orders.ts'
import { foldFollowUp } from './evolve.followup.ts'
import { addRequest, decideRequest } from './evolve.requests.ts'
import type { CaseFact } from './facts.ts'
import type { CaseOwnFact } from './evolve.case.ts'
import type { WorkFact } from './evolve.work.ts'

export type EndFact = Exclude<CaseFact, CaseOwnFact | WorkFact>

export function foldEndFact(state: CaseState, fact: EndFact): CaseState {
  switch (fact.type) {
    case 'follow-up.tried':
      return { ...state, followUpTries: [...state.followUpTries, fact.at] }
    case 'follow-up.link-sent':
    case 'follow-up.answered':
    case 'rating.solicited':
    case 'rating.solicited-decided':
      return foldFollowUp(state, fact)
    case 'follow-up.unreachable':
      return {
        ...state,
        followUp: { kind: 'UNREACHABLE', contacted: false, solved: false, rating: null, at: fact.at },
      }
    case 'feedback.sent':
      return { ...state, feedbackAt: fact.at }
    case 'timeline.added':
      return { ...state, noteCount: state.noteCount + 1 }
    case 'appeal.filed':
      return addRequest({ ...state, appealed: true }, fact.request)
    case 'result.submitted': {
      const done = finishOrder(state, state.lead, fact.at, {
        text: fact.result.text,
        photos: fact.result.photos,
        by: fact.by,
      })
      return { ...finishOrder(done, state.coordinator, fact.at), result: fact.result }
    }
    case 'verification.passed':
      return { ...state, verifiedBy: fact.by }
    case 'verification.overdue':
      return { ...state, verifyOverdue: fact.times }
    case 'verification.failed':
      return {
        ...addOrder(state, fact.order, { lead: true }),
        ...afresh,
        verifyFails: state.verifyFails + 1,
        reworkCount: state.reworkCount + 1,
      }
    case 'rework.ordered':
      return {
        ...addOrder(state, fact.order, { lead: true }),
        ...afresh,
        reworkCount: state.reworkCount + 1,
        dissatisfactionRework: state.dissatisfactionRework + 1,
      }
    case 'follow-up.recorded':
      return {
        ...decideRequest(state, fact.request, 'APPROVED', fact, fact.note),
        followUp: {
          kind: fact.kind,
          contacted: fact.contacted,
          solved: fact.solved,
          rating: fact.rating,
          at: fact.at,
        },
      }
    case 'appeal.decided': {
      const decided = decideRequest(
        state,
        fact.request,
        fact.upheld ? 'APPROVED' : 'REJECTED',
        fact,
        fact.reason,
      )
      return fact.score === undefined || !decided.assessment
        ? decided
        : { ...decided, assessment: { ...decided.assessment, finalScore: fact.score } }
    }
    case 'partner.rated':
      return { ...state, ratings: [...state.ratings, fact.rating] }
    case 'urgency.raised':
      return { ...state, urgency: fact.urgency }
    case 'urgency.lowered':
      return { ...decideRequest(state, fact.request, 'APPROVED', fact, fact.reason), urgency: fact.urgency }
    case 'supervision.issued':
      return { ...state, cards: [...state.cards, fact.card] }
    case 'supervision.replied':
      return {
        ...state,
        cards: state.cards.map((card) =>
          card.no === fact.card
            ? {
                ...card,
                state: 'REPLIED',
                reply: { measures: fact.measures, by: fact.promisedBy, at: fact.at },
              }
            : card,
        ),
      }
    case 'supervision.cancelled':
      return {
        ...state,
        cards: state.cards.map((card) => (card.no === fact.card ? { ...card, state: 'CANCELLED' } : card)),
      }
    case 'escalation.proposed':
    case 'deadline.due-soon':
    case 'deadline.missed':
    case 'deadline.recounted':
    case 'instruction.added':
      return state
  }
}
