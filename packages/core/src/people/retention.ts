// How long the contact of a reporter is kept: the notice before it is collected says so (R-P-06, R-P-09).
import { DAY } from '../kernel/calendar.ts'

/** After the end of a case its reporter's contact is kept for so many months; the portal's notice names the number. */
export const CONTACT_MONTHS_AFTER_END = 12

/** Bound for a contact whose case never ends; no case is open for so long without being looked at (E31: 90 days). */
const LONGEST_OPEN_MS = 5 * 365 * DAY

/** Until when the contact of an open case may be kept, when it is written down at `now` (milliseconds). */
export const contactKeptWhileOpen = (now: number): number => now + LONGEST_OPEN_MS

/** The same day twelve months after the end of the case, in milliseconds; 29 February becomes 1 March. */
export function contactKeptAfter(endedAt: number): number {
  const day = new Date(endedAt)
  return day.setUTCMonth(day.getUTCMonth() + CONTACT_MONTHS_AFTER_END)
}
