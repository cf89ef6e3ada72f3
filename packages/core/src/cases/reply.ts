// The closing reply to the reporter has four elements: accepted when, whom contacted, what was done, solved when (§2.9).
import type { CaseState, Result } from './case.ts'

/** What the system knows of a reply; `text` of the feedback says what was done. Times in milliseconds. */
export interface ClosingReply {
  /** Null for what was solved on the spot: it was never waiting for acceptance. */
  readonly acceptedAt: number | null
  /** When the reporter was reached first; null where nobody could be. */
  readonly contactedAt: number | null
  readonly whom: string | null
  readonly solvedAt: number
}

/** The elements of the reply that a result gives. */
export const closingReply = (
  { acceptedAt, contactedAt, selfHandled }: Pick<CaseState, 'acceptedAt' | 'contactedAt' | 'selfHandled'>,
  { whom, at }: Pick<Result, 'whom' | 'at'>,
): ClosingReply => ({
  acceptedAt: selfHandled ? null : acceptedAt,
  contactedAt,
  whom: whom ?? null,
  solvedAt: at,
})
