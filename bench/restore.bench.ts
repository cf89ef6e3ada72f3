// The drill of an operator, timed: back up (encrypted), restore into an empty database, compare, compute the hash chain
// and every projection again. Base: pg_dump and pg_restore of the same database, alone, without any of that.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Bench } from './main.ts'
import { CannotBench, startCluster, type Cluster } from './support/postgres.ts'
import { inRounds, type Measured } from './support/rounds.ts'

const run = promisify(execFile)
const MAIN = new URL('../apps/server/src/main.ts', import.meta.url).pathname
const PACK = new URL('../districts/hongshan', import.meta.url).pathname
/** Verifying computes every hash and folds every stream again, one by one: that is what a drill is for, and what it costs. */
const GOAL = 0.05

type Gezhi = (url: string, ...args: string[]) => Promise<string>

const gezhiIn =
  (folder: string): Gezhi =>
  async (url, ...args) => {
    const env = { ...process.env, DATABASE_URL: url, GEZHI_HOME: join(folder, 'home'), LOG_LEVEL: 'error' }
    const { stdout } = await run(process.execPath, [MAIN, ...args], { env, maxBuffer: 1e8 })
    return stdout
  }

/** A new empty database of the cluster; answers its address. */
async function emptyDatabase({ bin, url }: Cluster, name: string): Promise<string> {
  await run(join(bin, 'psql'), [
    url,
    '-qc',
    `drop database if exists ${name}`,
    '-c',
    `create database ${name}`,
  ])
  return url.replace(/[^/]*$/, name)
}

async function dumpAndRestore(cluster: Cluster, folder: string): Promise<Measured> {
  const target = await emptyDatabase(cluster, 'base')
  const file = join(folder, 'dump')
  const began = performance.now()
  await run(join(cluster.bin, 'pg_dump'), ['-Fc', '-Z3', '-f', file, '-d', cluster.url])
  await run(join(cluster.bin, 'pg_restore'), ['--single-transaction', '-d', target, file])
  return { rate: 1000 / (performance.now() - began) }
}

async function drill(cluster: Cluster, folder: string, gezhi: Gezhi, recipient: string): Promise<Measured> {
  const target = await emptyDatabase(cluster, 'candidate')
  const archive = join(folder, 'archive')
  await rm(archive, { recursive: true, force: true })
  await rm(join(folder, 'home', 'files'), { recursive: true, force: true })
  const began = performance.now()
  await gezhi(cluster.url, 'backup', '--to', archive, '--recipients', recipient)
  const backedUp = performance.now()
  const said = await gezhi(target, 'restore', '--to', archive, '--identity', join(folder, 'key'))
  const ended = performance.now()
  // The program compared every count and every head itself; this says that it had something to compare.
  const [, facts = '0'] = /(\d+) facts and \d+ streams fit/.exec(said) ?? []
  if (Number(facts) === 0) throw new Error(`nothing was verified: ${said}`)
  return {
    rate: 1000 / (ended - began),
    more: { backupMs: backedUp - began, restoreMs: ended - backedUp, facts: Number(facts) },
  }
}

export const bench: Bench = async ({ quick, say }) => {
  const cluster = await startCluster()
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-restore-'))
  const cases = quick ? 200 : 20_000
  try {
    const gezhi = gezhiIn(folder)
    await gezhi(cluster.url, 'import', PACK)
    await gezhi(cluster.url, 'simulate', '--cases', String(cases)).catch((error: unknown) => {
      throw new CannotBench(`No cases to back up: ${error instanceof Error ? error.message : String(error)}`)
    })
    const recipient = (await gezhi(cluster.url, 'backup-key', join(folder, 'key'))).trim()
    const rounds = await inRounds({
      rounds: quick ? 1 : 3,
      base: () => dumpAndRestore(cluster, folder),
      candidate: () => drill(cluster, folder, gezhi, recipient),
      say,
    })
    return {
      bench: 'restore',
      of: 'pg_dump and pg_restore alone / backup, restore and verify of the same database; moonshot 0.25',
      goal: GOAL,
      rounds,
      setting: { postgres: cluster.version, cases },
    }
  } finally {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
