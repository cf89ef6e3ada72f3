// P1: reports over HTTP through the whole product (session, scope, schema, decision, facts, hash chain, projections,
// deadlines, idempotency) against PostgreSQL alone writing the same rows one report a statement.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { httpLoad } from './support/http-load.ts'
import type { Bench } from './main.ts'
import { pgbench } from './support/pgbench.ts'
import { startCluster } from './support/postgres.ts'
import { inRounds } from './support/rounds.ts'
import { BENCH_CLUSTER, openReporting, restore } from './support/reporting.ts'
import { watchedLoad } from './support/watched-load.ts'

const CONNECTIONS = 32
const CLIENTS = [4, 8, 16, 32]
const SCENARIO = new URL('./report.scenario.ts', import.meta.url)

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds] = quick ? [2, 1] : [6, 3]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  try {
    const { server, ...reporting } = await openReporting(cluster, home)
    const raw = { url: reporting.rawUrl, bin: cluster.bin }
    say(`${cluster.version}, fsync on; ${reporting.raw.tables.join(', ')} are written by one report`)
    const load = { scenario: SCENARIO, data: reporting.data, connections: CONNECTIONS }
    await httpLoad({ ...load, url: server.url, seconds: 1 })
    let clients = 0
    let best = 0
    for (const each of quick ? [8] : CLIENTS) {
      await restore(cluster.url)
      const { rate } = await pgbench(raw, { script: reporting.raw.script, clients: each, seconds })
      say(`  raw, ${each} clients: ${Math.round(rate)}/s`)
      if (rate > best) [best, clients] = [rate, each]
    }
    const base = async () => {
      await restore(cluster.url)
      return pgbench(raw, { script: reporting.raw.script, clients, seconds })
    }
    const candidate = async () => {
      await restore(cluster.url)
      const before = await reporting.stored()
      const { acknowledged, rate, p50, p99, used } = await watchedLoad(cluster, server, { ...load, seconds })
      await reporting.check(before, acknowledged)
      return { rate, more: { p50, p99, ...used } }
    }
    const results = await inRounds({ rounds, base, candidate, say })
    await server.stop()
    return {
      bench: 'report',
      of: `reports/s over HTTP with ${CONNECTIONS} connections / the same rows by pgbench at its best of ${CLIENTS.join(', ')} clients (${clients}); aim 1.3`,
      goal: 1,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on', clients },
    }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
