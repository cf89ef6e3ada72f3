import { randomUUID } from 'node:crypto'
import { member, operator } from '@gezhi/core/cases/actors.testing'
import { report } from '@gezhi/core/cases/flow.testing'
import { expect, test } from 'vitest'
import { errorForLog, openLog } from '../../kernel/log.ts'
import { testCases } from './cases.testing.ts'

const PHONE = '13800001234'
const NAME = '欧阳静宜'
const TEXT = '三单元四〇二室的老人摔倒了'
const lines: string[] = []
const log = openLog('trace', { write: (line: string) => void lines.push(line) })
const { app, send } = testCases(() => [], { log })

const told = { ...report({ contact: { name: NAME, phone: PHONE } }), text: TEXT }

/** One line for each answer at the least: otherwise nothing was looked at. */
function expectNothingPersonal(atLeast: number) {
  expect(lines.length).toBeGreaterThanOrEqual(atLeast)
  const all = lines.join('')
  for (const personal of [PHONE, NAME, TEXT, PHONE.slice(0, 7)]) expect(all).not.toContain(personal)
}

test('the log of a report says nothing of who reported and what', async () => {
  const id = randomUUID()
  expect((await send(member, id, told)).statusCode).toBe(202)
  expect((await app.as(operator).inject(`/api/cases/${id}`)).statusCode).toBe(200)
  expectNothingPersonal(4)
})

test('neither does that of a report that is refused, sent twice with another content, or not understood', async () => {
  const [id, key] = [randomUUID(), randomUUID()]
  await send(member, id, told, key)
  expect((await send(member, id, { ...told, text: `${TEXT}!` }, key)).statusCode).toBe(422)
  expect((await send(member, randomUUID(), { ...told, [NAME]: PHONE })).statusCode).toBe(400)
  expect((await send(null, randomUUID(), { ...told, contact: { phone: [PHONE] } })).statusCode).toBe(400)
  expectNothingPersonal(8)
})

test('nor does that of a database that breaks in the middle of it', async () => {
  const { writePool } = app.deps.database
  const connect = writePool.connect.bind(writePool)
  // The driver's own error repeats what it was given.
  const broken = () =>
    Promise.reject(
      Object.assign(new Error(`connection lost`), { code: '08006', detail: TEXT, parameters: [PHONE, NAME] }),
    )
  Object.assign(writePool, { connect: broken })
  try {
    expect((await send(member, randomUUID(), told)).statusCode).toBe(503)
  } finally {
    Object.assign(writePool, { connect })
  }
  expectNothingPersonal(1)
})

test('a value that the database could not read is not repeated, in the message or in the stack', () => {
  const error = Object.assign(new Error(`invalid input syntax for type integer: "${PHONE}"`), {
    code: '22P02',
    severity: 'ERROR',
    table: 'contact',
  })
  const logged = errorForLog(new Error('flush failed', { cause: error }))
  expect(JSON.stringify(logged)).not.toContain(PHONE)
  expect(logged).toMatchObject({ message: 'flush failed', cause: { code: '22P02', table: 'contact' } })
})
