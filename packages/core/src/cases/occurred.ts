// When something happened as a device says, against when it arrived here: what of it counts, and what is only kept.
import { DAY, HOUR, MINUTE } from '../kernel/calendar.ts'

/**
 * AHEAD: later than its arrival. TOO_OLD: more than thirty days before it. BEFORE_ORDER: before the order existed.
 * These three count as of their arrival. DELAYED: more than a day before its arrival; it counts, and somebody should look.
 */
export const TIME_DOUBTS = ['AHEAD', 'TOO_OLD', 'BEFORE_ORDER', 'DELAYED'] as const
export type TimeDoubt = (typeof TIME_DOUBTS)[number]

export interface Occurred {
  /** The time that counts, never after the arrival and never before the order. */
  readonly at: number
  /** What was said and why it is doubted; absent where there is nothing to doubt. */
  readonly claimedAt?: number
  readonly doubt?: TimeDoubt
}

/** Clocks of phones differ by minutes; a telephone call comes before its order by less than an hour. */
const SKEW_MS = 5 * MINUTE
const CALLED_AHEAD_MS = HOUR
/** Longer than any phone lies in a drawer with work that counts. */
const OLDEST_MS = 30 * DAY
/** From here on the two times are shown beside each other (domain specification §2.4, note 4). */
const APART_MS = DAY

/**
 * The time of a piece of work: what the device says, within what can be true. `orderedAt` is when the order was given;
 * without one nothing but age bounds the past. Clocks never turn by it: they start and stop when the command arrives.
 */
export function occurred(
  claimedAt: number | undefined,
  receivedAt: number,
  orderedAt: number = -Infinity,
): Occurred {
  if (claimedAt === undefined) return { at: receivedAt }
  const doubted = (doubt: TimeDoubt, at = receivedAt): Occurred => ({ at, claimedAt, doubt })
  if (claimedAt > receivedAt + SKEW_MS) return doubted('AHEAD')
  if (claimedAt < receivedAt - OLDEST_MS) return doubted('TOO_OLD')
  if (claimedAt < orderedAt - CALLED_AHEAD_MS) return doubted('BEFORE_ORDER')
  const at = Math.max(orderedAt, Math.min(claimedAt, receivedAt))
  return claimedAt < receivedAt - APART_MS ? doubted('DELAYED', at) : { at }
}
