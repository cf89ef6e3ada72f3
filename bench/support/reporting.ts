// What the benches of the write path share: the posts that report, the photo they show, and the raw statement.
import pg from 'pg'
import { newId } from '../../packages/client/src/ids.ts'
import { createClient } from '../../apps/server/src/features/replay/client.ts'
import { REPORT_TEXT, type ReportData } from '../report.scenario.ts'
import { uploadPhoto } from './photo.ts'
import type { Cluster } from './postgres.ts'
import { rawRows, type RawRows } from './raw-rows.ts'
import { startServer, type BenchServer, type ServerOptions } from './server.ts'

/** Settings of a small dedicated server; fsync and synchronous_commit stay on. */
export const BENCH_CLUSTER = {
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  jit: 'off',
} as const

/** Grid members, because they report most. */
export const POSTS = ['0011001', '0011002', '0021001', '0031001'].map(
  (grid) => `P-150402001${grid}-GRID_MEMBER-1`,
)

export const POINT = `select code from grid where st_covers(polygon, st_setsrid(st_makepoint(118.93, 42.26), 4326)) limit 1`

export interface Reporting {
  readonly server: BenchServer
  /** Database in which `raw` may write. */
  readonly rawUrl: string
  readonly data: ReportData
  readonly raw: RawRows
  /** Commands that are stored. */
  readonly stored: () => Promise<number>
  /** Throws unless all that was acknowledged since `before` is stored, once. */
  readonly check: (before: number, acknowledged: number) => Promise<void>
}

/** Before each run: nothing is left to write from the run before, and plans are those of tables that are in use. */
export async function restore(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('analyze')
  await client.query('checkpoint')
  await client.end()
}

async function count(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ count: string }>(`select count(*) from command where kind = 'case'`)
  await client.end()
  return Number(rows[0]?.count)
}

/** Uploads the photo and reports one case, from whose rows the raw statement is made. */
async function firstReport(url: string, server: BenchServer): Promise<{ photo: string; raw: RawRows }> {
  const client = createClient({ url: server.url, connections: 1, patienceMs: 5000 })
  const cookie = server.cookies[POSTS[0] ?? ''] ?? ''
  const photo = await uploadPhoto(server.url, cookie)
  const id = newId()
  const answer = await client.ask({
    method: 'POST',
    path: `/api/cases/${id}/commands`,
    headers: { cookie, 'idempotency-key': newId() },
    json: { type: 'report', text: REPORT_TEXT, place: { lon: 118.93, lat: 42.26 }, photos: [photo] },
  })
  client.close()
  if (answer.status !== 202)
    throw new Error(`the first report: ${answer.status} ${JSON.stringify(answer.body)}`)
  return { photo, raw: await rawRows(url, id, POINT) }
}

/** A copy of the database for the raw statement: what it writes has no chain, and readers of facts must not meet it. */
async function copyDatabase(cluster: Cluster): Promise<string> {
  const other = new URL(cluster.url)
  other.pathname = '/postgres'
  const client = new pg.Client({ connectionString: other.href })
  await client.connect()
  await client.query('create database raw template gezhi')
  await client.end()
  other.pathname = '/raw'
  return other.href
}

/** Starts the product on an empty cluster, with everything that the write benches need. `env` goes to the server. */
export async function openReporting(
  cluster: Cluster,
  home: string,
  options: Pick<ServerOptions, 'env' | 'posts' | 'nodeOptions'> = {},
): Promise<Reporting> {
  const first = await startServer({ databaseUrl: cluster.url, home, posts: POSTS })
  const { photo, raw } = await firstReport(cluster.url, first)
  await first.stop()
  const rawUrl = await copyDatabase(cluster)
  const posts = [...POSTS, ...(options.posts ?? [])]
  const server = await startServer({ databaseUrl: cluster.url, home, ...options, posts })
  const stored = () => count(cluster.url)
  return {
    server,
    rawUrl,
    data: { cookies: POSTS.map((post) => server.cookies[post] ?? ''), photo },
    raw,
    stored,
    async check(before, acknowledged) {
      const added = (await stored()) - before
      if (added < acknowledged) throw new Error(`${acknowledged} were acknowledged, ${added} are stored`)
    },
  }
}
