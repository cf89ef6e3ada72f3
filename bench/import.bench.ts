// 100,000 rows into a register over HTTP: sent, tried, taken. How many rows a second, and how far the memory of the server
// rises above what it holds at rest; the limit is what the smallest machine has to spare (docs/adr/0022).
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ImportView } from '../packages/core/src/library/import.api.ts'
import type { Bench } from './main.ts'
import { memoryOf } from './support/cores.ts'
import { startCluster } from './support/postgres.ts'
import type { Round } from './support/report.ts'
import { startServer, type BenchServer } from './support/server.ts'

/** Megabytes above rest. */
const MOST_ABOVE_REST = 300
const POST = 'P-150402-DISTRICT_OPERATOR-1'
const COMMUNITY = '150402001001'
const POLL_MS = 100

/** Addresses of one community, as a district's address office keeps them. */
function tableOf(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, index) =>
      `${COMMUNITY}A${String(index).padStart(6, '0')},松州小区${index}号楼,118.93,42.26,松州路,${index},松州小区,${index}`,
  )
  return ['编码,名称,经度,纬度,道路,门牌号,小区,楼号', ...lines].join('\n')
}

/** The highest of a number that is looked at ten times a second while work is done. */
async function peakDuring<T>(pid: number, work: () => Promise<T>): Promise<{ value: T; peakMb: number }> {
  let peakMb = 0
  const look = () => {
    peakMb = Math.max(peakMb, memoryOf(pid))
  }
  const watching = setInterval(look, POLL_MS)
  try {
    const value = await work()
    look()
    return { value, peakMb }
  } finally {
    clearInterval(watching)
  }
}

interface Asking {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

async function ask({ url, cookies }: BenchServer, path: string, init: Asking = {}): Promise<ImportView> {
  const headers = { ...init.headers, cookie: cookies[POST] ?? '' }
  const answer = await fetch(new URL(`/api/library/imports${path}`, url), { ...init, headers })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  // Gate: what the endpoints answer.
  return (await answer.json()) as ImportView
}

const json = (body: object): Asking => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** Seconds of the three steps. */
async function bring(server: BenchServer, rows: number) {
  const begun = performance.now()
  const sent = await ask(server, '?register=ADDRESS&name=bench.csv', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: tableOf(rows),
  })
  const read = performance.now()
  const columns = sent.headers.map(({ column }) => column)
  const body = { columns, datum: 'CGCS2000', source: 'CIVIL_AFFAIRS' }
  const { checked } = await ask(server, `/${sent.id}/check`, json(body))
  if (checked?.good !== rows)
    throw new Error(`${checked?.good} of ${rows} rows are good: ${JSON.stringify(checked)}`)
  const tried = performance.now()
  await ask(server, `/${sent.id}/take`, json({ mode: 'ALL' }))
  for (;;) {
    const { state } = await ask(server, `/${sent.id}`)
    if (state === 'TAKEN') break
    if (state !== 'TAKING') throw new Error(`the import is ${state}`)
    await sleep(POLL_MS)
  }
  const taken = performance.now()
  return { readS: (read - begun) / 1000, triedS: (tried - read) / 1000, takenS: (taken - tried) / 1000 }
}

async function round(rows: number, restMs: number): Promise<Round> {
  const home = await mkdtemp(join(tmpdir(), 'gezhi-import-'))
  const cluster = await startCluster()
  try {
    const server = await startServer({ databaseUrl: cluster.url, home, posts: [POST] })
    try {
      await sleep(restMs)
      const restMb = memoryOf(server.pid)
      const { value: seconds, peakMb } = await peakDuring(server.pid, () => bring(server, rows))
      const aboveMb = Math.max(1, peakMb - restMb)
      return {
        ratio: MOST_ABOVE_REST / aboveMb,
        rate: rows / (seconds.readS + seconds.triedS + seconds.takenS),
        more: { ...seconds, restMb, peakMb, aboveMb },
      }
    } finally {
      await server.stop()
    }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}

export const bench: Bench = async ({ quick, say }) => {
  const rows = quick ? 10_000 : 100_000
  const rounds: Round[] = []
  for (let index = 0; index < (quick ? 1 : 3); index++) {
    rounds.push(await round(rows, quick ? 3_000 : 15_000))
    say(`round ${index + 1}: ${JSON.stringify(rounds.at(-1)?.more)}`)
  }
  return {
    bench: 'import',
    of: `${MOST_ABOVE_REST} MB : memory above rest while rows are sent, tried and taken`,
    goal: 1,
    rounds,
    setting: { rows, database: 'PostgreSQL, fsync on', register: 'ADDRESS' },
  }
}
