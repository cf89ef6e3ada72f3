// The one constant offset against the zone's own history, and clocks that could never end.
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../districts/rulebook.ts'
import { advance, DAY, dayOfDate, HOUR, isAssumed, knownYears, LONGEST_LIMIT } from './calendar.ts'

const zone = new Intl.DateTimeFormat('en-US', { timeZone: 'Asia/Shanghai', timeZoneName: 'longOffset' })
const offsetOf = (at: number): string =>
  zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''

describe('the hour of Shanghai', () => {
  test('is eight hours east on every day since the last summer time ended', () => {
    const odd: string[] = []
    for (let at = Date.parse('1991-09-15T00:00:00Z'); at < Date.parse('2040-01-01T00:00:00Z'); at += DAY)
      if (offsetOf(at) !== 'GMT+08:00') odd.push(new Date(at).toISOString())
    expect(odd).toEqual([])
  })

  test('was nine hours east in the summers of 1986 to 1991, to which no clock reaches', () => {
    for (const year of [1986, 1987, 1988, 1989, 1990, 1991])
      expect(offsetOf(Date.parse(`${year}-07-01T00:00:00Z`))).toBe('GMT+09:00')
    // A limit lies ahead of its start, and starts are received by this product: no instant before it existed.
    const rules = calendarOf({ offset: 8 * HOUR, duty: { from: 8 * HOUR, to: 20 * HOUR } }, [
      { date: '2024-01-01', kind: 'REST', name: '元旦' },
    ])
    const start = Date.parse('2024-01-02T00:00:00+08:00')
    expect(advance(rules, 'WD24', start, 0)).toBeGreaterThanOrEqual(start)
  })
})

const days = [
  { date: '2026-01-01', kind: 'REST' as const, name: '元旦' },
  { date: '2026-10-01', kind: 'REST' as const, name: '国庆节' },
]
const calendar = calendarOf({ offset: 8 * HOUR, duty: { from: 8 * HOUR, to: 20 * HOUR } }, days)
const at = (local: string): number => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)

describe('what is known of working days', () => {
  test('are whole years: a holiday is published with its year', () => {
    expect(knownYears([dayOfDate('2025-10-01'), dayOfDate('2026-02-17')])).toEqual({
      from: dayOfDate('2025-01-01'),
      to: dayOfDate('2026-12-31'),
    })
    expect(knownYears([])).toBeNull()
  })

  test('ends with the year: a limit that runs over it rests on an assumption, on the working-day clock only', () => {
    const assumed = (from: string, to: string) => isAssumed(calendar, 'WD24', at(from), at(to))
    expect(assumed('2026-12-30 10:00', '2026-12-31 23:59')).toBe(false)
    expect(assumed('2026-12-30 10:00', '2027-01-01 00:00')).toBe(true)
    expect(assumed('2025-12-31 10:00', '2026-01-02 00:00')).toBe(true)
    expect(isAssumed(calendar, 'DUTY', at('2026-12-30 10:00'), at('2027-02-01 10:00'))).toBe(false)
    expect(isAssumed(calendar, 'NATURAL', at('2026-12-30 10:00'), at('2027-02-01 10:00'))).toBe(false)
  })

  test('is assumed to be Monday to Friday until then', () => {
    // 1 January 2027 is a Friday.
    expect(advance(calendar, 'WD24', at('2026-12-31 10:00'), 48 * HOUR)).toBe(at('2027-01-04 10:00'))
  })
})

describe('a clock that could never end is refused', () => {
  test.each([-1, 0.5, Number.NaN, Infinity, LONGEST_LIMIT + 1])('an amount of %s', (amount) => {
    for (const kind of ['NATURAL', 'DUTY', 'WD24'] as const)
      expect(() => advance(calendar, kind, at('2026-03-02 10:00'), amount)).toThrow(RangeError)
  })
  test('duty hours that end before they begin', () => {
    const inverted = { ...calendar, duty: { from: 20 * HOUR, to: 8 * HOUR } }
    expect(() => advance(inverted, 'DUTY', at('2026-03-02 10:00'), HOUR)).toThrow(RangeError)
  })
  test('the longest limit is still found within a second', () => {
    const began = performance.now()
    expect(advance(calendar, 'WD24', at('2026-03-02 10:00'), 20 * 366 * DAY)).toBeGreaterThan(0)
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
