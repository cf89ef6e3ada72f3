/**
 * The three clocks of domain specification §2.5, in integer milliseconds, with the zone offset explicit.
 * China has had no daylight saving since 15 September 1991: one offset fits every instant since. The summers of
 * 1986–1991 are no trap because no clock reaches back to them; `calendar.zone.test.ts` holds both against the zone's data.
 */
export type ClockKind = 'NATURAL' | 'DUTY' | 'WD24'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export interface WorkCalendar {
  /** Milliseconds east of UTC: 8 h for Asia/Shanghai. */
  readonly offset: number
  /** Duty hours as milliseconds of the local day, the same on every day of the year. */
  readonly duty: { readonly from: number; readonly to: number }
  /** Days that differ from Monday–Friday: holidays (REST) and make-up workdays (WORK), by local day number. */
  readonly exceptions: ReadonlyMap<number, 'WORK' | 'REST'>
  /** First and last local day of the years whose holidays are published; beyond them Monday–Friday is an assumption. */
  readonly known: { readonly from: number; readonly to: number } | null
}

/** No limit of any law or district is longer; a longer one is a mistake that would walk day by day for minutes. */
export const LONGEST_LIMIT = 100 * 366 * DAY

/** Number of the local day since 1970-01-01. */
export const dayOf = (calendar: WorkCalendar, at: number): number => Math.floor((at + calendar.offset) / DAY)

/** Instant at which a local day begins. */
export const startOfDay = (calendar: WorkCalendar, day: number): number => day * DAY - calendar.offset

/** Local day number of a date written as YYYY-MM-DD. */
export const dayOfDate = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY)

const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear()

/** Days of the calendar years that these days lie in, as the State Council publishes holidays by the year. */
export function knownYears(days: Iterable<number>): WorkCalendar['known'] {
  let [from, to] = [Infinity, -Infinity]
  for (const day of days) [from, to] = [Math.min(from, day), Math.max(to, day)]
  if (from > to) return null
  return { from: Date.UTC(yearOf(from), 0, 1) / DAY, to: Date.UTC(yearOf(to), 11, 31) / DAY }
}

/** True when the amount counted between two instants rests on working days that nobody has published yet. */
export function isAssumed(calendar: WorkCalendar, clock: ClockKind, from: number, to: number): boolean {
  if (clock !== 'WD24') return false
  const { known } = calendar
  return known === null || dayOf(calendar, from) < known.from || dayOf(calendar, to) > known.to
}

/** True on Monday–Friday and make-up workdays, false on weekends and holidays. */
export function isWorkday(calendar: WorkCalendar, day: number): boolean {
  const exception = calendar.exceptions.get(day)
  if (exception) return exception === 'WORK'
  // 1970-01-01 was a Thursday: (day + 3) mod 7 is 0 on Mondays.
  return (((day + 3) % 7) + 7) % 7 < 5
}

/** The counted part of one local day as an interval, or null when the clock stands still all day. */
function countedPart(
  calendar: WorkCalendar,
  clock: ClockKind,
  day: number,
): readonly [from: number, to: number] | null {
  const start = startOfDay(calendar, day)
  switch (clock) {
    case 'NATURAL':
      return [start, start + DAY]
    case 'DUTY':
      return [start + calendar.duty.from, start + calendar.duty.to]
    case 'WD24':
      return isWorkday(calendar, day) ? [start, start + DAY] : null
  }
}

/**
 * The instant at which `amount` counted milliseconds have passed since `start`.
 * WD24 ends inside a working day (a limit that runs out at midnight ends at 00:00 of the next working day);
 * DUTY may end exactly at closing time.
 * Throws on an amount that is no amount (negative, not whole, above `LONGEST_LIMIT`) and on duty hours that never come:
 * a clock that cannot end must not be waited for.
 */
export function advance(calendar: WorkCalendar, clock: ClockKind, start: number, amount: number): number {
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > LONGEST_LIMIT)
    throw new RangeError(`${amount} is no amount of time`)
  if (!Number.isSafeInteger(start)) throw new RangeError(`${start} is no instant`)
  if (clock === 'NATURAL') return start + amount
  if (clock === 'DUTY' && calendar.duty.from >= calendar.duty.to)
    throw new RangeError('duty hours end before they begin')
  let left = amount
  for (let day = dayOf(calendar, start); ; day++) {
    const part = countedPart(calendar, clock, day)
    if (!part) continue
    const from = Math.max(start, part[0])
    const room = part[1] - from
    if (room < 0) continue
    if (clock === 'DUTY' ? left <= room : left < room) return from + left
    left -= room
  }
}

/** Counted milliseconds between two instants; zero when `to` is not after `from`. */
export function elapsed(calendar: WorkCalendar, clock: ClockKind, from: number, to: number): number {
  if (to <= from) return 0
  if (clock === 'NATURAL') return to - from
  let sum = 0
  const last = dayOf(calendar, to)
  for (let day = dayOf(calendar, from); day <= last; day++) {
    const part = countedPart(calendar, clock, day)
    if (part) sum += Math.max(0, Math.min(to, part[1]) - Math.max(from, part[0]))
  }
  return sum
}

export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Stretches between two instants in which the clock does not count: nights, weekends, holidays; in order, not touching. */
export function standstill(calendar: WorkCalendar, clock: ClockKind, from: number, to: number): Stretch[] {
  if (clock === 'NATURAL' || to <= from) return []
  const still: Stretch[] = []
  let end = from
  for (let day = dayOf(calendar, from); end < to; day++) {
    const part = countedPart(calendar, clock, day)
    if (!part) continue
    const next = Math.min(to, part[0])
    if (next > end) still.push({ from: end, to: next })
    end = Math.max(end, part[1])
  }
  return still
}
