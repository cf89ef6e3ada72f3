import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NGINX, startInstallation, type Installation, type Running } from './testing/installation.testing.ts'
import { POSTGRES_PROGRAMS } from './testing/postgres.testing.ts'
import { followFeed, REPORT, reportWithoutPause } from './testing/traffic.testing.ts'

// Four processes and a proxy take as long as fifty other files: they run where the suites run on PostgreSQL, as in CI.
const missing = [
  POSTGRES_PROGRAMS === null ? 'PostgreSQL' : '',
  NGINX === null ? 'nginx' : '',
  process.env['TEST_DATABASE_URL'] === undefined ? 'TEST_DATABASE_URL' : '',
].filter(Boolean)
const needs = missing.length > 0 ? ` (skipped: needs ${missing.join(', ')})` : ''

describe.skipIf(missing.length > 0)(`an installation of several processes${needs}`, () => {
  let house: Installation
  let [first, second]: (Running | undefined)[] = []
  let proxy: Running

  beforeAll(async () => {
    house = await startInstallation()
    ;[first, second] = await Promise.all([house.start('http'), house.start('http'), house.start('worker')])
    proxy = await house.startNginx({ 8081: first.port, 8082: second.port, 8083: first.port })
  }, 120_000)
  afterAll(() => house.stop())

  const restart = async (process: Running | undefined): Promise<Running> => {
    if (!process) throw new Error('started before')
    const stopping = process.stop()
    await sleep(150)
    const ready = await fetch(`${process.url}/ready`)
    expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'close'])
    expect(await ready.json()).toMatchObject({ status: 'stopping', roles: ['http'] })
    const { code, ms } = await stopping
    expect([code, ms < 10_500]).toEqual([0, true])
    return house.start('http', { port: process.port })
  }

  test('restarts one process after the other, and nobody loses a request, misses a fact or hears one twice', async () => {
    const headers = { authorization: `Bearer ${house.key}` }
    const feeds = [
      followFeed(proxy.url, headers),
      followFeed(proxy.url, headers),
      followFeed(proxy.url, headers),
    ]
    const reporter = reportWithoutPause(proxy.url, headers)
    await sleep(1000)
    first = await restart(first)
    await sleep(500)
    second = await restart(second)
    await sleep(1000)
    await reporter.stop()
    expect(reporter.failed).toEqual({})
    expect(reporter.taken.length).toBeGreaterThan(100)
    const { rows } = await sql<{
      id: string
    }>`select id from case_row where district = ${house.district}`.execute(house.db)
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(reporter.taken))
    for (const feed of feeds) {
      await expect
        .poll(() => new Set(feed.told.map(({ stream }) => stream)).size, { timeout: 5000 })
        .toBe(reporter.taken.length)
      await feed.stop()
      const ids = feed.told.map(({ id }) => id)
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
    }
    // Each feed was on one of them: at least one was sent on, with a pause of its own.
    expect(feeds.reduce((sum, feed) => sum + feed.connections(), 0)).toBeGreaterThan(feeds.length)
    const retries = feeds.flatMap((feed) => feed.retries)
    expect(retries.every((ms) => ms >= 500 && ms <= 2500)).toBe(true)
    expect(retries.length).toBeGreaterThan(0)
  }, 90_000)

  test('has workers that answer nobody but share the durable readers, each held by one of them', async () => {
    const other = await house.start('worker')
    expect(await (await fetch(`${other.url}/health`)).json()).toMatchObject({
      status: 'ok',
      roles: ['worker'],
    })
    expect((await fetch(`${other.url}/api/cases`)).status).toBe(404)
    expect(await (await fetch(`${other.url}/metrics`)).text()).toMatch(/^gezhi_info\{.*roles="worker"\} 1$/m)
    await expect
      .poll(
        async () => {
          const { rows } = await sql<{ name: string; left: number }>`
            select name, h.seq - c.seq as left from feed_cursor c join chain_head h using (district)`.execute(
            house.db,
          )
          return rows.length > 3 && rows.every(({ left }) => left === 0)
        },
        { timeout: 20_000 },
      )
      .toBe(true)
    expect((await other.stop()).code).toBe(0)
  }, 60_000)

  test('takes what systems send at an inlet that knows nobody else', async () => {
    const inlet = await house.start('ingest')
    const send = (headers: Record<string, string>) =>
      fetch(`${inlet.url}/api/cases/${randomUUID()}/commands`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify({ ...REPORT, externalId: 'inlet-1' }),
      })
    expect((await send({ authorization: `Bearer ${house.key}` })).status).toBe(202)
    expect((await send({})).status).toBe(401)
    const list = await fetch(`${inlet.url}/api/cases`, { headers: { authorization: `Bearer ${house.key}` } })
    expect(list.status).toBe(404)
    expect(await (await fetch(`${inlet.url}/ready`)).json()).toEqual({ status: 'ready', roles: ['ingest'] })
    await inlet.stop()
  }, 60_000)

  test('ends a process at once when it is asked a second time', async () => {
    const stubborn = await house.start('http', { stopWait: 30 })
    const gone = once(stubborn.child, 'exit')
    stubborn.child.kill('SIGTERM')
    await sleep(300)
    expect(stubborn.child.exitCode).toBe(null)
    stubborn.child.kill('SIGTERM')
    expect(await gone).toEqual([1, null])
  }, 60_000)
})
