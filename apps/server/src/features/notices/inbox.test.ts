// The inbox of a post: what arrives, what is read, what settles by itself, and who else may see it.
import { randomUUID } from 'node:crypto'
import {
  colleague,
  community,
  dispatcherEast,
  dispatcherWest,
  handlerEast,
  leaderEast,
  member,
  memberWest,
  operator,
  resident,
  supervisor,
} from '@gezhi/core/cases/actors.testing'
import { contact, LAMP, report, result, withContact } from '@gezhi/core/cases/flow.testing'
import { HOUR } from '@gezhi/core/kernel/calendar'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { MONDAY } from '../cases/cases.testing.ts'
import { testNotices } from './notices.testing.ts'

const server = testNotices()
const { app, live, settle, inbox, unread, told } = server
const accept = { type: 'accept', item: LAMP } as const
const grab = { type: 'grab' } as const

beforeEach(async () => {
  app.clock.set(MONDAY)
  await sql`truncate notice, notice_delivery`.execute(app.deps.db)
})

async function reported() {
  const id = randomUUID()
  await live(id, [resident, report(withContact)])
  await settle()
  return id
}

test('a task that arrives is told to the posts of its desk, and opens its case', async () => {
  const id = await reported()
  const [line] = await inbox(operator)
  expect(line).toMatchObject({ kind: 'TASK', values: { task: 'ACCEPT' }, unread: true, settled: false })
  expect(line?.cases).toMatchObject([{ id, title: '路灯不亮，晚上看不清路' }])
  expect(await inbox(dispatcherEast)).toEqual([])
})

test('who does the work is not told of it, and what is done settles for the others', async () => {
  const id = await reported()
  await live(id, [operator, accept], [dispatcherEast, grab])
  await settle()
  expect(await unread(dispatcherEast)).toBe(0)
  expect(await unread(handlerEast)).toBe(1)
  expect(await unread(operator)).toBe(0)
  expect((await inbox(operator)).map(({ settled }) => settled)).toEqual([true])
  await live(id, [dispatcherEast, contact])
  await settle()
  expect(await unread(dispatcherEast)).toBe(0)
  expect(await unread(handlerEast)).toBe(1)
})

test('reading takes a notice off the badge of this post alone', async () => {
  const id = await reported()
  await live(id, [operator, accept], [dispatcherEast, grab])
  await settle()
  const [line] = await inbox(handlerEast, '?unread=true')
  const reply = await app.as(handlerEast).inject({
    method: 'POST',
    url: '/api/notices/read',
    payload: { ids: line?.ids },
  })
  expect(reply.json()).toEqual({ unread: 0, urgent: 0 })
  expect(await inbox(handlerEast, '?unread=true')).toEqual([])
  expect(await unread(leaderEast)).toBe(1)
})

test('the same facts told twice tell nobody twice', async () => {
  const id = await reported()
  await live(id, [operator, accept])
  await settle()
  const before = await unread(dispatcherEast)
  const facts = await app.deps.feed.after(150402, 0)
  for (const { handler } of server.readers()) await handler(facts, 150402)
  expect(await unread(dispatcherEast)).toBe(before)
})

test('a grid member is told of the verification in the own grid, one of another grid is not', async () => {
  const id = await reported()
  await live(
    id,
    [operator, accept],
    [dispatcherEast, grab],
    [dispatcherEast, contact],
    [handlerEast, result()],
  )
  await settle()
  const tasks = async (actor: typeof member) =>
    (await inbox(actor)).filter(({ settled }) => !settled).map(({ values }) => values['task'])
  expect(await tasks(member)).toContain('VERIFY')
  expect(await tasks(colleague)).toContain('VERIFY')
  expect(await tasks(community)).toContain('VERIFY')
  expect(await tasks(memberWest)).toEqual([])
})

test('of one kind that comes in a storm there is one line with its cases', async () => {
  for (let each = 0; each < 6; each++) await live(randomUUID(), [resident, report(withContact)])
  await settle()
  const lines = await inbox(operator)
  expect(lines).toHaveLength(1)
  expect(lines[0]?.ids).toHaveLength(6)
  expect(lines[0]?.cases).toHaveLength(6)
  expect(await unread(operator)).toBe(6)
})

test('a missed limit is told to the desk and to who answers for it', async () => {
  await reported()
  app.clock.set(MONDAY + 3 * HOUR)
  await app.deps.scheduler.fireDue()
  await settle()
  expect((await inbox(operator)).map(({ kind }) => kind)).toContain('MISSED')
  expect((await inbox(supervisor)).map(({ kind }) => kind)).toEqual(['CARD'])
})

test('who was told stands on the case for those who may see it, and for nobody else', async () => {
  const id = await reported()
  const [entry] = await told(operator, id)
  expect(entry).toMatchObject({ kind: 'TASK', told: [{ role: 'DISTRICT_OPERATOR', count: 1, read: 0 }] })
  expect(await told(dispatcherWest, id)).toEqual([])
  expect(await told(resident, id)).toEqual([])
})
