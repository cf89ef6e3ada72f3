// Bounded whatever the database does: who cannot be served is told so, nothing acknowledged is lost, and the service
// comes back by itself. On PostgreSQL only: the embedded database has no network to lose.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createCounterTable } from '../testing/counter.testing.ts'
import { depsOn, testKernel } from '../testing/kernel.testing.ts'
import { tcpProxy, type TcpProxy } from '../testing/tcp-proxy.testing.ts'
import { openServerDatabase, type OpenDatabase } from './database.ts'
import type { Deps } from './deps.ts'
import { answersQuickly } from './health.store.ts'
import { KernelProblem } from './problem.ts'

const PATIENCE_MS = 1000

describe.runIf(process.env['TEST_DATABASE_URL'])('with a database that cannot be reached', () => {
  const kernel = testKernel()
  let proxy: TcpProxy
  let open: OpenDatabase
  let deps: Deps

  beforeAll(async () => {
    const { connectionString = '' } = kernel.database.open.pool.options
    await createCounterTable(kernel.database.db)
    proxy = await tcpProxy(connectionString)
    open = await openServerDatabase(proxy.url, 10, PATIENCE_MS)
    deps = await depsOn(open, kernel.clock)
  })
  afterAll(async () => {
    proxy.heal()
    await open.close()
    proxy.close()
  })

  /** Creates a counter under a key of its own; what came of it. */
  const create = async (key: string) => {
    const began = performance.now()
    const came = await kernel.send(key, { type: 'create' }, key, undefined, deps).then(
      ({ ok }) => (ok ? 'stored' : 'refused'),
      (error: unknown) =>
        error instanceof KernelProblem && error.code === 'server/busy' ? 'busy' : String(error),
    )
    return { key, came, ms: performance.now() - began }
  }
  const many = (count: number) => Promise.all(Array.from({ length: count }, () => create(randomUUID())))
  const stored = async (): Promise<Set<string>> => {
    const rows = await kernel.database.db.selectFrom('fact').select('stream').execute()
    return new Set(rows.map(({ stream }) => stream))
  }
  /** Every answer was one of the two, and what was acknowledged is there; what was not can be sent again. */
  const settle = async (answers: readonly { key: string; came: string }[]) => {
    expect(answers.filter(({ came }) => came !== 'stored' && came !== 'busy')).toEqual([])
    const there = await stored()
    for (const { key, came } of answers) if (came === 'stored') expect(there).toContain(key)
    const again = await Promise.all(answers.map(({ key }) => create(key)))
    expect(again.every(({ came }) => came === 'stored')).toBe(true)
    expect((await stored()).size).toBe(answers.length)
  }
  const back = () =>
    vi.waitFor(async () => expect((await create(randomUUID())).came).toBe('stored'), {
      timeout: 5000,
      interval: 100,
    })

  test('stalled: the queue is bounded, everybody is answered in seconds, and it comes back by itself', async () => {
    await many(10)
    proxy.stall()
    const asked = many(2500)
    const answers = await asked
    const busy = answers.filter(({ came }) => came === 'busy')
    expect(busy).toHaveLength(2500)
    // Beyond the bound of the queue at once, the others when they have waited too long.
    expect(busy.filter(({ ms }) => ms < 500).length).toBeGreaterThanOrEqual(300)
    expect(Math.max(...busy.map(({ ms }) => ms))).toBeLessThan(9000)
    expect(await answersQuickly(open.db)).toBe(false)
    proxy.heal()
    await back()
    expect(await answersQuickly(open.db)).toBe(true)
  }, 30_000)

  test('cut in the middle of the work: nothing acknowledged is lost, nothing happens twice', async () => {
    const asked = many(600)
    await new Promise((resolve) => setTimeout(resolve, 20))
    proxy.cut({ refuse: true })
    const answers = await asked
    proxy.heal()
    await vi.waitFor(async () => expect(await answersQuickly(open.db)).toBe(true), { timeout: 5000 })
    await settle(answers)
  }, 30_000)

  test('slow: everybody is served, later', async () => {
    proxy.slow(150)
    const answers = await many(300)
    proxy.heal()
    expect(answers.every(({ came }) => came === 'stored')).toBe(true)
    await settle(answers)
  }, 30_000)

  test('a connection that only waits for a long statement is left alone', async () => {
    const { rows } = await open.pool.query<{ done: string }>(
      `select pg_sleep(${(2 * PATIENCE_MS) / 1000})::text || 'done' as done`,
    )
    expect(rows[0]?.done).toBe('done')
  }, 10_000)
})
