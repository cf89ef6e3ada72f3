// P11: 1,000 consoles of all kinds of posts on the live feed. First the whole product: cases move while they listen, from
// the command to each console within half a second, checked byte by byte against their scopes. Then the fan-out alone,
// against a server that stringifies and writes for each client.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { FanoutCall } from './live.fanout.main.ts'
import { checkHeard, lastSeq } from './live.oracle.ts'
import { openReaders, type Console } from './live.readers.ts'
import type { LiveData } from './live.scenario.ts'
import type { Bench } from './main.ts'
import { memoryOf, watchCores } from './support/cores.ts'
import { httpLoad } from './support/http-load.ts'
import { startCluster } from './support/postgres.ts'
import { median, percentile } from './support/report.ts'
import { BENCH_CLUSTER } from './support/reporting.ts'
import { inRounds, type Measured } from './support/rounds.ts'
import { startServer, type BenchServer } from './support/server.ts'

const CONSOLES = 1000
const MANY = 10_000
const COMMANDS = 500
/** Of what the product takes at most: load, consoles and database share its cores. */
const SHARE = 0.6
const WARM_UP = 2
const LIMIT_MS = 500
const DISTRICT = '150402'
const DEPARTMENTS = ['01', '02', '03', '04', '05'].map((no) => `${DISTRICT}D${no}`)
const FANOUT = new URL('./live.fanout.main.ts', import.meta.url).pathname
const SCENARIO = new URL('./live.scenario.ts', import.meta.url)

interface Place {
  readonly grid: string
  readonly lon: number
  readonly lat: number
}

/** One basic grid of each street, and a point in it. */
async function places(url: string): Promise<readonly Place[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Place>(
    `select distinct on (left(code, 9)) code as grid, st_x(p) as lon, st_y(p) as lat
    from grid, st_pointonsurface(polygon) p
    where kind = 'BASIC' and st_covers(polygon, p)
      and not exists (select from grid other where other.code <> grid.code and st_covers(other.polygon, p))
      and exists (select from post where post.code = 'P-' || grid.code || '-GRID_MEMBER-1')
    order by left(code, 9), code`,
  )
  await client.end()
  return rows
}

const member = ({ grid }: Place) => `P-${grid}-GRID_MEMBER-1`
const community = ({ grid }: Place) => `P-${grid.slice(0, 12)}-COMMUNITY_OPERATOR-1`
const dispatcher = ({ grid }: Place) => `P-${grid.slice(0, 9)}-STREET_DISPATCHER-1`
const leader = ({ grid }: Place) => `P-${grid.slice(0, 9)}-STREET_LEADER-1`
const OPERATORS = ['1', '2'].map((no) => `P-${DISTRICT}-DISTRICT_OPERATOR-${no}`)
const SUPERVISOR = `P-${DISTRICT}-DISTRICT_SUPERVISOR-1`
const departments = DEPARTMENTS.map((org) => `P-${org}-DEPT_DISPATCHER-1`)

/** As a district has them: few see all, most see a street, a community or a grid, some a department's orders. */
function consolesOf(found: readonly Place[], cookies: BenchServer['cookies']): readonly Console[] {
  const kinds: readonly (readonly [share: number, posts: readonly Omit<Console, 'cookie'>[]])[] = [
    [0.03, [{ post: SUPERVISOR, within: [DISTRICT] }]],
    [0.3, found.map((place) => ({ post: dispatcher(place), within: [place.grid.slice(0, 9)] }))],
    [0.25, found.map((place) => ({ post: community(place), within: [place.grid.slice(0, 12)] }))],
    [0.35, found.map((place) => ({ post: member(place), within: [place.grid] }))],
    [0.07, departments.map((post) => ({ post, within: null }))],
  ]
  return kinds.flatMap(([share, posts]) =>
    Array.from({ length: CONSOLES * share }, (_, index) => {
      const each = posts[index % posts.length]
      if (!each) throw new Error('no post for a console')
      return { ...each, cookie: cookies[each.post] ?? '' }
    }),
  )
}

const dataOf = (found: readonly Place[], cookies: BenchServer['cookies']): LiveData => ({
  streets: found.map((place) => ({
    ...place,
    member: cookies[member(place)] ?? '',
    dispatcher: cookies[dispatcher(place)] ?? '',
    leader: cookies[leader(place)] ?? '',
  })),
  operators: OPERATORS.map((post) => cookies[post] ?? ''),
  departments: DEPARTMENTS,
  item: 'W01004',
})

interface Setting {
  readonly url: string
  readonly pid: number
  readonly found: readonly Place[]
  readonly server: BenchServer
  readonly seconds: number
  /** Commands a second. */
  readonly rate: number
}

/** Commands a second that the product takes of the same load at most, while nobody listens. */
async function fullRate({ found, server }: Pick<Setting, 'found' | 'server'>): Promise<number> {
  const seconds = 3
  const load = await httpLoad({
    url: server.url,
    scenario: SCENARIO,
    data: dataOf(found, server.cookies),
    connections: 32,
    seconds,
  })
  return load.rate
}

/** Commands at a steady rate while all listen; everything that was heard is checked afterwards. */
async function listen({ url, pid, found, server, seconds, rate }: Setting) {
  const after = await lastSeq(url)
  const consoles = consolesOf(found, server.cookies)
  const readers = await openReaders({ url: `${server.url}/api/feed`, consoles, mode: 'witness' })
  const cores = watchCores()
  const load = await httpLoad({
    url: server.url,
    scenario: SCENARIO,
    data: dataOf(found, server.cookies),
    connections: 64,
    seconds,
    warmupSeconds: WARM_UP,
    perSecond: rate,
  })
  const used = cores({ database: pid, server: server.pid, consoles: readers.pid })
  await sleep(1500)
  const heard = await readers.heard()
  readers.close()
  const deliveries = await checkHeard(url, after, consoles, heard)
  const lags = heard.flatMap(({ lags: own }) => own)
  return {
    commands: load.acknowledged / (seconds + WARM_UP),
    deliveries: deliveries / (seconds + WARM_UP),
    p50: percentile(lags, 0.5),
    p95: percentile(lags, 0.95),
    p99: percentile(lags, 0.99),
    rss: memoryOf(server.pid),
    ...used,
  }
}

interface Fanout {
  readonly url: string
  readonly pid: number
  readonly tell: (call: FanoutCall) => Promise<void>
  readonly stop: () => void
}

async function openFanout(kind: 'product' | 'naive', url: string, home: string): Promise<Fanout> {
  const child = fork(FANOUT, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      FANOUT: kind,
      DATABASE_URL: url,
      GEZHI_HOME: home,
      LOG_LEVEL: 'error',
      PORT: '0',
    },
  })
  // Gate: live.fanout.main.ts says its address first.
  const [address] = (await once(child, 'message')) as [string]
  return {
    url: address,
    pid: child.pid ?? 0,
    async tell(call) {
      child.send(call)
      await once(child, 'message')
    },
    stop: () => void child.kill('SIGKILL'),
  }
}

/** Deliveries a second of one server to consoles that all see everything. */
async function fanOut(server: Fanout, cookie: string, changes: number): Promise<Measured> {
  const consoles = Array.from({ length: CONSOLES }, () => ({ post: SUPERVISOR, cookie, within: [DISTRICT] }))
  const readers = await openReaders({ url: server.url, consoles, mode: 'count' })
  await server.tell({ tell: 50 })
  const began = performance.now()
  await server.tell({ tell: changes })
  const wanted = (changes + 50) * CONSOLES
  let count = await readers.count()
  for (const end = Date.now() + 30_000; count < wanted && Date.now() < end; count = await readers.count())
    await sleep(5)
  const seconds = (performance.now() - began) / 1000
  readers.close()
  if (count !== wanted) throw new Error(`${wanted} events were told, ${count} arrived`)
  return { rate: (changes * CONSOLES) / seconds }
}

/** Ten changes a second to ten thousand consoles that all see everything: p99 from telling to hearing. */
async function many(server: Fanout, cookie: string): Promise<number> {
  const consoles = Array.from({ length: MANY }, () => ({ post: SUPERVISOR, cookie, within: [DISTRICT] }))
  const readers = await openReaders({ url: server.url, consoles, mode: 'witness' })
  await server.tell({ tell: 50, perSecond: 10 })
  await sleep(1500)
  const heard = await readers.heard()
  readers.close()
  if (heard.some(({ count }) => count !== 50)) throw new Error('a console did not hear all')
  return percentile(
    heard.flatMap(({ lags }) => lags),
    0.99,
  )
}

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds, changes] = quick ? [4, 1, 500] : [10, 3, 2000]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  const running: (() => void)[] = []
  try {
    const first = await startServer({ databaseUrl: cluster.url, home })
    await first.stop()
    const found = await places(cluster.url)
    const posts = [
      SUPERVISOR,
      ...OPERATORS,
      ...departments,
      ...found.flatMap((place) => [member(place), community(place), dispatcher(place), leader(place)]),
    ]
    const server = await startServer({ databaseUrl: cluster.url, home, posts })
    running.push(() => void server.kill())
    say(`${cluster.version}, fsync on; ${found.length} streets, ${posts.length} posts`)
    const full = await fullRate({ found, server })
    const rate = Math.round(Math.min(COMMANDS, SHARE * full))
    say(`the product takes ${Math.round(full)} commands/s of this load; listening at ${rate}/s`)
    const setting = { url: cluster.url, pid: cluster.pid, found, server, seconds, rate }
    const heard: Awaited<ReturnType<typeof listen>>[] = []
    for (let round = 0; round < rounds; round++) {
      const each = await listen(setting)
      heard.push(each)
      say(
        `${CONSOLES} consoles: ${Math.round(each.commands)} commands/s, ${Math.round(each.deliveries)} deliveries/s, ` +
          `p50 ${each.p50} ms, p95 ${each.p95} ms, p99 ${each.p99} ms; no gap, nothing twice, nothing foreign`,
      )
    }
    await server.stop()
    const cookie = server.cookies[SUPERVISOR] ?? ''
    const [product, naive] = [
      await openFanout('product', cluster.url, home),
      await openFanout('naive', cluster.url, home),
    ]
    running.push(product.stop, naive.stop)
    const results = await inRounds({
      rounds,
      base: () => fanOut(naive, cookie, changes / 5),
      candidate: () => fanOut(product, cookie, changes),
      say,
    })
    const p99OfMany = quick ? null : await many(product, cookie)
    const p95 = median(heard.map((each) => each.p95))
    return {
      bench: 'live',
      of: `the lesser of (deliveries/s to ${CONSOLES} consoles / naive server, of 3) and (${LIMIT_MS} ms / p95 from command to console while ${rate} commands/s run); aim 4`,
      goal: 1,
      rounds: results.map((round, index) => ({
        ...round,
        ratio: Math.min(round.ratio / 3, LIMIT_MS / p95),
        more: { naive: round.ratio, ...round.more, ...heard[index] },
      })),
      setting: {
        database: cluster.version,
        fsync: 'on',
        consoles: CONSOLES,
        'commands/s': rate,
        'of at most': Math.round(full),
        ...(p99OfMany === null ? {} : { [`p99 ms of ${MANY} consoles`]: Math.round(p99OfMany) }),
      },
    }
  } finally {
    for (const end of running) end()
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
