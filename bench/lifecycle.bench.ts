// Whole lives of cases a second, eight to ten commands each: what the desks of a district do all day.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench } from './main.ts'
import type { LifeData } from './lifecycle.scenario.ts'
import { memoryOf, watchCores } from './support/cores.ts'
import { httpLoad } from './support/http-load.ts'
import { findOffices, postsOf } from './support/offices.ts'
import { uploadPhoto } from './support/photo.ts'
import { startCluster, type Cluster } from './support/postgres.ts'
import type { Round } from './support/report.ts'
import { BENCH_CLUSTER, restore } from './support/reporting.ts'
import { startServer } from './support/server.ts'

const CONNECTIONS = 32
const SCENARIO = new URL('./lifecycle.scenario.ts', import.meta.url)
/** Lives a second that must hold. */
const LIMIT = 300

async function prepare(cluster: Cluster, home: string) {
  // The first start migrates and brings the district, so that posts can be looked up and signed in by the second.
  const first = await startServer({ databaseUrl: cluster.url, home })
  await first.stop()
  const offices = await findOffices(cluster.url)
  const server = await startServer({ databaseUrl: cluster.url, home, posts: postsOf(offices) })
  const photo = await uploadPhoto(server.url, server.cookies[offices.dispatcher] ?? '')
  const data: LifeData = { offices, cookies: server.cookies, photo }
  return { server, data }
}

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds] = quick ? [4, 1] : [15, 3]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  try {
    const { server, data } = await prepare(cluster, home)
    const results: Round[] = []
    for (let round = 0; round < rounds; round++) {
      await restore(cluster.url)
      const ended = join(home, `ended-${round}`)
      const cores = watchCores()
      let pid = 0
      const load = await httpLoad({
        url: server.url,
        scenario: SCENARIO,
        data,
        connections: CONNECTIONS,
        seconds,
        acknowledged: ended,
        onPid: (of) => (pid = of),
      })
      const used = cores({ database: cluster.pid, server: server.pid, load: pid })
      const lives = (await readFile(ended, 'utf8')).split('\n').length - 1
      const livesRate = lives / (seconds + 2)
      const { rate, p50, p99, byStatus } = load
      say(
        `round ${round + 1}: ${Math.round(rate)} commands/s, ${livesRate.toFixed(1)} lives/s, ${JSON.stringify(byStatus)}`,
      )
      if (lives === 0) throw new Error('no life came to its end')
      const more = { commands: rate, p50, p99, ...used, rss: memoryOf(server.pid) }
      results.push({ ratio: livesRate / LIMIT, rate: livesRate, more })
    }
    await server.stop()
    return {
      bench: 'lifecycle',
      of: `cases that went all the way a second over HTTP with ${CONNECTIONS} connections / ${LIMIT}; aim 2`,
      goal: 1,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on' },
    }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
