// S1: SIGKILL at random moments under reports over HTTP, to the server, the worker beside it, PostgreSQL with all that
// belongs to it, and the program with the embedded database. After each: nothing acknowledged is missing or there twice,
// the log has no gap and every hash fits, rows and deadlines are what the facts say; at the end every deadline fired once.
import { once } from 'node:events'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Checked } from './kills.invariants.ts'
import type { Bench } from './main.ts'
import { httpLoad } from './support/http-load.ts'
import { uploadPhoto } from './support/photo.ts'
import { killCluster, startAgain } from './support/postgres-kill.ts'
import { freePort, startCluster, type Cluster } from './support/postgres.ts'
import { percentile, type Round } from './support/report.ts'
import { BENCH_CLUSTER, POSTS } from './support/reporting.ts'
import { startServer, type BenchServer } from './support/server.ts'

const MAIN = new URL('./kills.server.main.ts', import.meta.url)
const SCENARIO = new URL('./report.scenario.ts', import.meta.url)
const CONNECTIONS = 32
/** Reports a second: what is written between two kills has to be read again by the checks. */
const RATE = { postgres: 250, embedded: 80 } as const
const [SHORTEST_MS, LONGEST_MS, SEEDED] = [100, 900, 10]
/** A deadline that a dead worker held is free after 60 s. */
const HELD_MS = 90_000

type Target = 'server' | 'worker' | 'postmaster' | 'embedded'
const TARGETS: readonly Target[] = ['server', 'worker', 'postmaster', 'embedded']

interface Setting {
  readonly folder: string
  readonly port: number
  readonly cluster: Cluster | null
  server: BenchServer
  worker: BenchServer | null
}

const start = (
  { folder, cluster }: Pick<Setting, 'folder' | 'cluster'>,
  port: number,
  roles: string | null,
  posts: readonly string[] = [],
): Promise<BenchServer> =>
  startServer({
    databaseUrl: cluster?.url ?? null,
    home: join(folder, 'home'),
    port,
    posts,
    main: MAIN,
    env: { BENCH_KILLS: folder, LOG_LEVEL: 'fatal', ...(roles === null ? {} : { GEZHI_ROLES: roles }) },
  })

/** One line to the server, its answer if it has one. */
async function tell({ server }: Setting, line: string): Promise<Checked> {
  const lines = createInterface({ input: server.process.stdout ?? process.stdin })
  const answered = once(lines, 'line') as Promise<[string]>
  server.process.stdin?.write(`${line}\n`)
  const [text] = await answered
  lines.close()
  server.process.stdout?.resume()
  return (JSON.parse(text) as { readonly checked: Checked }).checked
}

const startWorker = (setting: Setting): Promise<BenchServer> => start(setting, 0, 'worker')
const startFront = (setting: Pick<Setting, 'folder' | 'cluster'>, port: number, posts?: readonly string[]) =>
  start(setting, port, setting.cluster === null ? null : 'http,ingest', posts)

const logSize = (folder: string): number => {
  const file = join(folder, 'acknowledged')
  return existsSync(file) ? statSync(file).size : 0
}

/** Milliseconds until another report is acknowledged; throws after a minute. */
async function untilAcknowledged(folder: string, since: number): Promise<number> {
  const before = logSize(folder)
  while (logSize(folder) === before) {
    if (performance.now() - since > 60_000)
      throw new Error('nothing was acknowledged within a minute of a kill')
    await sleep(5)
  }
  return performance.now() - since
}

/** Kills one target and waits until all is as before; answers how long that took in milliseconds. */
async function killOnce(setting: Setting, target: Target): Promise<number> {
  const { folder, cluster } = setting
  const since = performance.now()
  switch (target) {
    case 'server':
    case 'embedded':
      await setting.server.kill()
      setting.server = await startFront(setting, setting.port)
      return untilAcknowledged(folder, since)
    case 'worker':
      await setting.worker?.kill()
      setting.worker = await startWorker(setting)
      return performance.now() - since
    case 'postmaster':
      if (!cluster) throw new Error('there is no PostgreSQL to kill')
      await killCluster(cluster)
      await startAgain(cluster)
      return untilAcknowledged(folder, since)
  }
}

interface Series {
  readonly kills: number
  readonly survived: number
  readonly recoveries: readonly number[]
  readonly acknowledged: number
}

async function killSeries(setting: Setting, target: Target, kills: number): Promise<Series> {
  const recoveries: number[] = []
  let [survived, acknowledged] = [0, 0]
  for (let kill = 0; kill < kills; kill++) {
    setting.server.process.stdin?.write(`seed ${SEEDED}\n`)
    await sleep(SHORTEST_MS + Math.random() * (LONGEST_MS - SHORTEST_MS))
    recoveries.push(await killOnce(setting, target))
    const checked = await tell(setting, 'check')
    acknowledged += checked.acknowledged
    if (checked.wrong.length === 0) survived++
    else process.stderr.write(`${target}, kill ${kill + 1}: ${checked.wrong.slice(0, 5).join('; ')}\n`)
  }
  return { kills, survived, recoveries, acknowledged }
}

/** Reports without end from a process of their own, which is stopped when the kills are done. */
function loadWithout(
  setting: Setting,
  photo: string,
  perSecond: number,
): { readonly stop: () => Promise<void> } {
  let pid = 0
  const ended = httpLoad({
    url: setting.server.url,
    scenario: SCENARIO,
    data: { cookies: POSTS.map((post) => setting.server.cookies[post] ?? ''), photo },
    connections: CONNECTIONS,
    seconds: 86_400,
    warmupSeconds: 0,
    perSecond,
    acknowledged: join(setting.folder, 'acknowledged'),
    onPid: (of) => (pid = of),
  }).catch(() => undefined)
  return {
    async stop() {
      process.kill(pid, 'SIGTERM')
      await ended
    },
  }
}

async function openSetting(cluster: Cluster | null): Promise<Setting> {
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-kills-'))
  mkdirSync(join(folder, 'home'))
  const port = await freePort()
  const server = await startFront({ folder, cluster }, port, POSTS)
  const setting: Setting = { folder, port, cluster, server, worker: null }
  if (cluster) setting.worker = await startWorker(setting)
  return setting
}

async function closeSetting({ server, worker, cluster, folder }: Setting): Promise<void> {
  await worker?.kill()
  await server.kill()
  await cluster?.stop()
  await rm(folder, { recursive: true, force: true })
}

/** All targets of one database, then what holds only in the end. */
async function killAll(
  setting: Setting,
  targets: readonly (readonly [Target, number])[],
  say: (line: string) => void,
): Promise<Round[]> {
  const photo = await uploadPhoto(setting.server.url, setting.server.cookies[POSTS[0] ?? ''] ?? '')
  const load = loadWithout(setting, photo, setting.cluster ? RATE.postgres : RATE.embedded)
  await untilAcknowledged(setting.folder, performance.now())
  const rounds: Round[] = []
  for (const [target, kills] of targets) {
    const began = performance.now()
    const { survived, recoveries, acknowledged } = await killSeries(setting, target, kills)
    const [p50, p95, most] = [0.5, 0.95, 1].map((share) => percentile(recoveries, share))
    const seconds = (performance.now() - began) / 1000
    say(
      `${target}: ${survived} of ${kills} kills survived, ${acknowledged} acknowledged; recovery p50 ` +
        `${Math.round(p50 ?? 0)}, p95 ${Math.round(p95 ?? 0)}, most ${Math.round(most ?? 0)} ms; ${Math.round(seconds)} s`,
    )
    const more = { kills, acknowledged, p50: p50 ?? 0, p95: p95 ?? 0, most: most ?? 0 }
    rounds.push({ ratio: survived / kills, rate: acknowledged / seconds, more })
  }
  await load.stop()
  const last = [
    await tell(setting, `deadlines ${HELD_MS}`),
    await tell(setting, 'check'),
    await tell(setting, 'verify'),
  ]
  const wrong = last.flatMap((checked) => checked.wrong)
  say(`${last[0]?.fired} deadlines fired, each once; ${last[2]?.facts} facts verified`)
  if (wrong.length > 0) throw new Error(`after all kills: ${wrong.slice(0, 10).join('; ')}`)
  return rounds
}

export const bench: Bench = async ({ quick, say }) => {
  const shares: Readonly<Record<Target, number>> = quick
    ? { server: 3, worker: 2, postmaster: 3, embedded: 2 }
    : { server: 60, worker: 40, postmaster: 65, embedded: 35 }
  const rounds: Round[] = []
  const began = performance.now()
  for (const cluster of [await startCluster(BENCH_CLUSTER), null]) {
    const setting = await openSetting(cluster)
    try {
      const own = TARGETS.filter((target) => (target === 'embedded') === (cluster === null))
      rounds.push(
        ...(await killAll(
          setting,
          own.map((target) => [target, shares[target]] as const),
          say,
        )),
      )
    } finally {
      await closeSetting(setting)
    }
  }
  const kills = Object.values(shares).reduce((sum, each) => sum + each, 0)
  return {
    bench: 'kills',
    of: `kills survived / kills, of server, worker, PostgreSQL and embedded in this order; aim 2,000 kills, recovery within 2 s`,
    goal: 1,
    rounds,
    setting: { kills, seconds: Math.round((performance.now() - began) / 1000) },
  }
}
