import { randomUUID } from 'node:crypto'
import type { CaseSummary, TaskView } from '@gezhi/core/cases/case.view'
import {
  community,
  dispatcherEast,
  handlerEast,
  leaderEast,
  member,
  operator,
  roads,
} from '@gezhi/core/cases/actors.testing'
import { LAMP, report, result, SEWAGE, whistle } from '@gezhi/core/cases/flow.testing'
import { at, CENTRE, EAST_1 } from '@gezhi/core/cases/rules.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { expect, test } from 'vitest'
import { MONDAY, testCases } from './cases.testing.ts'

const { app, live, page } = testCases()
const get = async <T>(actor: Actor, url: string): Promise<T> => {
  const reply = await app.as(actor).inject(url)
  if (reply.statusCode !== 200) throw new Error(reply.body)
  return reply.json<T>()
}
interface List {
  readonly cases: CaseSummary[]
  readonly next: string | null
  readonly total: { readonly count: number; readonly more: boolean }
}
interface DeskReply {
  readonly counts: { readonly kind: string; readonly count: number }[]
  readonly tasks: TaskView[]
}
const desk = (actor: Actor) => get<DeskReply>(actor, '/api/desk')
const has = (tasks: readonly TaskView[], kind: string, id: string) =>
  tasks.some((task) => task.kind === kind && task.case.id === id)
const accept = { type: 'accept', item: LAMP } as const

test('each post finds on its desk what it has to do next', async () => {
  const id = randomUUID()
  await live(id, [member, report()])
  expect(has((await desk(operator)).tasks, 'ACCEPT', id)).toBe(true)
  await live(id, [operator, accept])
  expect(has((await desk(operator)).tasks, 'ACCEPT', id)).toBe(false)
  expect(has((await desk(dispatcherEast)).tasks, 'GRAB', id)).toBe(true)
  await live(id, [dispatcherEast, { type: 'grab' }], [leaderEast, whistle()])
  expect(has((await desk(roads.dispatcher)).tasks, 'WHISTLE_ANSWER', id)).toBe(true)
})

test('who handled a case does not find its verification on the desk', async () => {
  const id = randomUUID()
  await live(
    id,
    [member, report()],
    [operator, accept],
    [dispatcherEast, { type: 'grab' }],
    [handlerEast, result()],
  )
  expect(has((await desk(community)).tasks, 'VERIFY', id)).toBe(true)
  expect(has((await desk({ ...community, person: handlerEast.person })).tasks, 'VERIFY', id)).toBe(false)
})

test('the counts of a desk are those of its tasks', async () => {
  const { counts, tasks } = await desk(operator)
  for (const { kind, count } of counts) expect(tasks.filter((task) => task.kind === kind)).toHaveLength(count)
})

test('pages follow each other without a gap or a repetition', async () => {
  for (let made = 0; made < 5; made++) await live(randomUUID(), [member, report()])
  const url = '/api/cases?limit=3'
  const first = await get<List>(operator, url)
  expect(first.cases).toHaveLength(3)
  const seen = [...first.cases]
  for (let next = first.next; next !== null;) {
    const more = await get<List>(operator, `${url}&after=${next}`)
    seen.push(...more.cases)
    next = more.next
  }
  expect(new Set(seen.map((one) => one.id)).size).toBe(seen.length)
  expect(seen).toHaveLength(first.total.count)
})

test('lists filter by state, organisation, words, box and lateness', async () => {
  const id = randomUUID()
  const words = `独一无二${id.slice(0, 8)}`
  await live(
    id,
    [member, report({ text: words, item: SEWAGE })],
    [operator, { type: 'accept', item: SEWAGE }],
  )
  const ids = async (query: string) =>
    (await get<List>(operator, `/api/cases?${query}`)).cases.map((one) => one.id)
  expect(await ids(`text=${encodeURIComponent(words)}`)).toEqual([id])
  expect(await ids('text=100%25')).toEqual([])
  const { lon, lat } = report().place
  expect(await ids(`box=${lon - 0.001},${lat - 0.001},${lon + 0.001},${lat + 0.001}`)).toContain(id)
  expect(await ids('box=0,0,1,1')).toEqual([])
  expect(await ids('state=CLOSED,VOIDED')).not.toContain(id)
  expect(await ids(`item=${SEWAGE}&open=true`)).toContain(id)
  expect(await ids('org=150402D04')).not.toContain(id)
  app.clock.set(MONDAY + 3 * 86_400_000)
  expect(await ids('overdue=true')).toContain(id)
  app.clock.set(MONDAY)
})

test('a filter value that nobody knows is a problem that names it', async () => {
  for (const query of ['state=OPEN', 'box=1,2,3', 'after=nonsense', 'limit=1000', 'colour=red']) {
    const reply = await app.as(operator).inject(`/api/cases?${query}`)
    expect([query, reply.statusCode]).toEqual([query, 400])
  }
})

test('a case nearby of the same family is suggested before a second report', async () => {
  const id = randomUUID()
  await live(id, [member, report({ title: '路灯不亮', item: LAMP })])
  const { lon, lat } = report().place
  const { cases } = await get<{ cases: { case: CaseSummary; sameFamily: boolean; score: number }[] }>(
    operator,
    `/api/cases/nearby?lon=${lon}&lat=${lat + 0.0002}&item=${LAMP}&text=${encodeURIComponent('路灯不亮了')}`,
  )
  const found = cases.find((one) => one.case.id === id)
  expect(found).toMatchObject({ sameFamily: true })
  expect(found?.score).toBeGreaterThan(0.6)
})

test('a contact is shown masked, and in full only to who handles, for a purpose', async () => {
  const id = randomUUID()
  await live(
    id,
    [member, report({ contact: { name: '张三', phone: '13800001234' } })],
    [operator, accept],
    [dispatcherEast, { type: 'grab' }],
  )
  expect((await page(handlerEast, id)).reporter).toMatchObject({
    maskedName: '张*',
    maskedPhone: '138****1234',
    mayReveal: true,
  })
  expect((await page(community, id)).reporter).toMatchObject({ maskedPhone: null, mayReveal: false })
  const ask = (actor: Actor) =>
    app
      .as(actor)
      .inject({ method: 'POST', url: `/api/cases/${id}/contact`, payload: { purpose: 'CONTACT_REPORTER' } })
  expect((await ask(handlerEast)).json()).toEqual({ name: '张三', phone: '13800001234' })
  expect((await ask(community)).statusCode).toBe(403)
})

test('a page says whose turn the verification is, until when, and who is called next', async () => {
  const id = randomUUID()
  await live(
    id,
    [member, report()],
    [operator, accept],
    [dispatcherEast, { type: 'grab' }],
    [handlerEast, result()],
  )
  const { verification, acceptedAt } = await page(handlerEast, id)
  expect(acceptedAt).toBe(MONDAY)
  expect(verification).toEqual({
    desks: [{ org: EAST_1, orgName: '东一社区', roles: ['GRID_MEMBER', 'COMMUNITY_OPERATOR'] }],
    dueAt: at('2026-09-16 10:00'),
    next: [{ org: CENTRE, orgName: '区网格中心', roles: ['DISTRICT_OPERATOR'] }],
    missed: 0,
    sampled: false,
  })
  await live(id, [operator, { type: 'verifyPassNoContact' }])
  expect((await page(handlerEast, id)).verification).toBeNull()
})

test('the buttons of a page are those that the rules allow the reader', async () => {
  const id = randomUUID()
  await live(id, [member, report()], [operator, accept])
  const actions = async (actor: Actor) =>
    (await page(actor, id)).actions.filter((one) => one.refusal === null).map((one) => one.command)
  expect(await actions(dispatcherEast)).toContain('grab')
  expect(await actions(operator)).not.toContain('grab')
  expect(await actions(operator)).toContain('void')
})
