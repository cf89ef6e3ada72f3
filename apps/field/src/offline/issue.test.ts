import { expect, test } from 'vitest'
import { hashesIn } from './issue.ts'

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]

test('photos are found wherever a command names them, each once', () => {
  const command = {
    type: 'submitResult',
    text: 'x',
    photos: [a, b],
    reply: { photos: [a] },
    place: { lon: 1 },
  }
  expect(hashesIn(command)).toEqual([a, b])
})

test('words and ids are no photos', () => {
  expect(hashesIn({ text: 'a'.repeat(63), id: '01a02b03-0000-7000-8000-000000000000', none: null })).toEqual(
    [],
  )
})
