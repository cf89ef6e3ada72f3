// The scheduler under faults: many workers, killed workers, wrong clocks, days without a server. Deadlines are rows;
// waking somebody is all a job does, and an expiry has its identity from the deadline.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { createCounterTable } from '../testing/counter.testing.ts'
import { migratedImage } from '../testing/database.testing.ts'
import { clerk, depsOn, MONDAY, testClock, testKernel } from '../testing/kernel.testing.ts'
import { openDatabase, openEmbeddedDatabase, type Db } from './database.ts'
import { run } from './run.ts'
import type { DeadlineHandler, Scheduler } from './scheduler.ts'
import { counterKind } from '../testing/counter.testing.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const kernel = testKernel()
const started: Scheduler[] = []
afterEach(async () => {
  for (const scheduler of started.splice(0)) await scheduler.stop()
})

const reminded = async (db: Db): Promise<string[]> =>
  (
    await sql<{ key: string }>`
      select data ->> 'key' as key from fact where type = 'counter.reminded' order by seq`.execute(db)
  ).rows.map(({ key }) => key)
const left = async (db: Db): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from deadline`.execute(db)).rows[0]?.n ?? -1

async function remind(times: Readonly<Record<string, number>>, deps = kernel.deps): Promise<string> {
  const id = randomUUID()
  await kernel.send(id, { type: 'create' }, randomUUID(), clerk, deps)
  for (const [key, dueAt] of Object.entries(times))
    await kernel.send(id, { type: 'remind', key, dueAt }, randomUUID(), clerk, deps)
  return id
}

const expire =
  (deps: typeof kernel.deps): DeadlineHandler =>
  async ({ district, stream, key, commandId }) => {
    const actor = { ...clerk, district }
    const command = { type: 'expire', key } as const
    await run(deps, counterKind, { district, stream, commandId, actor, command })
  }

/** A process of its own: other scheduler, other queue, same database. */
async function worker(now = MONDAY + HOUR) {
  const clock = testClock(now)
  const deps = await depsOn(kernel.database.open, clock)
  deps.scheduler.on('counter', expire(deps))
  started.push(deps.scheduler)
  return { clock, fire: () => deps.scheduler.fireDue() }
}

test('three workers at once fire every deadline once in effect', async () => {
  const keys = Array.from({ length: 150 }, (_, index) => `k${String(index).padStart(3, '0')}`)
  await Promise.all(keys.map((key) => remind({ [key]: MONDAY + 1 })))
  const workers = await Promise.all([worker(), worker(), worker()])
  const fired = await Promise.all(workers.map(({ fire }) => fire()))
  expect(fired.reduce((sum, one) => sum + one, 0)).toBe(150)
  expect((await reminded(kernel.deps.db)).sort()).toEqual(keys)
  expect(await left(kernel.deps.db)).toBe(0)
})

test('a hold that ran out while its worker was still at it is taken by another, and takes effect once', async () => {
  await remind({ a: MONDAY + 1 })
  const [slow, quick] = [await worker(), await worker()]
  const first = slow.fire()
  await sql`update deadline set held_until = null`.execute(kernel.deps.db)
  await Promise.all([first, quick.fire()])
  expect(await reminded(kernel.deps.db)).toEqual(['a'])
})

test('a clock an hour fast fires early what it believes due, once, and the right clock not again', async () => {
  await remind({ soon: MONDAY + 2 * HOUR, later: MONDAY + 5 * HOUR })
  const fast = await worker(MONDAY + 2 * HOUR)
  expect(await fast.fire()).toBe(1)
  fast.clock.set(MONDAY + HOUR)
  expect(await fast.fire()).toBe(0)
  fast.clock.set(MONDAY + 2 * HOUR)
  expect(await fast.fire()).toBe(0)
  expect(await reminded(kernel.deps.db)).toEqual(['soon'])
})

test('a clock that falls back an hour keeps nothing from its time once it is right again', async () => {
  await remind({ a: MONDAY + HOUR })
  const one = await worker(MONDAY + HOUR - 1)
  expect(await one.fire()).toBe(0)
  one.clock.set(MONDAY)
  expect(await one.fire()).toBe(0)
  one.clock.set(MONDAY + HOUR)
  expect(await one.fire()).toBe(1)
  expect(await reminded(kernel.deps.db)).toEqual(['a'])
})

test('holds are real time: a clock that jumps does not free or keep what another worker holds', async () => {
  await remind({ a: MONDAY + 1 })
  await sql`update deadline set held_until = clock_timestamp() + interval '1 minute'`.execute(kernel.deps.db)
  expect(await (await worker(MONDAY + 2 * DAY)).fire()).toBe(0)
  await sql`update deadline set held_until = clock_timestamp() - interval '1 second'`.execute(kernel.deps.db)
  expect(await (await worker(MONDAY + HOUR)).fire()).toBe(1)
})

test('after two days without a server everything is caught up in the order of its time, once', async () => {
  const keys = Array.from({ length: 40 }, (_, index) => `h${String(index).padStart(2, '0')}`)
  const times = Object.fromEntries(keys.map((key, index) => [key, MONDAY + (index + 1) * HOUR]))
  await remind(times)
  const one = await worker(MONDAY + 2 * DAY)
  expect(await one.fire()).toBe(40)
  expect(await reminded(kernel.deps.db)).toEqual(keys)
  expect(await one.fire()).toBe(0)
})

const WORKER = fileURLToPath(new URL('../testing/worker.testing.ts', import.meta.url))

/** Keys that the process said were committed before it was killed with its hands full. */
async function killedAmid(home: string, most: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [WORKER, home], { stdio: ['ignore', 'pipe', 'ignore'] })
  const done: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const [what, key = ''] = line.split(' ')
    if (what === 'done') done.push(key)
    if (done.length === most) child.kill('SIGKILL')
  }
  if (child.signalCode === null && child.exitCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return done
}

test('a worker killed in the middle leaves every deadline to the next one, and none takes effect twice', async () => {
  const home = await mkdtemp(join(tmpdir(), 'gezhi-scheduler-'))
  const keys = Array.from({ length: 250 }, (_, index) => `k${String(index).padStart(3, '0')}`)
  try {
    const fresh = await openEmbeddedDatabase({ folder: join(home, 'database'), image: await migratedImage() })
    await createCounterTable(fresh.db)
    const first = await depsOn(fresh, testClock())
    await Promise.all(keys.map((key) => remind({ [key]: MONDAY + 1 }, first)))
    await fresh.close()
    const done = await killedAmid(home, 10)
    const open = await openDatabase({ databaseUrl: null, home })
    // What the dead one held would be free in a minute.
    await sql`update deadline set held_until = null`.execute(open.db)
    const atDeath = await reminded(open.db)
    expect(done.filter((key) => !atDeath.includes(key))).toEqual([])
    expect(atDeath.length).toBeLessThan(keys.length)
    const next = await depsOn(open, testClock(MONDAY + HOUR))
    next.scheduler.on('counter', expire(next))
    await next.scheduler.fireDue()
    expect((await reminded(open.db)).sort()).toEqual(keys)
    expect(await left(open.db)).toBe(0)
    await open.close()
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}, 180_000)
