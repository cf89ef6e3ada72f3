// A thousand devices come back into the network at once: each sends what it kept in one batch, then fetches everything its
// post may hold, then what changed since. Against the same reports sent one by one over 32 connections.
import { request } from 'node:http'
import pg from 'pg'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { newId } from '../packages/client/src/ids.ts'
import type { Bench } from './main.ts'
import { REPORT_TEXT } from './report.scenario.ts'
import { memoryOf } from './support/cores.ts'
import { httpLoad } from './support/http-load.ts'
import { startCluster } from './support/postgres.ts'
import { percentile } from './support/report.ts'
import { BENCH_CLUSTER, openReporting, POSTS, restore, type Reporting } from './support/reporting.ts'
import { startServer, type BenchServer } from './support/server.ts'
import { inRounds, type Measured } from './support/rounds.ts'

const SCENARIO = new URL('./report.scenario.ts', import.meta.url)
/** A device that hears "later" comes again after its back-off; here at once would measure the refusals. */
const PAUSE_MS = 1000

interface Answer {
  /** 0: the connection broke, as when more devices knock at once than may wait at the door; a device comes again. */
  readonly status: number
  readonly bytes: number
  readonly ms: number
  readonly body: unknown
}

interface Asked {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly cookie: string
  readonly json?: unknown
}

/** As a browser asks, compressed; each device has a connection of its own. */
function ask({ method, url, cookie, json }: Asked): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'gzip', 'content-type': 'application/json' }
    const broken = (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET') return reject(error)
      resolve({ status: 0, bytes: 0, ms: performance.now() - began, body: {} })
    }
    const sent = request(url, { method, headers, agent: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', broken)
      answer.on('end', () => {
        const raw = Buffer.concat(parts)
        const text = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw
        const body: unknown = JSON.parse(text.toString())
        resolve({ status: answer.statusCode ?? 0, bytes: raw.length, ms: performance.now() - began, body })
      })
    })
    sent.on('error', broken)
    sent.end(method === 'GET' ? undefined : JSON.stringify(json))
  })
}

interface Device {
  readonly post: string
  readonly cookie: string
  cursor: string | undefined
}

/** Sends one batch until everything of it is accepted; answers the times of all requests. */
async function push(url: string, { cookie, post }: Device, photo: string, count: number): Promise<number[]> {
  const body = { type: 'report', text: REPORT_TEXT, place: { lon: 118.93, lat: 42.26 }, photos: [photo] }
  let commands = Array.from({ length: count }, () => {
    const stream = newId()
    return { id: newId(), kind: 'case', version: 1, stream, post, body }
  })
  const times: number[] = []
  while (commands.length > 0) {
    const answer = await ask({ method: 'POST', url: `${url}/api/commands`, cookie, json: { commands } })
    times.push(answer.ms)
    const { results = [] } = answer.body as { results?: readonly { id: string; result: string }[] }
    const refused = results.find(({ result }) => result === 'refused')
    if (refused) throw new Error(`a report was refused: ${JSON.stringify(refused)}`)
    const accepted = new Set(results.filter(({ result }) => result === 'accepted').map(({ id }) => id))
    commands = commands.filter(({ id }) => !accepted.has(id))
    if (commands.length > 0) await sleep(PAUSE_MS)
  }
  return times
}

interface Fetched {
  readonly rows: number
  readonly bytes: number
  readonly times: readonly number[]
}

async function fetchAll(url: string, device: Device): Promise<Fetched> {
  const times: number[] = []
  let [rows, bytes] = [0, 0]
  for (let more = true; more;) {
    const query = new URLSearchParams({
      post: device.post,
      ...(device.cursor ? { cursor: device.cursor } : {}),
    })
    const answer = await ask({
      method: 'GET',
      url: `${url}/api/sync?${query.toString()}`,
      cookie: device.cookie,
    })
    times.push(answer.ms)
    bytes += answer.bytes
    if (answer.status !== 200) {
      await sleep(PAUSE_MS)
      continue
    }
    const page = answer.body as {
      cursor: string
      more: boolean
      collections: Record<string, { rows: readonly unknown[] }>
    }
    for (const delta of Object.values(page.collections)) rows += delta.rows.length
    device.cursor = page.cursor
    more = page.more
  }
  return { rows, bytes, times }
}

async function everyone(url: string, devices: readonly Device[], what: string) {
  const began = performance.now()
  const all = await Promise.all(devices.map((device) => fetchAll(url, device)))
  const seconds = (performance.now() - began) / 1000
  const total = (of: (one: Fetched) => number) => all.reduce((sum, one) => sum + of(one), 0)
  return {
    [`${what} rows/s`]: total(({ rows }) => rows) / seconds,
    [`${what} p95 ms`]: percentile(
      all.flatMap(({ times }) => times),
      0.95,
    ),
    [`${what} rows each`]: total(({ rows }) => rows) / devices.length,
    [`${what} kB each`]: total(({ bytes }) => bytes) / devices.length / 1000,
  }
}

interface Size {
  readonly devices: number
  readonly posts: number
  readonly batch: number
}

interface Field {
  readonly server: BenchServer
  /** Posts whose devices these are; several devices a post. */
  readonly members: readonly string[]
}

/** Members of other grids, each with cases of its own, as on a day in the field. */
async function membersOf(url: string, most: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ code: string }>(
    `select code from post where role = 'GRID_MEMBER' order by md5(code) limit $1`,
    [most],
  )
  await client.end()
  return rows.map(({ code }) => code)
}

async function comeBack(
  { data, check, stored }: Reporting,
  { server, members }: Field,
  { devices, batch }: Size,
): Promise<Measured> {
  const all = Array.from({ length: devices }, (_, index): Device => {
    const post = members[index % members.length] ?? ''
    return { post, cookie: server.cookies[post] ?? '', cursor: undefined }
  })
  const before = await stored()
  const began = performance.now()
  const times = (await Promise.all(all.map((device) => push(server.url, device, data.photo, batch)))).flat()
  const rate = (devices * batch) / ((performance.now() - began) / 1000)
  await check(before, devices * batch)
  const first = await everyone(server.url, all, 'first')
  for (const device of all.slice(0, 20)) await push(server.url, device, data.photo, 5)
  const delta = await everyone(server.url, all, 'delta')
  const more = { 'push p95 ms': percentile(times, 0.95), ...first, ...delta, rss: memoryOf(server.pid) }
  return { rate, more }
}

export const bench: Bench = async ({ quick, say }) => {
  const size = quick ? { devices: 40, posts: 8, batch: 5 } : { devices: 1000, posts: 120, batch: 20 }
  const [seconds, rounds] = quick ? [1, 1] : [10, 3]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  let server: BenchServer | undefined
  try {
    const reporting = await openReporting(cluster, home)
    const members = await membersOf(cluster.url, size.posts)
    await reporting.server.stop()
    server = await startServer({ databaseUrl: cluster.url, home, posts: [...POSTS, ...members] })
    const field = { server, members }
    const data = { ...reporting.data, cookies: POSTS.map((post) => field.server.cookies[post] ?? '') }
    say(`${cluster.version}, fsync on; ${size.devices} devices with ${size.batch} reports each`)
    const results = await inRounds({
      rounds,
      async base() {
        await restore(cluster.url)
        return httpLoad({ url: field.server.url, scenario: SCENARIO, data, connections: 32, seconds })
      },
      candidate: () => comeBack(reporting, field, size),
      say,
    })
    return {
      bench: 'sync',
      of: `reports/s of ${size.devices} devices that come back at once / the same one by one over 32 connections`,
      goal: 0.8,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on', ...size },
    }
  } finally {
    await server?.stop()
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
