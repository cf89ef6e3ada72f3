// P15: reports over HTTP on the embedded database, on the disk when they are answered, against PGlite alone in one process
// without fsync, writing the same rows one report a statement.
import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { newId } from '../packages/client/src/ids.ts'
import { createClient } from '../apps/server/src/features/replay/client.ts'
import { openEmbedded } from '../apps/server/src/kernel/embedded.ts'
import type { Bench } from './main.ts'
import { REPORT_TEXT } from './report.scenario.ts'
import { memoryOf, watchCores } from './support/cores.ts'
import { httpLoad } from './support/http-load.ts'
import { uploadPhoto } from './support/photo.ts'
import { rawRows, type RawRows } from './support/raw-rows.ts'
import type { Round } from './support/report.ts'
import { inRounds, type Measured } from './support/rounds.ts'
import { POINT, POSTS } from './support/reporting.ts'
import { startServer, type BenchServer } from './support/server.ts'

const run = promisify(execFile)
const SCENARIO = new URL('./report.scenario.ts', import.meta.url)
const RAW = new URL('../apps/server/src/testing/raw-pglite.testing.ts', import.meta.url).pathname
/** Ratios that must be reached with so many connections. */
const GOALS: Readonly<Record<number, number>> = { 1: 0.6, 32: 1.5 }

const start = (home: string): Promise<BenchServer> => startServer({ databaseUrl: null, home, posts: POSTS })

/** One report, whose rows the raw statement writes again. */
async function firstReport(url: string, cookie: string): Promise<string> {
  const photo = await uploadPhoto(url, cookie)
  const client = createClient({ url, connections: 1, patienceMs: 5000 })
  const id = newId()
  const { status } = await client.ask({
    method: 'POST',
    path: `/api/cases/${id}/commands`,
    headers: { cookie, 'idempotency-key': newId() },
    json: { type: 'report', text: REPORT_TEXT, place: { lon: 118.93, lat: 42.26 }, photos: [photo] },
  })
  client.close()
  if (status !== 202) throw new Error(`the first report was answered ${status}`)
  return id
}

async function inFolder<T>(folder: string, work: (connect: object) => Promise<T>): Promise<T> {
  const embedded = await openEmbedded({ folder })
  try {
    return await work({ stream: () => embedded.connect(), user: 'postgres', database: 'postgres' })
  } finally {
    await embedded.close()
  }
}

/** Makes `home` with one report in it and answers the statement that writes its rows. */
async function prepare(home: string): Promise<RawRows> {
  const server = await start(home)
  const id = await firstReport(server.url, server.cookies[POSTS[0] ?? ''] ?? '')
  await server.stop()
  return inFolder(join(home, 'database'), (connect) => rawRows(connect, id, POINT))
}

/** The 99th percentile of the server's event loop since it was last asked, in milliseconds. */
async function eventLoop(url: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', url))).text()
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1]) * 1000
}

async function measure(
  server: BenchServer,
  photo: string,
  connections: number,
  seconds: number,
): Promise<Measured> {
  const data = { cookies: POSTS.map((post) => server.cookies[post] ?? ''), photo }
  const cores = watchCores()
  await eventLoop(server.url)
  const load = await httpLoad({ url: server.url, scenario: SCENARIO, data, connections, seconds })
  const loop = await eventLoop(server.url)
  const { rate, p50, p99 } = load
  return { rate, more: { p50, p99, loop, ...cores({ server: server.pid }), rss: memoryOf(server.pid) } }
}

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds] = quick ? [2, 1] : [8, 3]
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-bench-embedded-'))
  const home = join(folder, 'home')
  try {
    const raw = await prepare(home)
    say(`${raw.tables.join(', ')} are written by one report`)
    await cp(join(home, 'database'), join(folder, 'raw'), { recursive: true })
    const base = async (): Promise<Measured> => {
      const { stdout } = await run(process.execPath, [RAW, join(folder, 'raw'), raw.script, String(seconds)])
      return JSON.parse(stdout) as Measured
    }
    const results: Round[] = []
    const loops: number[] = []
    const server = await start(home)
    const photo = await uploadPhoto(server.url, server.cookies[POSTS[0] ?? ''] ?? '')
    for (const [connections, goal] of Object.entries(GOALS).map(
      ([each, of]) => [Number(each), of] as const,
    )) {
      say(`${connections} connections, must ${goal}`)
      const candidate = () => measure(server, photo, connections, seconds)
      for (const round of await inRounds({ rounds, base, candidate, say })) {
        loops.push(round.more['loop'] ?? 0)
        results.push({
          ...round,
          ratio: round.ratio / goal,
          more: { connections, of: round.ratio, ...round.more },
        })
      }
    }
    await server.stop()
    return {
      bench: 'embedded',
      of: 'reports/s over HTTP, fsync before the answer / PGlite in process without fsync, each over its must (0.6 with 1 connection, 1.5 with 32; aim 0.85 and 4)',
      goal: 1,
      rounds: results,
      setting: { 'event loop p99': `${Math.max(...loops).toFixed(1)} ms, must 10` },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
