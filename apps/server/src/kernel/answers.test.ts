import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { MONDAY, testKernel } from '../testing/kernel.testing.ts'
import { forgetAnswers } from './answers.store.ts'

const DAY_MS = 86_400_000
const kernel = testKernel()
const answers = async () => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from command`.execute(kernel.deps.db)
  return rows[0]?.n
}

test('an answer is repeated for ninety days and forgotten afterwards, batch by batch; its facts stay', async () => {
  const [stream, commandId] = [randomUUID(), randomUUID()]
  await kernel.send(stream, { type: 'create' }, commandId)
  for (let n = 0; n < 4; n++) await kernel.send(stream, { type: 'add', by: 1 })
  kernel.clock.set(MONDAY + 60 * DAY_MS)
  await kernel.send(stream, { type: 'add', by: 1 })

  kernel.clock.set(MONDAY + 90 * DAY_MS)
  expect(await forgetAnswers(kernel.deps.db, kernel.clock.now() - 90 * DAY_MS)).toBe(0)
  expect(await kernel.send(stream, { type: 'create' }, commandId)).toMatchObject({ ok: true, replayed: true })

  kernel.clock.set(MONDAY + 91 * DAY_MS)
  expect(await forgetAnswers(kernel.deps.db, kernel.clock.now() - 90 * DAY_MS, 2)).toBe(5)
  expect(await answers()).toBe(1)
  expect(await kernel.send(stream, { type: 'create' }, commandId)).toMatchObject({
    ok: false,
    refusal: { code: 'counter/exists' },
  })
})
