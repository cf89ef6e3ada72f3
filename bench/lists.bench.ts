// P9: pages of cases over HTTP in the scope of each role against pgbench that asks PostgreSQL the same, JSON included.
import { sql } from 'kysely'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import { countCases, findCases, type Filter } from '../apps/server/src/features/cases/find.store.ts'
import type { Db } from '../apps/server/src/kernel/database.ts'
import { startLoaded } from './support/loaded.ts'
import type { Bench } from './main.ts'
import { pgbench } from './support/pgbench.ts'
import { openAsking, readAs, type Asking } from './support/product-sql.ts'
import { inRounds } from './support/rounds.ts'
import { startServer } from './support/server.ts'
import { watchedLoad } from './support/watched-load.ts'

const DISTRICT = 150402
const STREET = '150402010'
const COMMUNITY = '150402010001'
const CONNECTIONS = 8
const SCENARIO = new URL('./lists.scenario.ts', import.meta.url)
const NOW = Date.parse('2026-11-22T00:00:00+08:00')

const GRID = `${COMMUNITY}1001`
const DEPARTMENT = `${DISTRICT}D03`

/** One post of each kind of scope. */
const READERS: readonly Actor[] = [
  { post: `P-${DISTRICT}-DISTRICT_OPERATOR-1`, role: 'DISTRICT_OPERATOR', org: String(DISTRICT) },
  { post: `P-${STREET}-STREET_DISPATCHER-1`, role: 'STREET_DISPATCHER', org: STREET, street: STREET },
  {
    post: `P-${COMMUNITY}-COMMUNITY_OPERATOR-1`,
    role: 'COMMUNITY_OPERATOR',
    org: COMMUNITY,
    street: STREET,
    community: COMMUNITY,
  },
  { post: `P-${GRID}-GRID_MEMBER-1`, role: 'GRID_MEMBER', org: COMMUNITY, grids: [GRID] },
  { post: `P-${DEPARTMENT}-DEPT_DISPATCHER-1`, role: 'DEPT_DISPATCHER', org: DEPARTMENT },
].map((post) => ({ person: '', district: DISTRICT, ...post }) as Actor)

/** What is asked most: the open cases of one's scope, and all of them. */
const FILTERS = [{}, { open: true }] as const
const pathOf = (filter: Filter): string => `/api/cases?limit=50${filter.open ? '&open=true' : ''}`

/** The statements of one page: binding, ids, rows, count. */
const pageOf = ({ statementsOf }: Asking, actor: Actor, filter: Filter): Promise<readonly string[]> => {
  const at = { scope: scopeOf(actor), now: NOW }
  return statementsOf(at.scope, async (tx) => {
    await findCases(tx, at, filter, { limit: 50 })
    await countCases(tx, at, filter)
  })
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}
/** Rows that a page of 50 may touch in each way of a scope. */
const MOST_TOUCHED = 1500

/** Open cases are few however many are stored: a page of them may look at each of the district once, and at no closed one. */
async function mostTouched(db: Db, filter: Filter): Promise<number> {
  if (!filter.open) return MOST_TOUCHED
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from case_row where district = ${DISTRICT} and open`.execute(db)
  return Math.max(MOST_TOUCHED, rows[0]?.open ?? 0)
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

/** A page reads what it shows and little more: no table from end to end, no walk past the cases of others. */
async function assertPlan(db: Db, actor: Actor, list: string, most: number): Promise<void> {
  const plan = await readAs(db, scopeOf(actor), async (tx) => {
    const explain = sql.raw<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
      `explain (analyze, format json) ${list}`,
    )
    const { rows } = await explain.execute(tx)
    return rows[0]?.['QUERY PLAN'][0]?.Plan
  })
  if (!plan) throw new Error(`${actor.role}: no plan`)
  for (const node of nodesOf(plan).filter((each) => each['Relation Name']?.startsWith('case_'))) {
    const touched = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
    if (node['Node Type'] === 'Seq Scan' || touched > most)
      throw new Error(
        `${actor.role}: ${node['Node Type']} touches ${touched} rows\n${JSON.stringify(plan, null, 1)}`,
      )
  }
}

/** A thousand pages on by the cursor, against the same rows by counting: equal, and how much longer the page takes. */
async function deepPage(db: Db, actor: Actor, pages: number): Promise<number> {
  const at = { scope: scopeOf(actor), now: NOW }
  return readAs(db, at.scope, async (tx) => {
    const { rows } = await sql<{ id: string; at: number }>`select id, reported_at as at from case_row
      where district = ${DISTRICT} and state <> 'DRAFT'
      order by reported_at desc, id desc offset ${pages * 50 - 1} limit 51`.execute(tx)
    const [before, ...expected] = rows
    const timed = async (after?: { readonly at: number; readonly id: string }) => {
      let best = Infinity
      let found: readonly { readonly id: string }[] = []
      for (let tries = 0; tries < 20; tries++) {
        const began = performance.now()
        found = (await findCases(tx, at, {}, { limit: 50, after })).rows
        best = Math.min(best, performance.now() - began)
      }
      return { best, ids: found.map(({ id }) => id) }
    }
    const [first, deep] = [await timed(), await timed(before)]
    if (deep.ids.join() !== expected.map(({ id }) => id).join())
      throw new Error(`page ${pages} is another page`)
    return deep.best / first.best
  })
}

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds, cases] = quick ? [2, 1, 100_000] : [6, 3, 10_000_000]
  const { home, ...cluster } = await startLoaded(cases, say)
  const asking = openAsking(cluster.url)
  const { db } = asking
  try {
    const blocks: string[] = []
    const asks = READERS.flatMap((actor) => FILTERS.map((filter) => ({ actor, filter })))
    for (const { actor, filter } of asks) {
      const [bind = '', ids = '', rows = '', count = ''] = await pageOf(asking, actor, filter)
      await assertPlan(db, actor, ids, await mostTouched(db, filter))
      blocks.push(
        'begin;',
        `${bind};`,
        `${ids};`,
        `select json_agg(r) from (${rows}) r;`,
        `${count};`,
        'commit;',
      )
    }
    const [operator] = READERS
    const deep = operator ? await deepPage(db, operator, quick ? 100 : 1000) : 0
    say(`page ${quick ? 100 : 1000} / page 1: ${deep.toFixed(2)} (at most 3)`)
    if (deep > 3) throw new Error(`page ${quick ? 100 : 1000} takes ${deep.toFixed(1)} times the first`)
    const server = await startServer({
      databaseUrl: cluster.url,
      home,
      posts: READERS.map(({ post }) => post),
      env: { GEZHI_ROLES: 'http' },
    })
    const data = {
      cookies: asks.map(({ actor: { post } }) => server.cookies[post] ?? ''),
      paths: asks.map(({ filter }) => pathOf(filter)),
    }
    const base = async () => {
      const { rate } = await pgbench(cluster, {
        script: blocks.join('\n'),
        clients: 2,
        seconds,
        mode: 'simple',
      })
      return { rate: rate * asks.length }
    }
    const candidate = async () => {
      const wish = { scenario: SCENARIO, data, connections: CONNECTIONS, seconds }
      const load = await watchedLoad(cluster, server, wish)
      const failed = Object.entries(load.byStatus).filter(([status]) => status !== '200')
      if (failed.length > 0) throw new Error(`lists were answered ${JSON.stringify(load.byStatus)}`)
      const { rate, p50, p95, p99, used } = load
      return { rate, more: { p50, p95, p99, ...used } }
    }
    const results = await inRounds({ rounds, base, candidate, say })
    await server.stop()
    return {
      bench: 'lists',
      of: `pages of 50 over HTTP with ${CONNECTIONS} connections / the same statements with json_agg by pgbench, 2 clients; aim 0.65`,
      goal: 0.4,
      rounds: results,
      setting: { database: cluster.version, cases, connections: CONNECTIONS, deep: deep.toFixed(2) },
    }
  } finally {
    await db.destroy()
    await cluster.stop()
  }
}
