// P4: commands to cases that are there (grab or dispatch, sign, contact, result, verification, follow-up, assessment)
// through the whole product, against PostgreSQL alone writing the same rows one command a statement; and thirty-two posts
// that want one case at the same moment.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench } from './main.ts'
import type { Prepared } from './orders.scenario.ts'
import { httpLoad } from './support/http-load.ts'
import { CONNECTIONS, openOrders, SCENARIO } from './support/orders.ts'
import { raceForCases } from './support/orders-race.ts'
import { pgbench } from './support/pgbench.ts'
import { startCluster } from './support/postgres.ts'
import { inRounds } from './support/rounds.ts'
import { BENCH_CLUSTER, restore } from './support/reporting.ts'
import { watchedLoad } from './support/watched-load.ts'

const CLIENTS = [4, 8, 16, 32]

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds, races] = quick ? [2, 1, 5] : [6, 3, 50]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  try {
    const { server, data, raw } = await openOrders(cluster, home, quick ? 4_000 : 20_000)
    const load = { scenario: SCENARIO, connections: CONNECTIONS }

    /** Cases that wait for their order: reported and accepted over HTTP like all others. */
    const prepare = async (during: number): Promise<Prepared[]> => {
      const file = join(home, `prepared-${performance.now()}`)
      await httpLoad({
        ...load,
        url: server.url,
        data: { ...data, prepared: null },
        seconds: during,
        warmupSeconds: 0,
        acknowledged: file,
      })
      return (await readFile(file, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => {
          const [id = '', life = ''] = line.split(' ')
          return { id, life: Number(life) }
        })
    }

    say(`${cluster.version}, fsync on; ${raw.scripts.length} kinds of command on copies of two cases`)
    const database = { url: raw.url, bin: cluster.bin }
    const race = await raceForCases(server.url, data, races)
    say(`${races} cases, ${CONNECTIONS} posts each: one winner each, answers p99 ${race.p99.toFixed(0)} ms`)

    let clients = 0
    let best = 0
    for (const each of quick ? [8] : CLIENTS) {
      await restore(cluster.url)
      const { rate } = await pgbench(database, { script: raw.scripts, clients: each, seconds: quick ? 1 : 3 })
      say(`  raw, ${each} clients: ${Math.round(rate)}/s`)
      if (rate > best) [best, clients] = [rate, each]
    }
    const base = async () => {
      await restore(cluster.url)
      const measured = await pgbench(database, { script: raw.scripts, clients, seconds })
      await raw.check()
      return measured
    }
    const candidate = async () => {
      const prepared = await prepare(seconds)
      await restore(cluster.url)
      const run = await watchedLoad(cluster, server, {
        ...load,
        data: { ...data, prepared },
        seconds,
        warmupSeconds: 1,
      })
      const { rate, p50, p99, byStatus, used } = run
      say(`  ${prepared.length} cases prepared; ${JSON.stringify(byStatus)}`)
      return { rate, more: { p50, p99, ...used, raceP99: race.p99 } }
    }
    const results = await inRounds({ rounds, base, candidate, say })
    await server.stop()
    return {
      bench: 'orders',
      of: `commands/s to prepared cases over HTTP with ${CONNECTIONS} connections / the same rows by pgbench at its best of ${CLIENTS.join(', ')} clients (${clients}), one winner in ${races} races of ${CONNECTIONS} posts for one case; aim 1.2`,
      goal: 0.6,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on', clients },
    }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
