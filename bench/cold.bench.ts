// How long the program takes to be ready, and what it holds at rest: a first start on an empty folder (database made,
// pack loaded, screens built), starts after it, and starts on PostgreSQL.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from './main.ts'
import { startCluster } from './support/postgres.ts'
import { startProgram, type Program } from './support/program.ts'
import type { Round } from './support/report.ts'

const LIMITS = { firstS: 90, againS: 15, postgresS: 3, memoryMb: 300 } as const
/** After this nothing of the start is left to collect. */
const REST_MS = 15_000

/** A page of each app and a tile ask for what a start leaves for later. */
async function look({ url }: Program): Promise<void> {
  for (const path of ['/console/', '/field/', '/', '/api/openapi.json', '/metrics']) {
    const answer = await fetch(`${url}${path}`, { headers: { accept: 'text/html,application/json,*/*' } })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    await answer.arrayBuffer()
  }
}

async function starts(home: string, databaseUrl: string | null): Promise<number> {
  const program = await startProgram({ home, databaseUrl })
  await look(program)
  await program.stop()
  return program.readyMs / 1000
}

/** A start that stays until the registers of the pack are in, so that those after it have no work left. */
async function settle(home: string, databaseUrl: string | null): Promise<void> {
  const program = await startProgram({ home, databaseUrl })
  await program.settled()
  await program.stop()
}

async function atRest(home: string, databaseUrl: string): Promise<number> {
  const program = await startProgram({ home, databaseUrl })
  await look(program)
  await sleep(REST_MS)
  const memory = await program.memory()
  await program.stop()
  return memory
}

async function round(say: (line: string) => void): Promise<Round> {
  const home = await mkdtemp(join(tmpdir(), 'gezhi-cold-'))
  const cluster = await startCluster()
  try {
    const firstS = await starts(home, null)
    say(`first start ${firstS.toFixed(1)} s`)
    await settle(home, null)
    const againS = await starts(home, null)
    await settle(home, cluster.url)
    const postgresS = await starts(home, cluster.url)
    const memoryMb = await atRest(home, cluster.url)
    const more = { firstS, againS, postgresS, memoryMb }
    say(
      Object.entries(more)
        .map(([name, value]) => `${name} ${value.toFixed(1)}`)
        .join(' · '),
    )
    const ratio = Math.min(
      LIMITS.firstS / firstS,
      LIMITS.againS / againS,
      LIMITS.postgresS / postgresS,
      LIMITS.memoryMb / memoryMb,
    )
    return { ratio, rate: 1 / postgresS, more }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}

export const bench: Bench = async ({ quick, say }) => {
  const rounds: Round[] = []
  for (let no = 0; no < (quick ? 1 : 3); no++) rounds.push(await round(say))
  return {
    bench: 'cold',
    of: 'the tightest of the limits ÷ measured: first start 90 s, again 15 s, on PostgreSQL 3 s, 300 MB at rest on PostgreSQL',
    goal: 1,
    rounds,
    setting: { rest: `${REST_MS / 1000} s`, screens: 'three, built at the first start' },
  }
}
