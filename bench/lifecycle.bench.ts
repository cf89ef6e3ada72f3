// Whole lives of cases a second, with few and with many cases stored before: what the desk of a district does all day.
// Limits: 300 lives' commands a second, and with ten million cases not less than 0.85 of the rate with 100,000.
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
/** Commands a second that must hold. */
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
      const more = { lives: livesRate, p50, p99, ...used, rss: memoryOf(server.pid) }
      results.push({ ratio: rate / LIMIT, rate, more })
    }
    await server.stop()
    return {
      bench: 'lifecycle',
      of: `commands of whole lives a second over HTTP with ${CONNECTIONS} connections / ${LIMIT}; lives: cases that went all the way; aim 2`,
      goal: 1,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on' },
    }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
