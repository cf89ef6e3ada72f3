import { randomUUID } from 'node:crypto'
import { dispatcherEast, member, operator } from '@gezhi/core/cases/actors.testing'
import { LAMP, report } from '@gezhi/core/cases/flow.testing'
import { DISTRICT } from '@gezhi/core/cases/rules.testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testCases } from './cases.testing.ts'
import { casesAfter } from './recent.cases.ts'

const { app, live } = testCases()
const accept = { type: 'accept', item: LAMP } as const
const grab = { type: 'grab' } as const

/** What this process remembers of the case; there is always something after a command. */
function remembered(id: string) {
  const found = app.deps.recent.find('case', DISTRICT, id)
  if (!found) throw new Error('nothing is remembered')
  return found
}
const spoil = (id: string) =>
  sql`update case_row set state_doc = '{}' where id = ${id}::uuid`.execute(app.deps.db)

test('a case is decided as another process left it, not as this one remembers it', async () => {
  const id = randomUUID()
  await live(id, [member, report()])
  const before = remembered(id)
  await live(id, [operator, accept])
  // As if the acceptance had been taken elsewhere: a street can only grab what was accepted.
  app.deps.recent.keep('case', DISTRICT, id, before)
  await live(id, [dispatcherEast, grab])
  expect(remembered(id).version).toBeGreaterThan(before.version)
})

test('a case that nobody else moved on is not read again', async () => {
  const id = randomUUID()
  await live(id, [member, report()])
  await spoil(id)
  await live(id, [operator, accept], [dispatcherEast, grab])
})

test('readers of facts take from memory what is as new as their facts, and read the rest', async () => {
  const [known, newer] = [randomUUID(), randomUUID()]
  await live(known, [member, report()])
  await live(newer, [member, report()])
  const { version } = remembered(newer)
  app.deps.recent.keep('case', DISTRICT, newer, { state: 'old', version: version - 1 })
  await spoil(known)
  const states = await casesAfter(app.deps, DISTRICT, [
    { stream: known, version: 1 },
    { stream: newer, version: 1 },
    { stream: newer, version },
  ])
  expect([...states.keys()].sort()).toEqual([known, newer].sort())
  expect([states.get(known)?.report?.text, states.get(newer)?.report?.text]).toEqual([
    report().text,
    report().text,
  ])
})
