import { describe, expect, test } from 'vitest'
import { createBuckets } from './buckets.ts'

describe('a rate limit', () => {
  test('lets a burst through, then as many as the rate gives back', () => {
    let time = 0
    const buckets = createBuckets(() => time)
    const taken = Array.from({ length: 5 }, () => buckets.take('a', 60, 3))
    expect(taken).toEqual([true, true, true, false, false])
    time += 1000
    expect([buckets.take('a', 60, 3), buckets.take('a', 60, 3)]).toEqual([true, false])
  })

  test('counts each key by itself', () => {
    const buckets = createBuckets(() => 0)
    expect([buckets.take('a', 1), buckets.take('b', 1), buckets.take('a', 1)]).toEqual([true, true, false])
  })
})
