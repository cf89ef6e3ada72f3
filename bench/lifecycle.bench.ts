// Whole lives of cases a second, eight to ten commands each: what the desks of a district do all day.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench } from './main.ts'
import { LIFE_CONNECTIONS, openLives } from './support/lives.ts'
import { startCluster } from './support/postgres.ts'
import type { Round } from './support/report.ts'
import { BENCH_CLUSTER } from './support/reporting.ts'

/** Lives a second that must hold. */
const LIMIT = 300

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds] = quick ? [4, 1] : [15, 3]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  try {
    const { server, play } = await openLives(cluster, home)
    const results: Round[] = []
    for (let round = 0; round < rounds; round++) {
      const { rate, more = {} } = await play(seconds, say)
      results.push({ ratio: rate / LIMIT, rate, more })
    }
    await server.stop()
    return {
      bench: 'lifecycle',
      of: `cases that went all the way a second over HTTP with ${LIFE_CONNECTIONS} connections / ${LIMIT}; aim 2`,
      goal: 1,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on' },
    }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
