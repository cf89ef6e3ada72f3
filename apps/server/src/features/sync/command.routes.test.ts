// What devices kept comes in: in order, each with its own result, nothing twice.
import { randomUUID } from 'node:crypto'
import { member, memberWest, operator } from '@gezhi/core/cases/actors.testing'
import { report } from '@gezhi/core/cases/flow.testing'
import { DAY } from '@gezhi/core/kernel/calendar'
import { expect, test } from 'vitest'
import { MONDAY } from '../cases/cases.testing.ts'
import { kept, testSync } from './sync.testing.ts'

const { app, page, results, send, posts } = testSync()

test('two hundred reports of a week without network come in once, however often they are sent', async () => {
  const reports = Array.from({ length: 100 }, () => kept(member, randomUUID(), report()))
  const first = await results(member, reports)
  expect(first.map(({ result }) => result)).toEqual(reports.map(() => 'accepted'))
  const again = await results(member, [...reports.slice(0, 50), ...reports.slice(0, 50)])
  expect(again.map(({ answer }) => answer)).toEqual(
    [...first.slice(0, 50), ...first.slice(0, 50)].map(({ answer }) => answer),
  )
})

test('a refused command does not stop other matters, and holds back what was done after it', async () => {
  const [bad, good] = [randomUUID(), randomUUID()]
  const [refused, held, accepted] = await results(member, [
    kept(member, bad, { type: 'withdraw' }),
    kept(member, bad, report()),
    kept(member, good, report()),
  ])
  expect(refused).toMatchObject({ result: 'refused', problem: { code: 'case/not-found', status: 404 } })
  expect(held).toMatchObject({ result: 'held', problem: { code: 'sync/held-back', status: 409 } })
  expect(accepted).toMatchObject({ result: 'accepted', answer: { id: good, version: 1 } })
})

test('what was done to one case in one batch happens in its order', async () => {
  const id = randomUUID()
  const both = await results(member, [
    kept(member, id, report()),
    kept(member, id, { type: 'withdraw', reason: '重复上报' }),
  ])
  expect(both.map(({ result }) => result)).toEqual(['accepted', 'accepted'])
  expect((await page(operator, id)).state).toBe('VOIDED')
})

test('a phone whose clock is three days ahead moves no statutory clock', async () => {
  app.clock.set(MONDAY)
  const id = randomUUID()
  await results(member, [kept(member, id, { ...report(), occurredAt: MONDAY + 3 * DAY })])
  const { clocks, reportedAt } = await page(operator, id)
  expect(reportedAt).toBe(MONDAY)
  expect(clocks.map(({ startedAt }) => startedAt)).toEqual(clocks.map(() => MONDAY))
})

test('what one person did is not taken from the session of another, though both hold the post', async () => {
  const command = kept(member, randomUUID(), report())
  const send = (person: string) =>
    app.as(member).inject({
      method: 'POST',
      url: '/api/commands',
      headers: { 'gezhi-person': person },
      payload: { commands: [command] },
    })
  const other = await send('person-who-had-the-tablet-before')
  expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([401, 'sync/other-session'])
  expect((await send(member.person)).statusCode).toBe(200)
})

test.each([
  ['a kind that nobody opened a door for', { kind: 'spell' }, 'refused', 'sync/kind-unknown'],
  ['a body of a form that is still to come', { version: 99 }, 'later', 'sync/version-unknown'],
  ['a post that the person does not hold', { post: 'post-of-somebody' }, 'refused', 'sync/post-not-yours'],
  ['a body that does not fit', { body: { type: 'report', surprise: 1 } }, 'refused', 'sync/body-invalid'],
  [
    'a file that was never uploaded',
    { body: { ...report(), photos: ['0'.repeat(64)] } },
    'refused',
    'request/invalid',
  ],
] as const)('%s has a clear result of its own', async (_what, more, result, code) => {
  const [one, other] = await results(member, [
    kept(member, randomUUID(), report(), more),
    kept(member, randomUUID(), report()),
  ])
  expect(one).toMatchObject({ result, problem: { code } })
  expect(other).toMatchObject({ result: 'accepted' })
})

test('the same id for something else is refused and says so', async () => {
  const first = kept(member, randomUUID(), report())
  await results(member, [first])
  const [second] = await results(member, [{ ...first, stream: randomUUID() }])
  expect(second).toMatchObject({ result: 'refused', problem: { code: 'request/key-reused' } })
})

test('work done in a post that the person still holds counts in that post, whichever is chosen now', async () => {
  posts.set(member.person, [member, { ...memberWest, person: member.person }])
  const id = randomUUID()
  const [done] = await results(member, [kept({ ...memberWest, person: member.person }, id, report())])
  posts.delete(member.person)
  expect(done).toMatchObject({ result: 'accepted' })
})

test('more than a hundred at once, or none, is no batch', async () => {
  const many = Array.from({ length: 101 }, () => kept(member, randomUUID(), report()))
  expect((await send(member, many)).json()).toMatchObject({ code: 'request/invalid' })
  expect((await send(member, [])).json()).toMatchObject({ code: 'request/invalid' })
})
