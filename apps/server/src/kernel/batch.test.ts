import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.testing.ts'
import { Batch } from './batch.ts'

const database = testDatabase()
let client: pg.PoolClient
beforeEach(async () => {
  client = await database.open.pool.connect()
})
afterEach(() => client.release())

type Said = readonly [text: string, ...values: readonly unknown[]]

/** What each statement came to: its rows, or what it was refused with. */
async function say(...statements: readonly Said[]): Promise<unknown[]> {
  const answers: unknown[] = []
  const batch = new Batch(
    statements.map(([text, ...values], index) => ({
      text,
      values,
      resolve: ({ rows }) => (answers[index] = rows),
      reject: ({ message }) => (answers[index] = message),
    })),
    client,
  )
  client.query(batch)
  await batch.settled
  return answers
}

describe('statements that travel together', () => {
  test('are answered each with its own rows, in the order in which they were said', async () => {
    for (let time = 0; time < 5; time++)
      expect(
        await say(
          ['begin'],
          ['select $1::int + 1 as sum', time],
          ['select n from generate_series(1, $1::int) as n', 3],
          ['select $1::int + 1 as sum', 40],
          ['commit'],
        ),
      ).toEqual([[], [{ sum: time + 1 }], [{ n: 1 }, { n: 2 }, { n: 3 }], [{ sum: 41 }], []])
  })

  test('fail from the one that fails: those behind it are not run, and the connection goes on', async () => {
    for (let time = 0; time < 5; time++) {
      const answers = await say(
        ['begin'],
        ['select $1::int as before', 1],
        ['select 1 / $1::int', 0],
        ['select $1::text as behind', 'x'],
        ['commit'],
      )
      expect(answers).toEqual([
        [],
        [{ before: 1 }],
        'division by zero',
        'not run, because a statement before it failed: division by zero',
        'not run, because a statement before it failed: division by zero',
      ])
      await client.query('rollback')
      expect(await say(['select $1::text as behind', 'y'])).toEqual([[{ behind: 'y' }]])
    }
  })

  test('end before one whose values cannot be written', async () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    for (let time = 0; time < 5; time++) {
      const [first, second, third] = await say(
        ['select $1::int as first', time],
        ['select $1::json as second', circle],
        ['select $1::int as third', 3],
      )
      expect(first).toEqual([{ first: time }])
      expect(second).toMatch(/circular/i)
      expect(third).toMatch(/^not run, because a statement before it failed: /)
      expect(await say(['select $1::json as second', { whole: true }])).toEqual([
        [{ second: { whole: true } }],
      ])
    }
  })
})
