// P8: what a device fetches, page by page: cases with their states and tasks over HTTP, against pgbench that asks
// PostgreSQL the same, JSON included.
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import { heldCases } from '../apps/server/src/features/cases/held.collection.ts'
import { createBook } from '../apps/server/src/features/districts/book.ts'
import { getDistrict } from '../apps/server/src/features/districts/district.store.ts'
import { openServerDatabase } from '../apps/server/src/kernel/database.ts'
import type { Bench } from './main.ts'
import { startLoaded } from './support/loaded.ts'
import { pgbench } from './support/pgbench.ts'
import { openAsking } from './support/product-sql.ts'
import { inRounds } from './support/rounds.ts'
import { startServer } from './support/server.ts'
import { watchedLoad } from './support/watched-load.ts'

const DISTRICT = 150402
const STREET = '150402010'
const CONNECTIONS = 8
const SCENARIO = new URL('./lists.scenario.ts', import.meta.url)

/** A street has more than a page of cases; a grid, whose tablets ask mostly, has a tenth of one. */
const DISPATCHER: Actor = {
  person: '',
  district: DISTRICT,
  post: `P-${STREET}-STREET_DISPATCHER-1`,
  role: 'STREET_DISPATCHER',
  org: STREET,
  street: STREET,
}

interface Page {
  readonly cursor: string
  readonly more: boolean
  readonly collections: Record<string, { readonly rows: readonly unknown[] }>
}

async function fetchPage(url: string, cookie: string, cursor?: string): Promise<Page> {
  const query = new URLSearchParams({ post: DISPATCHER.post, ...(cursor ? { cursor } : {}) })
  const answer = await fetch(`${url}/api/sync?${query.toString()}`, { headers: { cookie } })
  if (answer.status !== 200) throw new Error(`a page: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Page
}

const casesOf = ({ collections }: Page): number => collections['cases']?.rows.length ?? 0

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds, stored] = quick ? [2, 1, 100_000] : [6, 3, 10_000_000]
  const { home, ...cluster } = await startLoaded(stored, say)
  const asking = openAsking(cluster.url)
  const server = await startServer({ databaseUrl: cluster.url, home, posts: [DISPATCHER.post] })
  try {
    const cookie = server.cookies[DISPATCHER.post] ?? ''
    // Behind the first page, which also carries the reference data; of few cases there is no other.
    const first = await fetchPage(server.url, cookie)
    const cursor = quick ? undefined : first.cursor
    const page = await fetchPage(server.url, cookie, cursor)
    const rows = casesOf(page)
    const all = Object.values(page.collections).flatMap((each) => each.rows).length
    if (rows === 0 || (!quick && (rows < 500 || all > rows)))
      throw new Error(`the page has ${rows} cases of ${all} rows`)
    const now = Date.now()
    const open = await openServerDatabase(cluster.url, 1)
    const book = createBook(await getDistrict(open.db, DISTRICT), () => now)
    await open.close()
    const holder = { actor: DISPATCHER, scope: scopeOf(DISPATCHER), now }
    const held = heldCases({ districts: () => book })
    const [bind = '', ...reads] = await asking.statementsOf(holder.scope, async (tx) =>
      held.rows(tx, holder, await held.ids(tx, holder, null, rows)),
    )
    const script = [
      'begin;',
      `${bind};`,
      ...reads.map((text) => `select json_agg(r) from (${text}) r;`),
      'commit;',
    ]
    say(`${cluster.version}; ${rows} cases a page, ${reads.length} statements`)
    const query = new URLSearchParams({ post: DISPATCHER.post, ...(cursor ? { cursor } : {}) })
    const data = { cookies: [cookie], paths: [`/api/sync?${query.toString()}`] }
    const results = await inRounds({
      rounds,
      async base() {
        const { rate } = await pgbench(cluster, {
          script: script.join('\n'),
          clients: 2,
          seconds,
          mode: 'simple',
        })
        return { rate: rate * rows }
      },
      async candidate() {
        const load = { scenario: SCENARIO, data, connections: CONNECTIONS, seconds }
        const { rate, p50, p99, byStatus, used } = await watchedLoad(cluster, server, load)
        if (Object.keys(byStatus).join() !== '200') throw new Error(`answered ${JSON.stringify(byStatus)}`)
        return { rate: rate * rows, more: { p50, p99, ...used } }
      },
      say,
    })
    return {
      bench: 'pull',
      of: `cases/s fetched by devices in pages of ${rows} over HTTP / the same statements with json_agg by pgbench, 2 clients; aim 0.8`,
      goal: 0.5,
      rounds: results,
      setting: { database: cluster.version, cases: stored, connections: CONNECTIONS },
    }
  } finally {
    await server.stop()
    await asking.db.destroy()
    await cluster.stop()
  }
}
