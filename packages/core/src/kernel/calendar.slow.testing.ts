// A second calendar that shares nothing with the first: the notices of the State Council as they were published, the
// zone from the zone's own data, and a hand that moves minute by minute. Slow and obvious; tests hold the two together.
import type { ClockKind } from './calendar.ts'

interface Year {
  readonly year: number
  /** First and last day of each holiday, month/day. */
  readonly rest: readonly (readonly [from: string, to: string])[]
  readonly work: readonly string[]
}

/** 国务院办公厅关于2025年、2026年部分节假日安排的通知. */
export const NOTICES: readonly Year[] = [
  {
    year: 2025,
    rest: [
      ['1/1', '1/1'],
      ['1/28', '2/4'],
      ['4/4', '4/6'],
      ['5/1', '5/5'],
      ['5/31', '6/2'],
      ['10/1', '10/8'],
    ],
    work: ['1/26', '2/8', '4/27', '9/28', '10/11'],
  },
  {
    year: 2026,
    rest: [
      ['1/1', '1/3'],
      ['2/15', '2/23'],
      ['4/4', '4/6'],
      ['5/1', '5/5'],
      ['6/19', '6/21'],
      ['9/25', '9/27'],
      ['10/1', '10/7'],
    ],
    work: ['1/4', '2/14', '2/28', '5/9', '9/20', '10/10'],
  },
]

const MINUTE = 60_000
const HOUR = 3_600_000
const BEGIN = Date.parse('2025-01-01T00:00:00+08:00')
const END = Date.parse('2027-01-01T00:00:00+08:00')
const shanghai = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  weekday: 'short',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
})

const ofYear = (month: number, day: number): number => month * 100 + day
const written = (date: string): number => {
  const [month = 0, day = 0] = date.split('/').map(Number)
  return ofYear(month, day)
}

function isWorkingDay(year: number, date: number, weekday: string): boolean {
  const notice = NOTICES.find((one) => one.year === year)
  if (!notice) throw new Error(`no notice for ${year}`)
  if (notice.work.some((day) => written(day) === date)) return true
  if (notice.rest.some(([from, to]) => written(from) <= date && date <= written(to))) return false
  return weekday !== 'Sat' && weekday !== 'Sun'
}

/** One mark for each minute of the two years and each clock: 1 where the minute counts. */
const marks: Readonly<Record<ClockKind, Uint8Array>> = {
  NATURAL: new Uint8Array((END - BEGIN) / MINUTE).fill(1),
  DUTY: new Uint8Array((END - BEGIN) / MINUTE),
  WD24: new Uint8Array((END - BEGIN) / MINUTE),
}
for (let at = BEGIN; at < END; at += HOUR) {
  const of = Object.fromEntries(shanghai.formatToParts(at).map(({ type, value }) => [type, value]))
  const hour = Number(of['hour'])
  const works = isWorkingDay(
    Number(of['year']),
    ofYear(Number(of['month']), Number(of['day'])),
    of['weekday'] ?? '',
  )
  const first = (at - BEGIN) / MINUTE
  marks.DUTY.fill(hour >= 8 && hour < 20 ? 1 : 0, first, first + 60)
  marks.WD24.fill(works ? 1 : 0, first, first + 60)
}

/** First and last instant that the slow clocks know. */
export const SLOW = { from: BEGIN, to: END }

const minuteOf = (at: number): number => Math.floor((at - BEGIN) / MINUTE)

/** Where the clock has counted `amount` milliseconds: minute after minute, the remainder to the millisecond. */
export function slowAdvance(kind: ClockKind, start: number, amount: number): number {
  const counts = marks[kind]
  let left = amount
  let at = start
  for (let minute = minuteOf(start); ; minute++) {
    if (minute >= counts.length) throw new Error('beyond the years that were published')
    const end = BEGIN + (minute + 1) * MINUTE
    // Whoever is on duty until 20:00 is in time at 20:00.
    if (
      kind === 'DUTY' &&
      left === 0 &&
      counts[minute] === 0 &&
      counts[minute - 1] === 1 &&
      at === end - MINUTE
    )
      return at
    if (counts[minute] === 1) {
      if (left < end - at) return at + left
      left -= end - at
    }
    at = end
  }
}

/** Milliseconds that count between two instants. */
export function slowElapsed(kind: ClockKind, from: number, to: number): number {
  const counts = marks[kind]
  let sum = 0
  for (let at = from; at < to;) {
    const end = Math.min(to, BEGIN + (minuteOf(at) + 1) * MINUTE)
    if (counts[minuteOf(at)] === 1) sum += end - at
    at = end
  }
  return sum
}
