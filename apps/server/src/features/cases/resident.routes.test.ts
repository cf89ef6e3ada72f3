import { randomUUID } from 'node:crypto'
import {
  community,
  dispatcherEast,
  handlerEast,
  leaderEast,
  member,
  operator,
  resident,
  supervisor,
} from '@gezhi/core/cases/actors.testing'
import { contact, LAMP, report, result } from '@gezhi/core/cases/flow.testing'
import { DAY } from '@gezhi/core/kernel/calendar'
import { expect, test } from 'vitest'
import { MONDAY, testCases } from './cases.testing.ts'

const { app, live, page, send } = testCases()

/** Reported by a grid member for somebody with a telephone, handled and verified: now the centre follows up. */
async function followUp(as = member): Promise<string> {
  const id = randomUUID()
  await live(
    id,
    [as, report({ contact: { phone: '13800001234' } })],
    [operator, { type: 'accept', item: LAMP }],
    [dispatcherEast, { type: 'grab' }],
    [dispatcherEast, contact],
    [handlerEast, result()],
    [community, { type: 'verifyPass' }],
  )
  return id
}
const linkOf = (id: string, as = operator) => app.as(as).inject(`/api/cases/${id}/follow-up-link`)
const ask = (id: string, token: string) =>
  app.inject({ url: `/api/follow-up/${id}`, headers: { 'x-follow-up': token } })
const answer = (id: string, token: string, body: object) =>
  app.inject({
    method: 'POST',
    url: `/api/follow-up/${id}/answer`,
    headers: { 'x-follow-up': token, 'idempotency-key': randomUUID() },
    payload: body,
  })
const sent = async (id: string): Promise<string> => {
  await live(id, [operator, { type: 'sendFollowUpLink' }])
  const { path } = (await linkOf(id)).json<{ path: string }>()
  expect(path).toMatch(new RegExp(`^/rate/${id}#`))
  return path.split('#')[1] ?? ''
}
const good = { contacted: true, solved: true, rating: 5 }

test('a follow-up link asks three questions once, and only whoever has it may answer', async () => {
  const id = await followUp()
  expect((await linkOf(id)).statusCode).toBe(404)
  const token = await sent(id)
  expect((await linkOf(id, handlerEast)).statusCode).toBe(403)
  const asked = await ask(id, token)
  expect(asked.json()).toMatchObject({
    itemName: '路灯不亮',
    unit: '东城街道',
    text: '路灯已修复',
    whom: '张先生',
  })
  expect(asked.body).not.toContain('13800001234')
  expect((await ask(id, `${token}x`)).json()).toMatchObject({ code: 'case/link-gone', status: 404 })
  expect((await answer(id, token, good)).statusCode).toBe(202)
  expect(await page(operator, id)).toMatchObject({ state: 'TO_ASSESS' })
  expect((await answer(id, token, good)).json()).toMatchObject({ code: 'case/link-gone' })
  expect((await ask(id, token)).statusCode).toBe(404)
})

test('a link is over after three days; a fresh one has another secret', async () => {
  const id = await followUp()
  const token = await sent(id)
  app.clock.set(MONDAY + 3 * DAY)
  expect((await ask(id, token)).statusCode).toBe(404)
  expect(await sent(id)).not.toBe(token)
  app.clock.set(MONDAY)
})

test('a poor answer says why and waits for the operator, whose form begins with it', async () => {
  const id = await followUp()
  const token = await sent(id)
  expect((await answer(id, token, { ...good, rating: 1 })).statusCode).toBe(400)
  expect(
    (await answer(id, token, { contacted: true, solved: false, rating: 1, note: '没修' })).statusCode,
  ).toBe(202)
  const view = await page(operator, id)
  expect(view).toMatchObject({ state: 'FOLLOW_UP', followUp: { answer: { rating: 1, note: '没修' } } })
  const rework = view.actions.find(({ command }) => command === 'orderRework')
  expect(rework).toMatchObject({ refusal: null, prefill: { contacted: true, rating: 1, note: '没修' } })
})

test('who complains of being asked for a rating is read by the centre and by nobody who is complained of', async () => {
  const id = await followUp(resident)
  await live(id, [resident, { type: 'complainSolicited', note: '处置员打电话要五分' }])
  const told = async (as: typeof operator) =>
    (await page(as, id)).timeline.filter(({ type }) => type.startsWith('rating.')).length
  expect(await told(supervisor)).toBe(1)
  expect(await told(resident)).toBe(1)
  for (const as of [handlerEast, leaderEast, community]) expect(await told(as)).toBe(0)
})

test('a report that follows up an own earlier one is found from there', async () => {
  const [first, second] = [randomUUID(), randomUUID()]
  await live(first, [resident, report()])
  expect(
    (await send({ ...resident, person: 'wang' }, second, report({ related: first }))).json(),
  ).toMatchObject({
    code: 'case/related-unknown',
  })
  await live(second, [resident, report({ related: first })])
  expect((await page(operator, second)).related).toEqual([first])
  expect((await page(operator, first)).related).toEqual([second])
})

test('anybody about to report is told what is open nearby, without words, number or exact place', async () => {
  const id = randomUUID()
  const { lon, lat } = report().place
  await live(id, [
    member,
    report({ item: LAMP, text: '秘密的话', place: { lon: lon + 0.0003, lat, address: '某楼某户' } }),
  ])
  const reply = await app.inject(`/api/cases/hints?lon=${lon}&lat=${lat}&text=${encodeURIComponent('路灯')}`)
  const { hints } = reply.json<{ hints: object[] }>()
  expect(hints).toContainEqual({
    item: LAMP,
    itemName: '路灯不亮',
    communityName: '东一社区',
    state: 'REPORTED',
    withinM: 50,
    reportedAt: expect.any(Number),
  })
  for (const secret of ['秘密', '某户', id, 'HS-']) expect(reply.body).not.toContain(secret)
})
