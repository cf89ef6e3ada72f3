import { describe, expect, test } from 'vitest'
import { before, daysOfMonth, lengthOf, nameOf, periodOf } from './period.ts'

/** Wednesday 2026-09-16, one o'clock at night in Beijing: still Tuesday in Greenwich. */
const NIGHT = Date.parse('2026-09-16T01:00:00+08:00')

describe('a named period', () => {
  test.each([
    ['thisWeek', '2026-09-14', '2026-09-16'],
    ['lastWeek', '2026-09-07', '2026-09-13'],
    ['thisMonth', '2026-09-01', '2026-09-16'],
    ['lastMonth', '2026-08-01', '2026-08-31'],
    ['quarter', '2026-06-19', '2026-09-16'],
  ] as const)('%s is %s to %s', (name, from, to) => {
    expect(periodOf(name, NIGHT)).toEqual({ from, to })
    expect(nameOf({ from, to }, NIGHT)).toBe(name)
  })

  test('on a Sunday the week is the one that ends', () => {
    expect(periodOf('thisWeek', Date.parse('2026-09-20T12:00:00+08:00')).from).toBe('2026-09-14')
  })

  test('last month of January is December of the year before', () => {
    expect(periodOf('lastMonth', Date.parse('2027-01-31T12:00:00+08:00'))).toEqual(daysOfMonth('2026-12'))
  })
})

test('February has its leap day', () => {
  expect(daysOfMonth('2028-02').to).toBe('2028-02-29')
})

test('a period is compared with as many days before it', () => {
  const week = { from: '2026-09-07', to: '2026-09-13' }
  expect(lengthOf(week)).toBe(7)
  expect(before(week)).toEqual({ from: '2026-08-31', to: '2026-09-06' })
})
