import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { clerk, depsOn, MONDAY, testConfig, testKernel } from '../testing/kernel.testing.ts'
import { openClock } from './clock.ts'
import { createDeps } from './deps.ts'
import type { DeadlineHandler, Scheduler } from './scheduler.ts'
import { pino } from 'pino'

const kernel = testKernel()
const { send } = kernel
const HOUR = 3_600_000
const DAY = 24 * HOUR
const started: Scheduler[] = []
let fired: string[] = []
beforeEach(() => (fired = []))
afterEach(async () => {
  for (const scheduler of started.splice(0)) await scheduler.stop()
})

const expire: DeadlineHandler = async ({ district, stream, key, commandId }) => {
  const outcome = await send(stream, { type: 'expire', key }, commandId, { ...clerk, district })
  if (!outcome.replayed) fired.push(key)
}

function worker(handler: DeadlineHandler = expire) {
  const scheduler = kernel.scheduler()
  scheduler.on('counter', handler)
  started.push(scheduler)
  return scheduler
}

async function counterWith(reminders: Record<string, number>) {
  const id = randomUUID()
  await send(id, { type: 'create' })
  for (const [key, dueAt] of Object.entries(reminders)) await send(id, { type: 'remind', key, dueAt })
  return id
}

const running = async () =>
  (await sql<{ key: string }>`select key from deadline order by key`.execute(kernel.deps.db)).rows.map(
    ({ key }) => key,
  )

test('a deadline is fired when its time has come, not before, and only once', async () => {
  await counterWith({ late: MONDAY + HOUR })
  const scheduler = worker()
  kernel.clock.set(MONDAY + HOUR - 1)
  expect(await scheduler.fireDue()).toBe(0)
  kernel.clock.set(MONDAY + HOUR)
  expect(await scheduler.fireDue()).toBe(1)
  expect(await scheduler.fireDue()).toBe(0)
  expect(fired).toEqual(['late'])
  expect(await running()).toEqual([])
})

test('after two days without a worker everything is fired in the order of its time', async () => {
  await counterWith({ c: MONDAY + 3 * HOUR, a: MONDAY + HOUR, d: MONDAY + 30 * HOUR, b: MONDAY + 2 * HOUR })
  kernel.clock.set(MONDAY + 2 * DAY)
  expect(await worker().fireDue()).toBe(4)
  expect(fired).toEqual(['a', 'b', 'c', 'd'])
})

test('two workers fire every deadline once', async () => {
  const keys = Array.from({ length: 60 }, (_, index) => `k${String(index).padStart(2, '0')}`)
  await Promise.all(keys.map((key) => counterWith({ [key]: MONDAY + 1 })))
  kernel.clock.set(MONDAY + HOUR)
  const [one, other] = await Promise.all([worker().fireDue(), worker().fireDue()])
  expect(one + other).toBe(60)
  expect([...fired].sort()).toEqual(keys)
  const { rows } = await sql`select count(*) as n from fact where type = 'counter.reminded'`.execute(
    kernel.deps.db,
  )
  expect(rows).toEqual([{ n: 60 }])
})

test('a deadline whose worker died is fired by another, once', async () => {
  const id = await counterWith({ a: MONDAY + 1 })
  kernel.clock.set(MONDAY + HOUR)
  // The first worker commits the expiry and dies before it can tell anybody.
  await worker(async (expiry) => {
    await expire(expiry)
    await sql`insert into deadline values (${clerk.district}, 'counter', ${id}, 'a', ${new Date(MONDAY + 1)},
      clock_timestamp() - interval '1 second', 1)`.execute(kernel.deps.db)
    throw new Error('killed')
  }).fireDue()
  await sql`update deadline set held_until = null`.execute(kernel.deps.db)
  expect(await worker().fireDue()).toBe(1)
  expect(fired).toEqual(['a'])
  expect(await send(id, { type: 'add', by: 0 })).toMatchObject({ answer: { version: 3 } })
})

test('a handler that fails is tried again later, and does not keep others from their time', async () => {
  await counterWith({ a: MONDAY + 1 })
  await counterWith({ b: MONDAY + 2 })
  kernel.clock.set(MONDAY + HOUR)
  let broken = true
  const scheduler = worker((expiry) =>
    broken && expiry.key === 'a' ? Promise.reject(new Error('broken handler')) : expire(expiry),
  )
  expect(await scheduler.fireDue()).toBe(2)
  expect(fired).toEqual(['b'])
  expect(await running()).toEqual(['a'])
  broken = false
  await vi.waitFor(async () => expect(await scheduler.fireDue()).toBe(1), { timeout: 5000, interval: 200 })
  expect(fired).toEqual(['b', 'a'])
})

test('a started worker fires what falls due while it runs', async () => {
  const scheduler = worker()
  scheduler.start()
  await counterWith({ soon: MONDAY + 1 })
  kernel.clock.set(MONDAY + 2)
  await vi.waitFor(() => expect(fired).toEqual(['soon']), { timeout: 3000 })
})

describe('the demo clock', () => {
  test('lives through the time: each deadline is fired at its own time, also those that follow from it', async () => {
    const clock = await openClock(kernel.deps.db, true)
    const deps = await createDeps({
      config: testConfig,
      log: pino({ level: 'silent' }),
      database: kernel.database.open,
      clock,
    })
    const now = clock.now()
    const times: [key: string, late: number][] = []
    const id = randomUUID()
    const issue = (command: Parameters<typeof send>[1], commandId: string = randomUUID()) =>
      send(id, command, commandId, clerk, deps)
    deps.scheduler.on('counter', async ({ key, dueAt, commandId }) => {
      times.push([key, clock.now() - dueAt])
      await issue({ type: 'expire', key }, commandId)
      if (key === 'first') await issue({ type: 'remind', key: 'second', dueAt: dueAt + 30 * DAY })
    })
    await issue({ type: 'create' })
    await issue({ type: 'remind', key: 'first', dueAt: now + 30 * DAY })
    await issue({ type: 'remind', key: 'beyond', dueAt: now + 100 * DAY })
    expect(await clock.moveTo(now + 90 * DAY, deps.scheduler)).toBe(2)
    expect(times.map(([key]) => key)).toEqual(['first', 'second'])
    for (const [, late] of times) expect(late).toBeLessThan(1000)
    expect(clock.now()).toBeGreaterThanOrEqual(now + 90 * DAY)

    const restarted = await openClock(kernel.deps.db, true)
    expect(Math.abs(restarted.now() - clock.now())).toBeLessThan(1000)
    await restarted.moveTo(now, deps.scheduler)
    expect(restarted.now()).toBeGreaterThanOrEqual(now + 90 * DAY)
  })

  test('is real time where there is no demonstration', async () => {
    await sql`insert into demo_clock values (0, ${DAY})`.execute(kernel.deps.db)
    expect(Math.abs((await openClock(kernel.deps.db, false)).now() - Date.now())).toBeLessThan(1000)
  })
})

test('an expiry has the same command id whoever fires it, and another one for another time', async () => {
  const ids: string[] = []
  const note: DeadlineHandler = async ({ commandId }) => void ids.push(commandId)
  const id = await counterWith({ a: MONDAY + 1 })
  kernel.clock.set(MONDAY + HOUR)
  await worker(note).fireDue()
  await sql`update deadline set held_until = null`.execute(kernel.deps.db)
  const other = await depsOn(kernel.database.open, kernel.clock)
  other.scheduler.on('counter', note)
  await other.scheduler.fireDue()
  await send(id, { type: 'remind', key: 'a', dueAt: MONDAY + 2 })
  await worker(note).fireDue()
  expect(ids[0]).toBe(ids[1])
  expect(ids[2]).not.toBe(ids[0])
  for (const one of ids)
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
