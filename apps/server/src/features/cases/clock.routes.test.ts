import { randomUUID } from 'node:crypto'
import type { ExplainedClock } from '@gezhi/core/cases/clock.api'
import {
  dispatcherEast,
  dispatcherWest,
  handlerEast,
  leaderEast,
  member,
  operator,
  resident,
  supervisor,
} from '@gezhi/core/cases/actors.testing'
import { LAMP, report, requestSuspend, result } from '@gezhi/core/cases/flow.testing'
import { DAY, HOUR } from '@gezhi/core/cases/rules.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { expect, test } from 'vitest'
import { MONDAY, testCases } from './cases.testing.ts'

const { app, live, page } = testCases()

interface Answer {
  readonly now: number
  readonly clocks: readonly ExplainedClock[]
}
const ask = (actor: Actor, id: string) => app.as(actor).inject(`/api/cases/${id}/clocks`)
const explained = async (actor: Actor, id: string): Promise<Answer> => (await ask(actor, id)).json<Answer>()

async function suspendedCase(): Promise<string> {
  const id = randomUUID()
  app.clock.set(MONDAY)
  await live(
    id,
    [member, report()],
    [operator, { type: 'accept', item: LAMP }],
    [dispatcherEast, { type: 'grab' }],
  )
  app.clock.set(MONDAY + 12 * HOUR)
  await live(
    id,
    [leaderEast, requestSuspend],
    [supervisor, { type: 'approveSuspend', reviewAt: MONDAY + 20 * DAY }],
  )
  app.clock.set(MONDAY + 36 * HOUR)
  await live(id, [leaderEast, { type: 'resume' }])
  app.clock.set(MONDAY + 6 * DAY + 4 * HOUR)
  await live(id, [handlerEast, result()])
  return id
}

test('every deadline is explained, and due when the case page says', async () => {
  const id = await suspendedCase()
  const { clocks } = await explained(operator, id)
  const shown = await page(operator, id)
  for (const clock of shown.clocks) {
    const one = clocks.findLast(({ key }) => key === clock.key)
    expect(one).toMatchObject({ clock: clock.clock, limitMs: clock.limitMs, startedAt: clock.startedAt })
    if (clock.dueAt !== null) expect(one?.dueAt).toBe(clock.dueAt)
    expect(one?.agrees).toBe(true)
  }
  const handle = clocks.find(({ key }) => key === 'D_HANDLE')
  expect(handle?.verdict.name).toBe('KEPT')
  expect(handle?.segments.map(({ state }) => state)).toEqual(['RUNNING', 'PAUSED', 'RUNNING'])
  expect(handle?.without).toMatchObject([
    { what: 'PAUSE', decides: true, wallMs: 24 * HOUR, lateMs: 4 * HOUR },
  ])
})

test('names who stopped a clock and who asked for it by post and organisation, never by person', async () => {
  const reply = await ask(operator, await suspendedCase())
  const pause = reply
    .json<Answer>()
    .clocks.find(({ key }) => key === 'D_HANDLE')
    ?.segments.find(({ state }) => state === 'PAUSED')
  expect(pause?.cause).toMatchObject({
    by: { role: 'DISTRICT_SUPERVISOR' },
    askedBy: { role: 'STREET_LEADER', orgName: '东城街道' },
    words: 'SEASON 冬季不能施工',
  })
  expect(reply.body).not.toContain('"person"')
})

test('is read by whoever may read the case, and residents get none', async () => {
  const id = await suspendedCase()
  expect((await ask(dispatcherWest, id)).statusCode).toBe(404)
  expect((await ask(member, id)).statusCode).toBe(200)
  const own = randomUUID()
  await live(own, [resident, report()])
  expect((await explained(resident, own)).clocks).toEqual([])
  expect((await ask(operator, randomUUID())).statusCode).toBe(404)
})
