import { DAY, HOUR } from '@gezhi/core/kernel/calendar'

/** Local days, both inclusive, YYYY-MM-DD. */
export interface Period {
  readonly from: string
  readonly to: string
}

export const PERIODS = ['thisWeek', 'lastWeek', 'thisMonth', 'lastMonth', 'quarter'] as const
export type PeriodName = (typeof PERIODS)[number]

const BEIJING = 8 * HOUR

/** The day of an instant on the wall in Beijing. */
export const dayOf = (at: number): string => new Date(at + BEIJING).toISOString().slice(0, 10)
/** The month of an instant, YYYY-MM. */
export const monthOf = (at: number): string => dayOf(at).slice(0, 7)
const moved = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)

/** First and last day of a month, YYYY-MM. */
export function daysOfMonth(month: string): Period {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) }
}

/** A named period around an instant. Weeks begin on Monday; what is not over yet ends today. */
export function periodOf(name: PeriodName, at: number): Period {
  const today = dayOf(at)
  const monday = moved(today, -((new Date(today).getUTCDay() + 6) % 7))
  switch (name) {
    case 'thisWeek':
      return { from: monday, to: today }
    case 'lastWeek':
      return { from: moved(monday, -7), to: moved(monday, -1) }
    case 'thisMonth':
      return { from: `${today.slice(0, 7)}-01`, to: today }
    case 'lastMonth':
      return daysOfMonth(moved(`${today.slice(0, 7)}-01`, -1).slice(0, 7))
    case 'quarter':
      return { from: moved(today, -89), to: today }
  }
}

/** The name of a period, when it has one. */
export const nameOf = (period: Period, at: number): PeriodName | null =>
  PERIODS.find((name) => {
    const { from, to } = periodOf(name, at)
    return from === period.from && to === period.to
  }) ?? null

/** How many days a period has. */
export const lengthOf = ({ from, to }: Period): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1

/** The period of the same length that ends the day before. */
export const before = (period: Period): Period => ({
  from: moved(period.from, -lengthOf(period)),
  to: moved(period.from, -1),
})
