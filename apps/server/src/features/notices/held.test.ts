// What devices hold of notices: the post's own, as they are written, read and settled.
import { randomUUID } from 'node:crypto'
import { dispatcherEast, operator, resident } from '@gezhi/core/cases/actors.testing'
import { LAMP, report, withContact } from '@gezhi/core/cases/flow.testing'
import type { HeldNotice } from '@gezhi/core/notices/device'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import { DAY, HOUR } from '@gezhi/core/kernel/calendar'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { readAs } from '../../kernel/access.store.ts'
import type { JsonValue } from '../../kernel/stream-kind.ts'
import { MONDAY } from '../cases/cases.testing.ts'
import { heldNotices } from './held.collection.ts'
import { testNotices } from './notices.testing.ts'

const { app, live, settle } = testNotices()

beforeEach(async () => {
  app.clock.set(MONDAY)
  await sql`truncate notice, notice_delivery`.execute(app.deps.db)
})

async function changes(actor: Actor, mark: JsonValue = null) {
  const holder = { actor, scope: scopeOf(actor), now: app.deps.now() }
  const slice = await readAs(app.deps.db, holder.scope, (tx) => heldNotices.changes(tx, holder, mark, 100))
  // Gate: the collection's own rows.
  return { ...slice, rows: slice.rows as readonly HeldNotice[] }
}

test('a device holds the notices of its post and of no other, and hears when one is done', async () => {
  const id = randomUUID()
  await live(id, [resident, report(withContact)])
  await settle()
  const first = await changes(operator)
  expect(first.rows).toMatchObject([{ case: id, kind: 'TASK', unread: true, settled: false }])
  expect((await changes(dispatcherEast)).rows).toEqual([])
  app.clock.set(MONDAY + HOUR)
  // Everything up to here was written long before the next fetch.
  await sql`update notice set recorded_at = recorded_at - interval '1 hour'`.execute(app.deps.db)
  expect((await changes(operator, first.mark)).rows).toEqual([])
  await live(id, [operator, { type: 'accept', item: LAMP }])
  await settle()
  expect((await changes(operator, first.mark)).rows).toMatchObject([{ case: id, settled: true }])
})

test('what was written shortly before the last fetch is given again: it may have been committed after it', async () => {
  await live(randomUUID(), [resident, report(withContact)])
  await settle()
  const first = await changes(operator)
  expect((await changes(operator, first.mark)).rows).toEqual(first.rows)
})

test('after thirty days a notice is read at the centre only', async () => {
  await live(randomUUID(), [resident, report(withContact)])
  await settle()
  const [line] = (await changes(operator)).rows
  expect(line?.keptUntil).toBe((line?.at ?? 0) + 30 * DAY)
  app.clock.set(MONDAY + 31 * DAY)
  expect((await changes(operator)).rows).toEqual([])
})
