// What strangers send to the door of cases: broken JSON, JSON that is none of ours, bodies of any size and nesting.
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { member } from '@gezhi/core/cases/actors.testing'
import { report } from '@gezhi/core/cases/flow.testing'
import { expect, test } from 'vitest'
import { testCases } from './cases.testing.ts'

/** Test files of a JSON parsing suite; not part of the product, used where they lie beside it. */
const SUITE = join(import.meta.dirname, '../../../../../../shared/data/hostile/json-parsing/test_parsing')
const MB = 1024 * 1024

const { app } = testCases()

/** The bytes as they are, to a case that is not there yet, as a member. */
const knock = (body: Buffer | string) =>
  app.as(member).inject({
    method: 'POST',
    url: `/api/cases/${randomUUID()}/commands`,
    headers: { 'idempotency-key': randomUUID(), 'content-type': 'application/json' },
    payload: body,
  })

const stored = async (): Promise<number> => {
  const { n } = await app.deps.db
    .selectFrom('fact')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

test.each([
  ['half an object', '{"type": "report", "text": "路灯'],
  ['a second object behind the first', '{"type": "report"} {}'],
  ['a comma at the end', '{"type": "report",}'],
  ['a comment', '{/* */"type": "report"}'],
  ['quotes of the other kind', "{'type': 'report'}"],
  ['nothing', ''],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['a hundred thousand brackets', '['.repeat(100_000)],
])('%s is told to be no JSON or not ours, and changes nothing', async (_what, body) => {
  const before = await stored()
  const reply = await knock(body)
  expect(reply.statusCode).toBe(400)
  expect(reply.headers['content-type']).toContain('application/problem+json')
  expect(reply.json<{ code: string }>().code).toMatch(/^request\//)
  expect(await stored()).toBe(before)
})

test('a body of ten megabytes is refused by its size, whatever is in it', async () => {
  for (const body of ['x'.repeat(10 * MB), JSON.stringify(report({ text: '长'.repeat(4 * MB) }))]) {
    const reply = await knock(body)
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([413, 'request/too-large'])
  }
})

test('what wants to change the prototype of every object is refused as an unknown field', async () => {
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    const text = JSON.stringify(report())
    const reply = await knock(`{"${key}": {"admin": true}, ${text.slice(1)}`)
    expect([key, reply.statusCode]).toEqual([key, 400])
  }
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
})

const names = existsSync(SUITE) ? readdirSync(SUITE) : []

test.skipIf(names.length === 0)(
  'each file of a JSON parsing suite is told what is wrong with it, never a fault',
  async () => {
    const before = await stored()
    for (const name of names) {
      const reply = await knock(readFileSync(join(SUITE, name)))
      // 422: well-formed, but with half a character, which no database can keep.
      expect([400, 422], name).toContain(reply.statusCode)
    }
    expect(await stored()).toBe(before)
  },
  120_000,
)
