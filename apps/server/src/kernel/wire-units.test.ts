import { expect, test } from 'vitest'
import { testDatabase } from '../testing/database.testing.ts'
import { answerOf, unitsOf } from './wire-units.ts'

const database = testDatabase()

/** A message of type `type` with `length` bytes of content. */
const message = (type: string, length = 0): Buffer => {
  const bytes = Buffer.alloc(5 + length)
  bytes.write(type, 0, 'latin1')
  bytes.writeInt32BE(4 + length, 1)
  return bytes
}
const types = (bytes: Uint8Array) => {
  let found = ''
  for (let at = 0; at < bytes.length; at += 1 + Buffer.from(bytes).readInt32BE(at + 1))
    found += String.fromCharCode(bytes[at] ?? 0)
  return found
}

test('what a client writes in one go is cut behind every question', () => {
  const written = ['P', 'B', 'E', 'S', 'Q', 'B', 'E', 'S', 'P'].map((type, index) => message(type, index))
  expect(unitsOf(Buffer.concat(written)).map(types)).toEqual(['PBES', 'Q', 'BES', 'P'])
  const startup = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0])
  expect(unitsOf(startup)).toEqual([startup])
})

test('one question has one end, also after an error', () => {
  expect(types(answerOf(Buffer.concat(['1', 'E', 'Z', 'Z'].map((type) => message(type, 1)))))).toBe('1EZ')
  expect(types(answerOf(Buffer.concat(['1', '2', 'D', 'C', 'Z'].map((type) => message(type, 1)))))).toBe(
    '12DCZ',
  )
})

test('statements that are sent ahead are answered each, those after an error too', async () => {
  const client = await database.open.writePool.connect()
  const asked = ['select 1 as n', 'select nonsense', 'select 3 as n'].map((text) => client.query(text))
  const answers = await Promise.allSettled(asked)
  client.release()
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.rows : 'failed'))).toEqual([
    [{ n: 1 }],
    'failed',
    [{ n: 3 }],
  ])
})
