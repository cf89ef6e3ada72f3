// P3 and P2: how long one report takes while the product does half of what it can, and while nobody else is there.
// Limits: p99 not above 6 x p50 at half load, and p50 of a lone reporter not above 2.5 x the same rows by pgbench alone.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench } from './main.ts'
import { httpLoad } from './support/http-load.ts'
import { pgbench } from './support/pgbench.ts'
import { startCluster, type Cluster } from './support/postgres.ts'
import type { Round } from './support/report.ts'
import { BENCH_CLUSTER, openReporting, restore, type Reporting } from './support/reporting.ts'
import { watchedLoad } from './support/watched-load.ts'

const CONNECTIONS = 32
const SCENARIO = new URL('./report.scenario.ts', import.meta.url)
const MOST_TAIL = 6
const MOST_SINGLE = 2.5

interface Wish {
  readonly connections: number
  readonly seconds: number
  readonly perSecond?: number
}

/** One run of reports; what was acknowledged is stored, and nothing was refused. */
async function reports(cluster: Cluster, { server, data, stored, check }: Reporting, wish: Wish) {
  await restore(cluster.url)
  const before = await stored()
  const run = await watchedLoad(cluster, server, { scenario: SCENARIO, data, ...wish })
  await check(before, run.acknowledged)
  const others = Object.entries(run.byStatus).filter(([status]) => status !== '202')
  if (others.length > 0) throw new Error(`reports were answered with ${JSON.stringify(run.byStatus)}`)
  return run
}

/** `single` = p50 of one connection / mean latency of one pgbench client. */
async function alone(cluster: Cluster, reporting: Reporting, seconds: number) {
  const { p50 } = await reports(cluster, reporting, { connections: 1, seconds })
  await restore(cluster.url)
  const raw = { url: reporting.rawUrl, bin: cluster.bin }
  const { latency } = await pgbench(raw, { script: reporting.raw.script, clients: 1, seconds })
  return { single: p50 / latency, singleP50: p50, rawMean: latency }
}

async function oneRound(cluster: Cluster, reporting: Reporting, seconds: number): Promise<Round> {
  const full = await reports(cluster, reporting, { connections: CONNECTIONS, seconds })
  const perSecond = full.rate / 2
  const half = await reports(cluster, reporting, { connections: CONNECTIONS, seconds, perSecond })
  const { p50, p99, most, used, rate } = half
  const lone = await alone(cluster, reporting, seconds)
  const tail = p99 / p50
  // What cannot keep half of its own pace has no latency at that pace.
  const kept = rate / perSecond
  const more = { full: full.rate, kept, p50, p99, most, tail, ...lone, ...used }
  return { ratio: kept < 0.95 ? 0 : MOST_TAIL / tail, rate, more }
}

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds] = quick ? [3, 1] : [8, 3]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  try {
    const reporting = await openReporting(cluster, home)
    await httpLoad({
      url: reporting.server.url,
      scenario: SCENARIO,
      data: reporting.data,
      connections: 32,
      seconds: 1,
    })
    const results: Round[] = []
    for (let round = 1; round <= rounds; round++) {
      const each = await oneRound(cluster, reporting, seconds)
      const { full = 0, p50 = 0, p99 = 0, tail = 0, single = 0 } = each.more
      say(
        `round ${round}: most ${Math.round(full)}/s; at half of it p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms ` +
          `(${tail.toFixed(1)} x); alone ${single.toFixed(2)} x of pgbench`,
      )
      results.push(each)
    }
    await reporting.server.stop()
    return {
      bench: 'latency',
      of: `${MOST_TAIL} / (p99 / p50) at half of the most that ${CONNECTIONS} connections report; aim 2 (a tail of 3); single: p50 of one connection / mean of one pgbench client with the same rows, limit ${MOST_SINGLE}, aim 1.5`,
      goal: 1,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on' },
    }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
