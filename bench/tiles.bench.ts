// P12: map tiles over 100,000 buildings. Kept ones over HTTP through the whole product against a Fastify route that sends
// the same buffer; fresh ones of zoom 14 to 16 against ST_AsMVT by pgbench; none above 150 kB.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Bench } from './main.ts'
import { memoryOf } from './support/cores.ts'
import { httpLoad } from './support/http-load.ts'
import { pgbench } from './support/pgbench.ts'
import { startCluster, type Cluster } from './support/postgres.ts'
import { median } from './support/report.ts'
import { BENCH_CLUSTER } from './support/reporting.ts'
import { inRounds, type Measured } from './support/rounds.ts'
import { startServer, type BenchServer } from './support/server.ts'

const BUILDINGS = 100_000
const MOST_BYTES = 150_000
const CONNECTIONS = 16
const LANES = 4
const SCENARIO = new URL('./tiles.scenario.ts', import.meta.url)
const PLAIN = new URL('./tiles.plain.main.ts', import.meta.url).pathname
const [WEST, SOUTH, WIDTH, HEIGHT] = [118.86, 42.22, 0.16, 0.1] as const

interface Tile {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Tiles of a zoom that hold buildings. */
function tilesOf(z: number): readonly Tile[] {
  const n = 2 ** z
  const column = (lon: number) => Math.floor(((lon + 180) / 360) * n)
  const row = (lat: number) =>
    Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * n)
  const [left, right] = [column(WEST), column(WEST + WIDTH)]
  const [top, bottom] = [row(SOUTH + HEIGHT), row(SOUTH)]
  return Array.from({ length: (right - left + 1) * (bottom - top + 1) }, (_, index) => ({
    z,
    x: left + (index % (right - left + 1)),
    y: top + Math.floor(index / (right - left + 1)),
  }))
}

const pathOf = ({ z, x, y }: Tile): string => `/api/tiles/base/${z}/${x}/${y}?v=1`

/** The same buildings for both: spread evenly, turned and sized by their number. */
async function build({ url }: Cluster, tiles: readonly Tile[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const number = (name: string, factor: number) =>
    `(n * ${factor}::float8) - floor(n * ${factor}::float8) as ${name}`
  await client.query(`
    create table building as select n, ${WEST} + ${WIDTH} * u as lon, ${SOUTH} + ${HEIGHT} * v as lat,
      6 + n % 31 as w, 5 + n % 17 as d, n % 90 as a, 1 + n % 30 as floors
    from (select n, ${number('u', 0.6180339887)}, ${number('v', 0.7548776662)} from generate_series(1, ${BUILDINGS}) n) s;
    alter table building add geom geometry;
    update building set geom = st_transform(st_setsrid(st_translate(st_scale(st_rotate(
      st_makeenvelope(-w / 2.0, -d / 2.0, w / 2.0, d / 2.0), radians(a)), 1 / (111195 * cos(radians(lat))), 1 / 111195.0),
      lon, lat), 4326), 3857);
    create index on building using gist (geom);
    create table wanted (i int primary key, z int, x int, y int);
    update base_layer set features = (select jsonb_agg(jsonb_build_object('lon', lon, 'lat', lat, 'widthM', w,
      'depthM', d, 'angleDeg', a, 'floors', floors)) from building) where name = 'buildings'`)
  await client.query(
    `insert into wanted select row_number() over (), (t->>'z')::int, (t->>'x')::int, (t->>'y')::int
    from jsonb_array_elements($1::jsonb) t`,
    [JSON.stringify(tiles)],
  )
  await client.query('vacuum analyze')
  await client.end()
}

const ASMVT = (count: number) => `\\set i random(1, ${count})
select st_asmvt(t, 'buildings', 4096, 'geom') from (
  select b.n, b.floors * 3 as height, st_asmvtgeom(b.geom, st_tileenvelope(z, x, y), 4096, 64) as geom
  from wanted, building b where i = :i and b.geom && st_tileenvelope(z, x, y)) t;
`

/** The bytes as they travel: `fetch` would unpack them, on the cores that are measured. */
async function packed(server: BenchServer, path: string, agent?: Agent): Promise<Buffer> {
  const asked = request(new URL(path, server.url), agent ? { agent } : {}).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  if (answer.statusCode !== 200 && answer.statusCode !== 204) throw new Error(`${path}: ${answer.statusCode}`)
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Each tile once, a few at a time; answers the bytes of the largest. */
async function fetchAll(server: BenchServer, tiles: readonly Tile[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: LANES })
  const left = [...tiles]
  let most = 0
  const lane = async () => {
    for (let tile = left.pop(); tile; tile = left.pop())
      most = Math.max(most, (await packed(server, pathOf(tile), agent)).length)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  agent.destroy()
  if (most > MOST_BYTES) throw new Error(`a tile weighs ${most} bytes`)
  return most
}

interface Cold {
  readonly ratio: number
  readonly rate: number
}

async function cold(
  cluster: Cluster,
  server: BenchServer,
  tiles: readonly Tile[],
  seconds: number,
): Promise<Cold> {
  // The first tile builds the index and the first hundreds are cut before the program is compiled: that is not what is measured.
  const warm = tiles.filter((_, index) => index % 3 === 0)
  const rest = tiles.filter((_, index) => index % 3 !== 0)
  await fetchAll(server, warm)
  const raw = { script: ASMVT(tiles.length), clients: LANES, seconds }
  const before = await pgbench(cluster, raw)
  const began = performance.now()
  await fetchAll(server, rest)
  const rate = (rest.length * 1000) / (performance.now() - began)
  const after = await pgbench(cluster, raw)
  return { rate, ratio: rate / ((before.rate + after.rate) / 2) }
}

/** Sends the same buffers, and does nothing else. */
async function plain(server: BenchServer, paths: readonly string[]) {
  const tiles = await Promise.all(paths.map(async (path) => [path, await packed(server, path)] as const))
  const child = fork(PLAIN, { serialization: 'advanced' })
  child.send({ tiles })
  const [url] = (await once(child, 'message')) as [string]
  return { url, stop: () => void child.kill('SIGKILL') }
}

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds] = quick ? [2, 1] : [6, 3]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  const running: (() => void)[] = []
  const start = async () => {
    const server = await startServer({ databaseUrl: cluster.url, home })
    running.push(() => void server.kill())
    return server
  }
  try {
    await (await start()).stop()
    const fresh = [14, 15, 16].flatMap(tilesOf)
    await build(cluster, fresh)
    say(`${cluster.version}; ${BUILDINGS} buildings, ${fresh.length} tiles of zoom 14 to 16`)
    const colds: Cold[] = []
    for (let round = 0; round < rounds; round++) {
      const server = await start()
      const each = await cold(cluster, server, fresh, seconds)
      colds.push(each)
      say(`fresh: ${Math.round(each.rate)} tiles/s, ${each.ratio.toFixed(2)} of ST_AsMVT`)
      await server.stop()
    }
    const server = await start()
    const most = await fetchAll(server, fresh)
    const paths = tilesOf(16).slice(0, 200).map(pathOf)
    const simple = await plain(server, paths)
    running.push(simple.stop)
    const load = async (url: string): Promise<Measured> => {
      const { rate, p99 } = await httpLoad({
        url,
        scenario: SCENARIO,
        data: { paths },
        connections: CONNECTIONS,
        seconds,
        warmupSeconds: 1,
      })
      return { rate, more: { p99 } }
    }
    const results = await inRounds({
      rounds,
      base: () => load(simple.url),
      candidate: () => load(server.url),
      say,
    })
    const rss = memoryOf(server.pid)
    const freshRatio = median(colds.map(({ ratio }) => ratio))
    return {
      bench: 'tiles',
      of: 'the lesser of (kept tiles/s / Fastify sending the same buffer, of 0.7) and (fresh tiles/s of zoom 14–16 / ST_AsMVT by pgbench, of 0.7); aims 0.9 and 0.95',
      goal: 1,
      rounds: results.map((round, index) => ({
        ...round,
        ratio: Math.min(round.ratio, freshRatio) / 0.7,
        more: { kept: round.ratio, ...round.more, fresh: colds[index]?.ratio ?? 0, rss },
      })),
      setting: { database: cluster.version, buildings: BUILDINGS, 'largest tile bytes': most },
    }
  } finally {
    for (const end of running) end()
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
