import type { CaseView } from '@gezhi/core/cases/case.api'
import type { CaseCommand } from '@gezhi/core/cases/commands'

/** The answers to the three questions of a follow-up (domain specification §2.9). */
export interface Rating {
  readonly contacted: boolean | null
  readonly solved: boolean | null
  readonly rating: number | null
  readonly note: string
}

export type RatingLack = 'contacted' | 'solved' | 'rating' | 'why'

/** What is missing: a rating of 1 or 2 needs its reason, as it will be checked. */
export function lackOfRating({ contacted, solved, rating, note }: Rating): RatingLack | null {
  if (contacted === null) return 'contacted'
  if (solved === null) return 'solved'
  if (rating === null) return 'rating'
  return rating < 3 && !note.trim() ? 'why' : null
}

/**
 * A reporter records satisfaction of 3 to 5 alone (E43). Rework after 1 or 2 is the follow-up operator's to order (E44),
 * so a low rating becomes a note on the case, in `lowText`, which that operator reads.
 */
export function ratingCommand(given: Rating, lowText: string): CaseCommand | null {
  const { contacted, solved, rating, note } = given
  if (lackOfRating(given) || contacted === null || solved === null || rating === null) return null
  if (rating < 3) return { type: 'annotate', text: lowText }
  return { type: 'recordSatisfied', contacted, solved, rating, ...(note.trim() ? { note: note.trim() } : {}) }
}

/** True when the resident has already written since the follow-up began: the operator has it. */
export function hasWrittenSinceFollowUp(view: Pick<CaseView, 'state' | 'timeline'>): boolean {
  const began = view.timeline.findLastIndex(({ to }) => to === 'FOLLOW_UP')
  if (view.state !== 'FOLLOW_UP' || began < 0) return false
  return view.timeline
    .slice(began)
    .some(({ type, actor }) => type === 'timeline.added' && actor.role === 'RESIDENT')
}
