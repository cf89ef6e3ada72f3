// Whole lives of cases against one running product: who plays them, and how many came to their end.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LifeData } from '../lifecycle.scenario.ts'
import { findOffices, postsOf } from './offices.ts'
import { uploadPhoto } from './photo.ts'
import type { Cluster } from './postgres.ts'
import { restore } from './reporting.ts'
import type { Measured } from './rounds.ts'
import { startServer, type BenchServer } from './server.ts'
import { watchedLoad } from './watched-load.ts'

export const LIFE_CONNECTIONS = 32
const SCENARIO = new URL('../lifecycle.scenario.ts', import.meta.url)

export interface Lives {
  readonly server: BenchServer
  /** Plays for so many seconds after two of warm-up; `rate`: lives that ended a second. */
  readonly play: (seconds: number, say: (line: string) => void) => Promise<Measured>
}

/** Starts the product on the cluster; everybody who plays a part is signed in. */
export async function openLives(cluster: Cluster, home: string): Promise<Lives> {
  // The first start migrates and brings the district, so that posts can be looked up and signed in by the second.
  const first = await startServer({ databaseUrl: cluster.url, home })
  await first.stop()
  const offices = await findOffices(cluster.url)
  const server = await startServer({ databaseUrl: cluster.url, home, posts: postsOf(offices) })
  const photo = await uploadPhoto(server.url, server.cookies[offices.dispatcher] ?? '')
  const data: LifeData = { offices, cookies: server.cookies, photo }
  let played = 0
  return {
    server,
    async play(seconds, say) {
      await restore(cluster.url)
      const ended = join(home, `ended-${++played}`)
      const wish = { scenario: SCENARIO, data, connections: LIFE_CONNECTIONS, seconds, acknowledged: ended }
      const load = await watchedLoad(cluster, server, wish)
      const lives = (await readFile(ended, 'utf8')).split('\n').length - 1
      const livesRate = lives / (seconds + 2)
      const { rate, p50, p99, byStatus, used } = load
      say(`  ${Math.round(rate)} commands/s, ${livesRate.toFixed(1)} lives/s, ${JSON.stringify(byStatus)}`)
      if (lives === 0) throw new Error('no life came to its end')
      return { rate: livesRate, more: { commands: rate, p50, p99, ...used } }
    },
  }
}
