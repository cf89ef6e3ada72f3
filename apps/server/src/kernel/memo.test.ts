import { describe, expect, test } from 'vitest'
import { createMemo } from './memo.ts'

describe('what was read a moment ago', () => {
  test('is read once for many at the same time, and again after 900 ms', async () => {
    let time = 0
    let reads = 0
    const memo = createMemo<number>(900, () => time)
    const read = () => memo.get('a', () => Promise.resolve(++reads))
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
    time = 899
    expect(await read()).toBe(1)
    time = 900
    expect(await read()).toBe(2)
  })

  test('is forgotten at once when something changes, even while it is on its way', async () => {
    const memo = createMemo<string>(900, () => 0)
    const old = Promise.withResolvers<string>()
    const first = memo.get('a', () => old.promise)
    memo.forget()
    const second = memo.get('a', () => Promise.resolve('new'))
    old.resolve('old')
    expect([await first, await second, await memo.get('a', () => Promise.resolve('newer'))]).toEqual([
      'old',
      'new',
      'new',
    ])
  })

  test('is not kept when the reading failed', async () => {
    const memo = createMemo<string>(900, () => 0)
    await expect(memo.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    expect(await memo.get('a', () => Promise.resolve('back'))).toBe('back')
  })
})
