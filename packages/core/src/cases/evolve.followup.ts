// Folds what the reporter answers and complains of, and the link that asks.
import type { CaseState } from './case.ts'
import type { CaseFact } from './facts.ts'

export type FollowUpFact = Extract<
  CaseFact,
  {
    type: 'follow-up.link-sent' | 'follow-up.answered' | 'rating.solicited' | 'rating.solicited-decided'
  }
>

export function foldFollowUp(state: CaseState, fact: FollowUpFact): CaseState {
  switch (fact.type) {
    case 'follow-up.link-sent':
      return { ...state, followUpLink: { no: fact.no, sentAt: fact.at, expiresAt: fact.expiresAt } }
    case 'follow-up.answered': {
      const { contacted, solved, rating, note, at } = fact
      return { ...state, followUpAnswer: { contacted, solved, rating, note, at } }
    }
    case 'rating.solicited':
      return { ...state, complaints: [...(state.complaints ?? []), { no: fact.no, at: fact.at }] }
    case 'rating.solicited-decided':
      return {
        ...state,
        complaints: state.complaints?.map((one) =>
          one.no === fact.no ? { ...one, upheld: fact.upheld } : one,
        ),
      }
  }
}

/** A new follow-up asks anew: an answer or a link of the former round counts no more. */
export const beginFollowUp = (state: CaseState, at: number): CaseState => ({
  ...state,
  followUpSince: at,
  followUpAnswer: undefined,
  ...(state.followUpLink ? { followUpLink: { ...state.followUpLink, expiresAt: 0 } } : {}),
})
