// When simulated cases are reported: so many on each day, busy in summer and quiet on Sundays.
import { DAY } from '@gezhi/core/kernel/calendar'
import { MONTHS, WEEKDAYS } from './shares.ts'
import type { Chance } from './chance.ts'

/** Days over which so many cases spread: five years, fewer where there would be less than a hundred a day. */
export const spanOf = (cases: number): number => Math.min(1826, Math.max(30, Math.ceil(cases / 100)))

/** Number of the weekday, Monday 0: 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

/** Cases of each of `days` days from day `first`; together exactly `cases`. */
export function casesByDay(cases: number, first: number, days: number, chance: Chance): number[] {
  const weights = Array.from({ length: days }, (_, index) => {
    const day = first + index
    const month = MONTHS[new Date(day * DAY).getUTCMonth()] ?? 0
    return month * (WEEKDAYS[weekdayOf(day)] ?? 0) * (0.85 + chance.next() * 0.3)
  })
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let [weighed, given] = [0, 0]
  return weights.map((weight) => {
    weighed += weight
    const count = Math.round((weighed / all) * cases) - given
    given += count
    return count
  })
}

/** Weeks that begin on a Monday with no holiday in them or in the two that follow: lives are played there. */
export function plainWeeks(exceptions: ReadonlyMap<number, unknown>, last: number): number[] {
  const weeks: number[] = []
  for (let monday = last - weekdayOf(last) - 70; weeks.length < 8 && monday > last - 1000; monday -= 7) {
    const plain = Array.from({ length: 21 }, (_, index) => monday + index).every(
      (day) => !exceptions.has(day),
    )
    if (plain) weeks.push(monday)
  }
  if (weeks.length === 0) throw new Error('the calendar of the district has no three weeks without a holiday')
  return weeks
}
