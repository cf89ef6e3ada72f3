import { randomUUID } from 'node:crypto'
import {
  assessor,
  dispatcherEast,
  handlerEast,
  operator,
  resident,
  supervisor,
} from '@gezhi/core/cases/actors.testing'
import { contact, LAMP, report, result } from '@gezhi/core/cases/flow.testing'
import { contactKeptAfter } from '@gezhi/core/people/retention'
import { expect, test } from 'vitest'
import { MONDAY, testCases } from './cases.testing.ts'

const { contacts, live, page, settle } = testCases()
const accept = { type: 'accept', item: LAMP } as const
const accepted = async (): Promise<string> => {
  const id = randomUUID()
  await live(id, [resident, report({ contact: { phone: '13800001234' } })], [operator, accept])
  return id
}

test('a case merged into one that is voided goes on with its unit by itself; the primary keeps no reporter of it', async () => {
  const [primary, secondary] = [await accepted(), await accepted()]
  await live(secondary, [dispatcherEast, { type: 'grab' }], [operator, { type: 'merge', primary }])
  await settle()
  expect(await page(operator, primary)).toMatchObject({ mergedFrom: [secondary], subscribers: 1 })
  await live(primary, [operator, { type: 'void', reasonCode: 'FALSE', explanation: '现场核实无此情况' }])
  await settle()
  const revived = await page(operator, secondary)
  expect(revived).toMatchObject({ state: 'HANDLING', mergedInto: null })
  expect(revived.orders.at(-1)).toMatchObject({ lead: true, org: dispatcherEast.org, state: 'ACTIVE' })
  expect(await page(operator, primary)).toMatchObject({ mergedFrom: [], subscribers: 0 })
})

test('a case that is let go takes its reporter along', async () => {
  const [primary, secondary] = [await accepted(), await accepted()]
  await live(secondary, [operator, { type: 'merge', primary }])
  await settle()
  await live(secondary, [supervisor, { type: 'unmerge', reason: '并错' }])
  await settle()
  expect(await page(operator, primary)).toMatchObject({ mergedFrom: [], subscribers: 0 })
})

test('a contact is kept while the case is open, twelve months after its end, and again when it is reopened', async () => {
  const id = await accepted()
  const open = contacts.get(id)?.retentionUntil ?? 0
  expect(open).toBeGreaterThan(contactKeptAfter(MONDAY))
  await live(
    id,
    [dispatcherEast, { type: 'grab' }],
    [dispatcherEast, contact],
    [handlerEast, result()],
    [operator, { type: 'verifyPass' }],
    [operator, { type: 'recordSatisfied', contacted: true, solved: true, rating: 5 }],
    [assessor, { type: 'assess' }],
  )
  await settle()
  expect(contacts.get(id)?.retentionUntil).toBe(contactKeptAfter(MONDAY))
  await live(id, [supervisor, { type: 'reopen', reasonCode: 'RECURRENCE', note: '又不亮了' }])
  await settle()
  expect(contacts.get(id)?.retentionUntil).toBe(open)
})
