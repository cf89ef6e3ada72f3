// Days back from today by the clock of the district.
import { DAY, HOUR } from '@gezhi/core/kernel/calendar'

/** China has one time zone and no daylight saving. */
const OFFSET = 8 * HOUR
/** As far as the map goes back. */
export const MOST_DAYS = 30

/** The last instant of a day that lies so many days back. */
export const endOfDay = (now: number, daysBack: number): number =>
  (Math.floor((now + OFFSET) / DAY) + 1 - daysBack) * DAY - OFFSET - 1

/** `2026-09-14`, the day of an instant. */
export const dateOf = (at: number): string => new Date(at + OFFSET).toISOString().slice(0, 10)
