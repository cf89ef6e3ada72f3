// What every screen asks, of every kind of post, among ten million cases: no answer takes longer than a second. Asked alone:
// how many at once is measured by `lists`.
import pg from 'pg'
import { createClient } from '../apps/server/src/features/replay/client.ts'
import { tileAt } from '../apps/server/src/kernel/tile-box.ts'
import type { Bench } from './main.ts'
import { LOADED_UNTIL, startLoaded } from './support/loaded.ts'
import { percentile, type Round } from './support/report.ts'
import { startServer } from './support/server.ts'

const DISTRICT = 150402
const STREET = `${DISTRICT}010`
const COMMUNITY = `${STREET}001`
const GRID = `${COMMUNITY}1001`
const POSTS = [
  `P-${DISTRICT}G01-DISTRICT_LEADER-1`,
  `P-${DISTRICT}-DISTRICT_OPERATOR-1`,
  `P-${STREET}-STREET_DISPATCHER-1`,
  `P-${COMMUNITY}-COMMUNITY_OPERATOR-1`,
  `P-${GRID}-GRID_MEMBER-1`,
  `P-${DISTRICT}D03-DEPT_DISPATCHER-1`,
]
const LIMIT_MS = 1000
const ASKINGS = 4
const DAY_MS = 86_400_000
const POINT = { lon: 118.93, lat: 42.26 }

const dayBefore = (days: number): string =>
  new Date(Date.parse(`${LOADED_UNTIL}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10)

/** Newest and oldest case: the one with its state, the other packed long ago. */
async function findCases(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const one = (order: string) =>
    client.query<{ id: string }>(
      `select id from case_row where district = $1 order by reported_at ${order}, id ${order} limit 1`,
      [DISTRICT],
    )
  const [newest, oldest] = [await one('desc'), await one('asc')]
  await client.end()
  return [...newest.rows, ...oldest.rows].map(({ id }) => id)
}

function pathsOf(cases: readonly string[]): readonly string[] {
  const period = `from=${dayBefore(30)}&to=${dayBefore(1)}`
  const year = `from=${dayBefore(365)}&to=${dayBefore(1)}`
  const tiles = [12, 14, 16].map((z) => [z, ...tileAt(POINT.lon, POINT.lat, z)].join('/'))
  const near = `lon=${POINT.lon}&lat=${POINT.lat}`
  const filters = ['', '&open=true', '&overdue=true', '&urgency=URGENT&open=true', '&state=CLOSED']
  const words = ['HS-20250331-00099', '井盖松动', '第一网格11号', '龙卷风']
  return [
    ...filters.map((filter) => `/api/cases?limit=50${filter}`),
    ...words.map((text) => `/api/cases?limit=50&text=${encodeURIComponent(text)}`),
    ...cases.flatMap((id) => [`/api/cases/${id}`, `/api/cases/${id}/clocks`, `/api/cases/${id}/notices`]),
    ...tiles.map((tile) => `/api/cases/tiles/${tile}`),
    `/api/cases/tiles/${tiles[0]}?at=${Date.parse(LOADED_UNTIL) - 5 * DAY_MS}`,
    '/api/cases/pins',
    `/api/cases/nearby?${near}`,
    `/api/cases/hints?${near}`,
    '/api/desk',
    '/api/notices',
    '/api/notices/count',
    '/api/me',
    '/api/sync',
    `/api/assessment/figures?${period}&indicators=reported&groupBy=street`,
    `/api/assessment/figures?${year}&indicators=onTimeRate&groupBy=month`,
    `/api/assessment/figures/onTimeRate/cases?${period}`,
    '/api/assessment/scorecards/mine',
    '/api/assessment/appeals',
    `/api/reports/work?${period}&format=docx`,
  ]
}

interface Slowest {
  readonly ms: number
  readonly what: string
}

export const bench: Bench = async ({ quick, say }) => {
  const [cases, rounds] = quick ? [100_000, 1] : [10_000_000, 3]
  const { home, ...cluster } = await startLoaded(cases, say)
  const server = await startServer({ databaseUrl: cluster.url, home, posts: POSTS })
  try {
    const paths = pathsOf(await findCases(cluster.url))
    const client = createClient({ url: server.url, connections: 1, patienceMs: 60_000 })
    const refused = new Set<string>()
    const timed = async (post: string, path: string): Promise<number> => {
      const began = performance.now()
      const { status, body } = await client.ask({
        method: 'GET',
        path,
        headers: { cookie: server.cookies[post] ?? '' },
      })
      // Of a year of simulated cases no single units are kept, of which figures of a community or grid are made.
      const unknown = status === 400 && !JSON.stringify(body).includes('only daily sums')
      if (status >= 500 || unknown) throw new Error(`${post} ${path}: ${status} ${JSON.stringify(body)}`)
      // What a post may not see is refused at once, and measures nothing.
      if (status >= 300) refused.add(`${post} ${path}`)
      return performance.now() - began
    }
    const results: Round[] = []
    for (let round = 0; round < rounds; round++) {
      const all: Slowest[] = []
      for (const post of POSTS) {
        for (const path of paths) {
          await timed(post, path)
          const times: number[] = []
          for (let asking = 0; asking < ASKINGS; asking++) times.push(await timed(post, path))
          if (!refused.has(`${post} ${path}`))
            all.push({ ms: percentile(times, 0.75), what: `${post} ${path}` })
        }
        say(
          `  ${post}: slowest ${Math.round(Math.max(...all.filter(({ what }) => what.startsWith(post)).map(({ ms }) => ms)))} ms`,
        )
      }
      const slowest = all.toSorted((a, b) => b.ms - a.ms).slice(0, 8)
      say(`round ${round + 1}: ${all.length} answers, ${refused.size} not theirs to see`)
      for (const { ms, what } of slowest) say(`  ${ms.toFixed(0).padStart(5)} ms  ${what}`)
      const times = all.map(({ ms }) => ms)
      const most = slowest[0]?.ms ?? Infinity
      const more = { most, p50: percentile(times, 0.5), p95: percentile(times, 0.95), answers: all.length }
      results.push({ ratio: LIMIT_MS / most, rate: 1000 / percentile(times, 0.5), more })
    }
    client.close()
    return {
      bench: 'screens',
      of: `${LIMIT_MS} ms / the slowest of what ${POSTS.length} kinds of post ask of ${paths.length} addresses (third quartile of ${ASKINGS})`,
      goal: 1,
      rounds: results,
      setting: { database: cluster.version, cases },
    }
  } finally {
    await server.stop()
    await cluster.stop()
  }
}
