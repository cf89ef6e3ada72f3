import { expect, test } from 'vitest'
import { createRecentStates } from './recent.ts'

test('the newest state of a stream is kept, by kind and district', () => {
  const recent = createRecentStates()
  recent.keep('case', 1, 'a', { state: 'old', version: 1 })
  recent.keep('case', 1, 'a', { state: 'new', version: 2 })
  expect(recent.find('case', 1, 'a')).toEqual({ state: 'new', version: 2 })
  expect([recent.find('case', 2, 'a'), recent.find('patrol', 1, 'a')]).toEqual([undefined, undefined])
})

test('no more than so many are kept: what was changed longest ago is forgotten', () => {
  const recent = createRecentStates(2)
  for (const stream of ['a', 'b', 'a', 'c']) recent.keep('case', 1, stream, { state: stream, version: 1 })
  expect(['a', 'b', 'c'].map((stream) => recent.find('case', 1, stream)?.state)).toEqual([
    'a',
    undefined,
    'c',
  ])
})
