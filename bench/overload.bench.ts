// Ten times more reports than the product takes, for as long as it lasts: the throughput holds, what is accepted is
// stored, the rest is refused with 503 and the time to come back, memory and the health answer stay bounded. Then the
// database stands still under load and goes on: nothing acknowledged is lost and the product comes back by itself.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from './main.ts'
import { memoryOf } from './support/cores.ts'
import { httpLoad, type Load } from './support/http-load.ts'
import { startCluster, type Cluster } from './support/postgres.ts'
import { percentile } from './support/report.ts'
import { BENCH_CLUSTER, openReporting, restore, type Reporting } from './support/reporting.ts'
import { inRounds, type Measured } from './support/rounds.ts'
import type { BenchServer } from './support/server.ts'
import { watchedLoad } from './support/watched-load.ts'

const CONNECTIONS = 32
/** Each asks one thing at a time: the product has up to so many to refuse or to keep at once. */
const CROWD = 3000
const TIMES = 10
const SCENARIO = new URL('./report.scenario.ts', import.meta.url)
/** In an overload nothing else may be said. */
const ANSWERS = new Set(['202', '503'])

interface Watch {
  /** Milliseconds of each answer of /health, and the most megabytes that the process had. */
  readonly stop: () => Promise<{ readonly health: readonly number[]; readonly memory: number }>
}

/** Asks for the health five times a second and looks at the memory. */
function watch({ url, pid }: { readonly url: string; readonly pid: number }): Watch {
  const health: number[] = []
  let memory = 0
  const end = new AbortController()
  const watching = (async () => {
    for (;;) {
      const began = performance.now()
      await fetch(new URL('/health', url)).then((answer) => answer.arrayBuffer())
      health.push(performance.now() - began)
      memory = Math.max(memory, memoryOf(pid))
      if (end.signal.aborted) return
      await sleep(200)
    }
  })()
  return {
    async stop() {
      end.abort()
      await watching
      return { health, memory }
    },
  }
}

interface Setting {
  readonly cluster: Cluster
  readonly reporting: Reporting
  readonly seconds: number
}

/** Reports at `perSecond`, or as fast as answers come; throws unless all that was acknowledged is stored. */
async function load({ cluster, reporting, seconds }: Setting, connections: number, perSecond?: number) {
  await restore(cluster.url)
  const before = await reporting.stored()
  const { server, data } = reporting
  const watching = watch(server)
  const began = performance.now()
  const done = await watchedLoad(cluster, server, {
    scenario: SCENARIO,
    data,
    connections,
    seconds,
    ...(perSecond === undefined ? {} : { perSecond }),
  })
  // By the wall: what was accepted before the measured time and answered in it counts, as it does for who waits.
  const rate = (done.acknowledged * 1000) / (performance.now() - began)
  const { health, memory } = await watching.stop()
  const foreign = Object.keys(done.byStatus).find((status) => !ANSWERS.has(status))
  if (foreign !== undefined) throw new Error(`${done.byStatus[foreign]} requests were answered ${foreign}`)
  await reporting.check(before, done.acknowledged)
  return { done, rate, health, memory, used: done.used }
}

const refusedShare = ({ byStatus }: Load): number =>
  (byStatus['503'] ?? 0) / Object.values(byStatus).reduce((sum, count) => sum + count, 0)

/** The database stands still for `pauseMs` in the middle of the load. */
async function pause(setting: Setting, pauseMs: number) {
  const { cluster, reporting, seconds } = setting
  const before = await reporting.stored()
  const watching = watch(reporting.server)
  const loading = httpLoad({
    url: reporting.server.url,
    scenario: SCENARIO,
    data: reporting.data,
    connections: CROWD,
    seconds: seconds + pauseMs / 1000,
  })
  await sleep(2000)
  tellAll(cluster.pid, 'SIGSTOP')
  await sleep(pauseMs)
  tellAll(cluster.pid, 'SIGCONT')
  const done = await loading
  const { health, memory } = await watching.stop()
  await reporting.check(before, done.acknowledged)
  const began = performance.now()
  while ((await fetch(new URL('/health', reporting.server.url))).status !== 200) await sleep(50)
  return {
    back: performance.now() - began,
    memory,
    health: percentile(health, 1),
    refused: refusedShare(done),
  }
}

/** The postmaster and all its backends: each goes on by itself when only one is told. */
function tellAll(postmaster: number, signal: NodeJS.Signals): void {
  const children = execFileSync('pgrep', ['-P', String(postmaster)], { encoding: 'utf8' })
  for (const pid of [postmaster, ...children.trim().split('\n').map(Number)]) process.kill(pid, signal)
}

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds, pauseMs] = quick ? [3, 1, 6000] : [8, 3, 30_000]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  let running: BenchServer | undefined
  try {
    const reporting = await openReporting(cluster, home)
    running = reporting.server
    const setting = { cluster, reporting, seconds }
    let peak = 0
    const base = async (): Promise<Measured> => {
      const { rate } = await load(setting, CONNECTIONS)
      peak = Math.max(peak, rate)
      return { rate }
    }
    const candidate = async (): Promise<Measured> => {
      const { done, rate, health, memory, used } = await load(setting, CROWD, TIMES * peak)
      return {
        rate,
        more: {
          refused: refusedShare(done),
          p50: done.p50,
          p99: done.p99,
          'health p99': percentile(health, 0.99),
          rss: memory,
          ...used,
        },
      }
    }
    const results = await inRounds({ rounds, base, candidate, say })
    const paused = await pause(setting, pauseMs)
    say(
      `database stopped for ${pauseMs / 1000} s: nothing acknowledged is lost, back after ${Math.round(paused.back)} ms, ` +
        `at most ${Math.round(paused.memory)} MB, health in ${Math.round(paused.health)} ms at most`,
    )
    await reporting.server.stop()
    return {
      bench: 'overload',
      of: `accepted reports/s with ${CROWD} connections at ${TIMES} times the peak / peak with ${CONNECTIONS}; the rest is refused with 503`,
      goal: 0.8,
      rounds: results,
      setting: {
        database: cluster.version,
        fsync: 'on',
        'stopped s': pauseMs / 1000,
        'back after ms': Math.round(paused.back),
        'rss MB then': Math.round(paused.memory),
      },
    }
  } finally {
    await running?.kill()
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
