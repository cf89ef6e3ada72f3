// How late deadlines take effect: 10,000 in one minute, through the scheduler, the command, its facts and projections,
// with every reader of the feed at work. Goal: p99 within two seconds (domain specification §2.5: the shortest limit is
// five minutes, of which nobody shall lose a hundredth).
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Actor } from '../packages/core/src/people/actor.ts'
import { createApp, type App } from '../apps/server/src/app.ts'
import { createLog } from '../apps/server/src/commands/open.ts'
import { readConfig } from '../apps/server/src/config.ts'
import { importPack } from '../apps/server/src/features/districts/index.ts'
import { createProduct } from '../apps/server/src/features.ts'
import type { Clock } from '../apps/server/src/kernel/clock.ts'
import { openServerDatabase } from '../apps/server/src/kernel/database.ts'
import { createDeps } from '../apps/server/src/kernel/deps.ts'
import { migrate } from '../apps/server/src/kernel/migrations.store.ts'
import { run } from '../apps/server/src/kernel/run.ts'
import type { Bench } from './main.ts'
import { startCluster } from './support/postgres.ts'
import { percentile, type Round } from './support/report.ts'

const LIMIT_MS = 2000
const DISTRICT = 150402
const PACK = new URL('../districts/hongshan', import.meta.url).pathname
const HOUR = 3_600_000
/** A Monday, 08:10 in Hongshan: an intake that begins now is due at 10:10. */
const MORNING = Date.parse('2031-05-05T00:10:00Z')

/** Stands still while cases are made, then runs with real time from where the round begins. */
function benchClock(): Clock & { hold: (at: number) => void; runFrom: (at: number) => void } {
  let held: number | null = MORNING
  let offset = 0
  return {
    now: () => held ?? Date.now() + offset,
    hold: (at) => void (held = at),
    runFrom(at) {
      offset = at - Date.now()
      held = null
    },
    moveTo: () => Promise.reject(new Error('the clock of a bench is not moved')),
  }
}
type BenchClock = ReturnType<typeof benchClock>

interface Setting {
  readonly app: App
  readonly clock: BenchClock
  /** Milliseconds by which expiries took effect after their due time, in the order of their commits. */
  readonly lags: number[]
}

async function open(url: string, home: string): Promise<Setting> {
  const config = readConfig({ DATABASE_URL: url, GEZHI_HOME: home, LOG_LEVEL: 'error', PORT: '0' })
  const log = createLog(config)
  const database = await openServerDatabase(url)
  await migrate(database.db)
  await importPack(database.db, PACK, MORNING)
  const clock = benchClock()
  const deps = await createDeps({ config, log, database, clock })
  const app = await createApp(deps, (await createProduct(deps)).features)
  const lags: number[] = []
  for (const { deadlines = {} } of app.features)
    for (const [kind, handler] of Object.entries(deadlines))
      deps.scheduler.on(kind, async (expiry) => {
        await handler(expiry)
        lags.push(clock.now() - expiry.dueAt)
      })
  await app.start()
  return { app, clock, lags }
}

const resident: Actor = {
  post: 'resident:bench',
  person: 'bench',
  role: 'RESIDENT',
  org: '',
  district: DISTRICT,
}

/** Reports whose intake is due within `spreadMs` after `at` + 2 h, evenly. */
async function report({ app, clock }: Setting, count: number, at: number, spreadMs: number): Promise<void> {
  const kind = app.features.flatMap(({ kinds = [] }) => kinds).find(({ name }) => name === 'case')
  if (!kind) throw new Error('there is no kind of case')
  for (let from = 0; from < count; from += 500) {
    const batch = Array.from({ length: Math.min(500, count - from) }, (_, each) => {
      clock.hold(at + Math.floor(((from + each) * spreadMs) / count))
      const place = { lon: 118.9 + ((from + each) % 97) / 2000, lat: 42.24 + ((from + each) % 89) / 2000 }
      const command = { type: 'report', text: '路灯不亮，晚上看不清路', place, photos: ['a'.repeat(64)] }
      const issued = {
        district: DISTRICT,
        stream: randomUUID(),
        commandId: randomUUID(),
        actor: resident,
        command,
      }
      return run(app.deps, kind, issued)
    })
    const refused = (await Promise.all(batch)).find(({ ok }) => !ok)
    if (refused) throw new Error(`a report was refused: ${JSON.stringify(refused)}`)
  }
}

/** Until every durable reader has read everything: the round begins with nothing left to do. */
async function settled({ app: { deps } }: Setting): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ behind: number }>`
      select coalesce(max(h.seq - c.seq), 0)::int as behind
      from chain_head h join feed_cursor c on c.district = h.district`.execute(deps.db)
    if (rows[0]?.behind === 0) return
    await sleep(200)
  }
}

async function until(count: number, lags: readonly number[], patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs
  while (lags.length < count && Date.now() < end) await sleep(50)
  if (lags.length < count) throw new Error(`only ${lags.length} of ${count} expired in time`)
}

/** One instant for all: how many expire in a second when the scheduler has nothing to wait for. */
async function burst(setting: Setting, count: number, at: number): Promise<number> {
  await report(setting, count, at, 1)
  await settled(setting)
  setting.lags.length = 0
  const began = Date.now()
  setting.clock.runFrom(at + 2 * HOUR + 1)
  await until(count, setting.lags, 300_000)
  return (count * 1000) / (Date.now() - began)
}

async function minute(
  setting: Setting,
  count: number,
  at: number,
  spreadMs: number,
): Promise<readonly number[]> {
  await report(setting, count, at, spreadMs)
  await settled(setting)
  setting.lags.length = 0
  setting.clock.runFrom(at + 2 * HOUR - 500)
  await until(count, setting.lags, spreadMs + 300_000)
  return [...setting.lags]
}

export const bench: Bench = async ({ quick, say }) => {
  const [count, spreadMs, rounds] = quick ? [1000, 6000, 1] : [10_000, 60_000, 3]
  const cluster = await startCluster()
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  try {
    say(`${cluster.version}, fsync on; loading the district`)
    const setting = await open(cluster.url, home)
    const results: Round[] = []
    for (let round = 0; round < rounds; round++) {
      const at = MORNING + round * 3 * HOUR
      const lags = await minute(setting, count, at, spreadMs)
      const [p50, p99, most] = [percentile(lags, 0.5), percentile(lags, 0.99), percentile(lags, 1)]
      const rate = await burst(setting, Math.ceil(count / 5), at + HOUR)
      results.push({ ratio: LIMIT_MS / p99, rate, more: { p50, p99, most } })
      say(`round ${round + 1}: p50 ${p50} ms, p99 ${p99} ms, ${Math.round(rate)} expiries/s in a burst`)
    }
    await setting.app.stop()
    await setting.app.deps.database.close()
    return {
      bench: 'expiry',
      of: `2 s / p99 of ${count} deadlines within ${spreadMs / 1000} s; rate: expiries of one instant in a second`,
      goal: 1,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on', deadlines: count },
    }
  } finally {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
