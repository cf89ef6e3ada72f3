import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { counterKind } from '../testing/counter.testing.ts'
import { clerk, DISTRICT, testKernel } from '../testing/kernel.testing.ts'
import { anyKind } from './stream-kind.ts'
import { verify } from './verify.ts'

const kernel = testKernel()
let first: string
const check = () => verify(kernel.deps.db, [anyKind(counterKind)])
/** What somebody with the owner's password could do. */
const tamper = (statement: string) => sql.raw(statement).execute(kernel.deps.db)

beforeEach(async () => {
  const ids = Array.from({ length: 20 }, () => randomUUID())
  first = ids[0]!
  await Promise.all(ids.map((id) => kernel.send(id, { type: 'create' })))
  await Promise.all(ids.map((id) => kernel.send(id, { type: 'add', by: 7 })))
  await kernel.send(randomUUID(), { type: 'create' }, randomUUID(), { ...clerk, district: 7 })
})

test('an untouched log fits, and so does what people read', async () => {
  expect(await check()).toEqual({ facts: 41, streams: 21, finding: null })
})

test.each([
  ['a changed text', `update fact set data = jsonb_set(data, '{by}', '8') where seq = 25`, 25],
  ['a moved time', `update fact set at = at + interval '1 ms' where seq = 25`, 25],
  ['another type', `update fact set type = 'counter.created' where seq = 25`, 25],
  ['another author of the command', `update fact set command_id = gen_random_uuid() where seq = 25`, 25],
  ['a removed fact', `delete from fact where seq = 25`, 25],
  ['a removed end of the log', `delete from fact where seq > 38`, 39],
  [
    'a removed end with the head put back',
    `delete from fact where seq > 38; update chain_head set seq = 38 where district = ${DISTRICT}`,
    38,
  ],
  [
    'a changed fact with its own hash made to fit nothing',
    `update fact set data = jsonb_set(data, '{by}', '8'), hash = sha256('x') where seq = 25`,
    25,
  ],
])('%s is found and named by its place', async (_what, statement, seq) => {
  await tamper(statement)
  expect((await check()).finding).toMatchObject({ district: DISTRICT, seq })
})

test('a row that does not say what the facts say is named by its stream', async () => {
  await tamper(`update test_counter set total = 99 where id = '${first}'`)
  expect((await check()).finding).toEqual({
    district: DISTRICT,
    stream: first,
    what: 'counter: total is 99, facts say 7',
  })
})
