// The three clocks against their meaning, and against a slow clock that counts minute by minute.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  advance,
  DAY,
  dayOf,
  dayOfDate,
  elapsed,
  HOUR,
  isWorkday,
  MINUTE,
  startOfDay,
  type ClockKind,
  type WorkCalendar,
} from './calendar.ts'

/** 2026: National Day from Thursday 1 to Wednesday 7 October, made up on Sunday 20 September and Saturday 10 October. */
const calendar: WorkCalendar = {
  offset: 8 * HOUR,
  duty: { from: 8 * HOUR, to: 20 * HOUR },
  exceptions: new Map([
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map(
      (date) => [dayOfDate(date), 'REST'] as const,
    ),
    ...['2026-09-20', '2026-10-10'].map((date) => [dayOfDate(date), 'WORK'] as const),
  ]),
  known: { from: dayOfDate('2026-01-01'), to: dayOfDate('2026-12-31') },
}
const at = (local: string): number => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)
const local = (instant: number): string =>
  new Date(instant + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ')
const runs = (clock: ClockKind, from: string, hours: number): string =>
  local(advance(calendar, clock, at(from), hours * HOUR))

describe('the working-day clock', () => {
  test('72 hours are the same time three working days later', () => {
    expect(runs('WD24', '2026-09-14 10:00', 72)).toBe('2026-09-17 10:00')
  })
  test('it skips the weekend', () => {
    expect(runs('WD24', '2026-09-11 15:30', 24)).toBe('2026-09-14 15:30')
  })
  test('it stands still over National Day and counts the make-up Saturday', () => {
    expect(runs('WD24', '2026-09-30 16:00', 24)).toBe('2026-10-08 16:00')
    expect(runs('WD24', '2026-10-09 09:00', 24)).toBe('2026-10-10 09:00')
    expect(runs('WD24', '2026-09-18 09:00', 24)).toBe('2026-09-20 09:00')
  })
  test('what starts on a day of rest starts with the next working day', () => {
    expect(runs('WD24', '2026-10-03 11:00', 2)).toBe('2026-10-08 02:00')
  })
  test('what runs out at midnight is due when the next working day begins', () => {
    expect(runs('WD24', '2026-09-30 00:00', 24)).toBe('2026-10-08 00:00')
  })
})

describe('the duty clock', () => {
  test('it stands still at night and runs at weekends', () => {
    expect(runs('DUTY', '2026-09-12 19:00', 2)).toBe('2026-09-13 09:00')
  })
  test('it may run out exactly at closing time', () => {
    expect(runs('DUTY', '2026-09-14 18:00', 2)).toBe('2026-09-14 20:00')
  })
  test('it runs on a holiday: the duty desk is always manned', () => {
    expect(runs('DUTY', '2026-10-01 10:00', 4)).toBe('2026-10-01 14:00')
  })
})

test('a working day is Monday to Friday, but for holidays and make-up days', () => {
  const works = (date: string) => isWorkday(calendar, dayOfDate(date))
  expect(['2026-09-14', '2026-09-18', '2026-09-20', '2026-10-10', '2026-10-08'].map(works)).not.toContain(
    false,
  )
  expect(['2026-09-12', '2026-09-13', '2026-10-01', '2026-10-07', '2026-10-11'].map(works)).not.toContain(
    true,
  )
  expect([works('1969-12-31'), works('1970-01-01'), works('1970-01-04')]).toEqual([true, true, false])
})

test('a local day begins at midnight of Shanghai', () => {
  const day = dayOf(calendar, at('2026-10-01 00:00'))
  expect(day).toBe(dayOfDate('2026-10-01'))
  expect(startOfDay(calendar, day)).toBe(at('2026-10-01 00:00'))
  expect(dayOf(calendar, at('2026-10-01 00:00') - 1)).toBe(day - 1)
})

const CLOCKS = ['NATURAL', 'DUTY', 'WD24'] as const
const clock = fc.constantFrom<ClockKind>(...CLOCKS)
const from = at('2026-09-01 00:00')
const instant = fc.integer({ min: from, max: from + 60 * DAY })
const amount = fc.integer({ min: 0, max: 20 * DAY })
const RUNS = { numRuns: 3000 }

test('counting back what was advanced gives the same amount', () => {
  fc.assert(
    fc.property(clock, instant, amount, (kind, start, ms) => {
      expect(elapsed(calendar, kind, start, advance(calendar, kind, start, ms))).toBe(ms)
    }),
    RUNS,
  )
})

test('a longer limit is never due earlier, and a later start never either', () => {
  fc.assert(
    fc.property(clock, instant, amount, amount, fc.nat(5 * DAY), (kind, start, a, b, later) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)]
      expect(advance(calendar, kind, start, less)).toBeLessThanOrEqual(advance(calendar, kind, start, more))
      expect(advance(calendar, kind, start, less)).toBeLessThanOrEqual(
        advance(calendar, kind, start + later, less),
      )
    }),
    RUNS,
  )
})

test('time adds up: two stretches count as much as the whole', () => {
  fc.assert(
    fc.property(clock, instant, amount, amount, (kind, start, a, b) => {
      const [middle, end] = [start + a, start + a + b]
      expect(elapsed(calendar, kind, start, middle) + elapsed(calendar, kind, middle, end)).toBe(
        elapsed(calendar, kind, start, end),
      )
    }),
    RUNS,
  )
})

test('no working-day limit runs out on a day of rest, no duty limit at night', () => {
  fc.assert(
    fc.property(instant, amount, (start, ms) => {
      expect(isWorkday(calendar, dayOf(calendar, advance(calendar, 'WD24', start, ms)))).toBe(true)
      const due = advance(calendar, 'DUTY', start, ms)
      const ofDay = due - startOfDay(calendar, dayOf(calendar, due))
      expect(ofDay).toBeGreaterThanOrEqual(calendar.duty.from)
      expect(ofDay).toBeLessThanOrEqual(calendar.duty.to)
    }),
    RUNS,
  )
})

test('the natural clock is plain addition', () => {
  fc.assert(
    fc.property(instant, amount, (start, ms) => {
      expect(advance(calendar, 'NATURAL', start, ms)).toBe(start + ms)
      expect(elapsed(calendar, 'NATURAL', start, start + ms)).toBe(ms)
      expect(elapsed(calendar, 'NATURAL', start + ms, start)).toBe(0)
    }),
    RUNS,
  )
})

/** Whether this minute counts, from the words of the specification alone. */
function counts(kind: ClockKind, minute: number): boolean {
  const date = new Date(minute + 8 * HOUR)
  if (kind === 'NATURAL') return true
  if (kind === 'DUTY') return date.getUTCHours() >= 8 && date.getUTCHours() < 20
  const day = date.toISOString().slice(0, 10)
  if (['2026-09-20', '2026-10-10'].includes(day)) return true
  if (/^2026-10-0[1-7]$/.test(day)) return false
  return date.getUTCDay() >= 1 && date.getUTCDay() <= 5
}

/** Every minute of a hundred days, looked at once. */
const MINUTES = 100 * 24 * 60
const counted = Object.fromEntries(
  CLOCKS.map((kind) => [
    kind,
    Uint8Array.from({ length: MINUTES }, (_, n) => Number(counts(kind, from + n * MINUTE))),
  ]),
)

test('it agrees with a clock that looks at every minute', () => {
  fc.assert(
    fc.property(clock, fc.nat(40 * 24 * 60), fc.nat(6 * 24 * 60), (kind, first, wanted) => {
      const table = counted[kind] ?? new Uint8Array()
      let minute = first
      for (let sum = 0; sum < wanted; minute++) sum += table[minute] ?? 0
      const [start, end] = [from + first * MINUTE, from + minute * MINUTE]
      expect(elapsed(calendar, kind, start, end)).toBe(wanted * MINUTE)
      // The slow clock stops behind the last counted minute; the due time may lie where the next one begins.
      const due = advance(calendar, kind, start, wanted * MINUTE)
      expect(due).toBeGreaterThanOrEqual(end)
      expect(table.subarray(minute, (due - from) / MINUTE).every((one) => one === 0)).toBe(true)
    }),
    { numRuns: 5000 },
  )
})
