// P12, the moving part: 100 reports a second while consoles look at the map of cases again and again. How old is what a
// tile shows? Every report must be in its tile a second after it was acknowledged.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { layersOf } from '../apps/server/src/testing/mvt.testing.ts'
import { createClient, type Client } from '../apps/server/src/features/replay/client.ts'
import { tileAt } from '../apps/server/src/kernel/tile-box.ts'
import { newId } from '../packages/client/src/ids.ts'
import type { Bench } from './main.ts'
import { REPORT_TEXT } from './report.scenario.ts'
import { startCluster } from './support/postgres.ts'
import { percentile, type Round } from './support/report.ts'
import { BENCH_CLUSTER, openReporting, restore, type Reporting } from './support/reporting.ts'
import type { TileData } from './tiles.scenario.ts'
import { watchedLoad } from './support/watched-load.ts'

const OPERATOR = 'P-150402-DISTRICT_OPERATOR-1'
const SCENARIO = new URL('./tiles.scenario.ts', import.meta.url)
const PER_SECOND = 100
/** A report must be in its tile so long after the answer to its sender. */
const STALE_MS = 1000
const LOOKED_AT_ZOOMS = [12, 14, 16]
const CHECKED_ZOOM = 16
const [WEST, SOUTH, WIDTH, HEIGHT] = [118.9, 42.24, 0.05, 0.04] as const
/** Consoles that move about the map, each asking as fast as it is answered. */
const CONSOLES = 8

const pathOf = (z: number, x: number, y: number): string => `/api/cases/tiles/${z}/${x}/${y}`

/** Tiles over the town, most wanted first. */
function wanted(): readonly string[] {
  return LOOKED_AT_ZOOMS.flatMap((z) => {
    const [left, top] = tileAt(WEST, SOUTH + HEIGHT, z)
    const [right, bottom] = tileAt(WEST + WIDTH, SOUTH, z)
    const columns = right - left + 1
    return Array.from({ length: columns * (bottom - top + 1) }, (_, index) =>
      pathOf(z, left + (index % columns), top + Math.floor(index / columns)),
    )
  })
}

interface Looking {
  readonly url: string
  readonly cookie: string
  readonly agent: Agent
}

async function idsIn({ url, cookie, agent }: Looking, path: string): Promise<ReadonlySet<unknown>> {
  const asked = request(new URL(path, url), { agent, headers: { cookie } }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part as Buffer)
  if (answer.statusCode === 204) return new Set()
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode}`)
  const dots = layersOf(gunzipSync(Buffer.concat(parts)))['cases'] ?? []
  return new Set(dots.map(({ properties }) => properties['id']))
}

interface Reported {
  readonly id: string
  readonly path: string
  /** When its sender had the answer, by `performance.now`. */
  readonly at: number
}

async function report(client: Client, { data }: Reporting, no: number): Promise<Reported> {
  const [id, lon, lat] = [newId(), WEST + Math.random() * WIDTH, SOUTH + Math.random() * HEIGHT]
  const answer = await client.ask({
    method: 'POST',
    path: `/api/cases/${id}/commands`,
    headers: { cookie: data.cookies[no % data.cookies.length] ?? '', 'idempotency-key': newId() },
    json: { type: 'report', text: REPORT_TEXT, place: { lon, lat }, photos: [data.photo] },
  })
  if (answer.status !== 202) throw new Error(`a report: ${answer.status} ${JSON.stringify(answer.body)}`)
  return { id, path: pathOf(CHECKED_ZOOM, ...tileAt(lon, lat, CHECKED_ZOOM)), at: performance.now() }
}

/** Milliseconds until the tile of the report shows it; Infinity when it does not within ten seconds. */
async function ageOf(looking: Looking, { id, path, at }: Reported): Promise<number> {
  for (;;) {
    const asked = performance.now()
    if ((await idsIn(looking, path)).has(id)) return Math.max(0, asked - at)
    if (asked - at > 10 * STALE_MS) return Infinity
    await sleep(50)
  }
}

/** Every tenth report is watched until it shows; the others are looked for once, when a second has passed. */
async function storm(reporting: Reporting, looking: Looking, seconds: number) {
  const client = createClient({ url: looking.url, connections: 16, patienceMs: 5000 })
  const ages: number[] = []
  let stale = 0
  const one = async (no: number): Promise<void> => {
    const reported = await report(client, reporting, no)
    if (no % 10 === 0) return void ages.push(await ageOf(looking, reported))
    await sleep(STALE_MS)
    if (!(await idsIn(looking, reported.path)).has(reported.id)) stale++
  }
  const running: Promise<void>[] = []
  const began = performance.now()
  for (let no = 0; no < seconds * PER_SECOND; no++) {
    await sleep(Math.max(0, began + (no * 1000) / PER_SECOND - performance.now()))
    const work = one(no)
    // Awaited below; a failure in between ends the round there.
    work.catch(() => undefined)
    running.push(work)
  }
  await Promise.all(running)
  client.close()
  return { ages, stale: stale + ages.filter((age) => age > STALE_MS).length, reported: running.length }
}

/** Tiles of cases that were kept and cut since the start of the server. */
async function counts(url: string): Promise<{ readonly kept: number; readonly cut: number }> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const of = (from: string) =>
    Number(new RegExp(`gezhi_case_tiles_total\\{from="${from}"\\} (\\d+)`).exec(text)?.[1] ?? 0)
  return { kept: of('kept'), cut: of('cut') }
}

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds] = quick ? [3, 1] : [20, 3]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  try {
    const reporting = await openReporting(cluster, home, { posts: [OPERATOR] })
    const { server } = reporting
    const cookie = server.cookies[OPERATOR] ?? ''
    const agent = new Agent({ keepAlive: true, maxSockets: 32 })
    const looking: Looking = { url: server.url, cookie, agent }
    const paths = wanted()
    say(`${cluster.version}, fsync on; ${paths.length} tiles of zoom ${LOOKED_AT_ZOOMS.join(', ')}`)
    const results: Round[] = []
    for (let round = 0; round < rounds; round++) {
      await restore(cluster.url)
      const before = await counts(server.url)
      const data: TileData = { paths, cookie }
      const [watched, load] = await Promise.all([
        storm(reporting, looking, seconds),
        watchedLoad(cluster, server, {
          scenario: SCENARIO,
          data,
          connections: CONSOLES,
          // Ten looks a second of each: a map that is moved all the time.
          perSecond: CONSOLES * 10,
          seconds,
        }),
      ])
      const after = await counts(server.url)
      const [kept, cut] = [after.kept - before.kept, after.cut - before.cut]
      const { ages, stale, reported } = watched
      const p99 = percentile(ages, 0.99)
      say(
        `round ${round + 1}: ${reported} reports, ${stale} not in their tile after ${STALE_MS} ms; age p99 ${p99.toFixed(0)} ms, hits ${kept} of ${kept + cut}`,
      )
      if (stale > 0) throw new Error(`${stale} tiles were stale ${STALE_MS} ms after a report`)
      const more = { p50: percentile(ages, 0.5), p99, hits: kept / (kept + cut), 'tile p99': load.p99 }
      results.push({
        ratio: STALE_MS / p99,
        rate: reported / seconds,
        more: { ...more, ...load.used },
      })
    }
    agent.destroy()
    await server.stop()
    return {
      bench: 'storm',
      of: `${STALE_MS} ms / p99 of the age of map tiles of cases while ${PER_SECOND} reports/s arrive and ${CONSOLES} consoles look`,
      goal: 1,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on', perSecond: PER_SECOND, consoles: CONSOLES },
    }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
