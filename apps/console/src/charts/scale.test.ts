import { describe, expect, test } from 'vitest'
import { everyOf, ticksOf, wilson } from './scale.ts'

test('an axis ends at a round number above the largest value', () => {
  expect(ticksOf(1)).toEqual([0, 1])
  expect(ticksOf(3)).toEqual([0, 1, 2, 3])
  expect(ticksOf(9)).toEqual([0, 5, 10])
  expect(ticksOf(7)).toEqual([0, 2, 4, 6, 8])
  expect(ticksOf(93)).toEqual([0, 25, 50, 75, 100])
  expect(ticksOf(1200)).toEqual([0, 500, 1000, 1500])
  expect(ticksOf(0)).toEqual([0, 1])
})

test('names of an axis are thinned out until they fit', () => {
  expect([everyOf(7, 700, 60), everyOf(31, 620, 60)]).toEqual([1, 3])
})

describe('the interval of a rate', () => {
  test('is wide for few and narrow for many', () => {
    const [few, many] = [wilson(3, 4) ?? [0, 0], wilson(300, 400) ?? [0, 0]]
    expect(few[1] - few[0]).toBeGreaterThan(0.5)
    expect(many[1] - many[0]).toBeLessThan(0.1)
  })

  test('stays within the possible, and includes what was seen', () => {
    for (const [k, n] of [
      [0, 1],
      [1, 1],
      [0, 500],
      [17, 20],
    ] as const) {
      const [low, high] = wilson(k, n) ?? [-1, -1]
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low <= k / n + 1e-9 && k / n - 1e-9 <= high).toBe(true)
    }
  })

  test('does not exist without a sample', () => {
    expect(wilson(0, 0)).toBeNull()
  })
})
