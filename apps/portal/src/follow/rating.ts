import type { CommandOf } from '@gezhi/core/cases/commands'

/** The answers to the three questions of a follow-up (domain specification §2.9). */
export interface Rating {
  readonly contacted: boolean | null
  readonly solved: boolean | null
  readonly rating: number | null
  readonly note: string
}
export const unanswered: Rating = { contacted: null, solved: null, rating: null, note: '' }

export type RatingLack = 'contacted' | 'solved' | 'rating' | 'why'

/** What is missing: a rating of 1 or 2 needs its reason, as it will be checked. */
export function lackOfRating({ contacted, solved, rating, note }: Rating): RatingLack | null {
  if (contacted === null) return 'contacted'
  if (solved === null) return 'solved'
  if (rating === null) return 'rating'
  return rating < 3 && !note.trim() ? 'why' : null
}

/** The complete answer; null while something is missing. */
export function answerOfRating(given: Rating) {
  const { contacted, solved, rating } = given
  const note = given.note.trim()
  if (lackOfRating(given) || contacted === null || solved === null || rating === null) return null
  return { contacted, solved, rating, ...(note ? { note } : {}) }
}

/**
 * The command of a reporter with a key: 3 to 5 records satisfaction (E43), 1 and 2 go to the follow-up operator,
 * who alone orders a redo (E44).
 */
export function ratingCommand(
  given: Rating,
): CommandOf<'recordSatisfied'> | CommandOf<'recordDissatisfied'> | null {
  const answer = answerOfRating(given)
  if (!answer) return null
  const { note = '', ...rest } = answer
  return answer.rating < 3
    ? { type: 'recordDissatisfied', ...rest, note }
    : { type: 'recordSatisfied', ...answer }
}
