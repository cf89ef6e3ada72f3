// P13: facts of the log to a durable reader of the feed, end to end (kept position, at least once, in order), against a
// loop that takes rows of an outbox with SKIP LOCKED in batches of 100, four at a time, and forgets them.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createLog } from '../apps/server/src/commands/open.ts'
import { readConfig } from '../apps/server/src/config.ts'
import { openServerDatabase, type OpenDatabase } from '../apps/server/src/kernel/database.ts'
import { createFeed, type Feed } from '../apps/server/src/kernel/feed.ts'
import type { FactHandler } from '../apps/server/src/kernel/feed.reader.ts'
import { createMetrics } from '../apps/server/src/kernel/metrics.ts'
import { migrate } from '../apps/server/src/kernel/migrations.store.ts'
import type { Bench } from './main.ts'
import { startCluster } from './support/postgres.ts'
import { percentile } from './support/report.ts'
import { BENCH_CLUSTER } from './support/reporting.ts'
import { inRounds, type Measured } from './support/rounds.ts'

const DISTRICT = 150402
const BATCH = 100
const TAKERS = 4
/** As large as the fact of a report. */
const DATA = `jsonb_build_object('type', 'case.reported', 'at', 1790000000000, 'text', repeat('路灯不亮', 60), 'no', n)`

/** `count` facts after the last one, as one commit brings them. */
const ADD = `
  with head as (
    insert into chain_head (district, seq, hash) values (${DISTRICT}, $1, 'h')
    on conflict (district) do update set seq = chain_head.seq + $1 returning seq
  )
  insert into fact (district, seq, kind, stream, version, type, at, data, command_id, hash)
  select ${DISTRICT}, head.seq - $1 + n, 'case', gen_random_uuid(), 1, 'case.reported', clock_timestamp(), ${DATA},
    gen_random_uuid(), 'h' from head, generate_series(1, $1::int) n`

async function fillOutbox(pool: pg.Pool, count: number): Promise<void> {
  await pool.query('create table if not exists outbox (id bigserial primary key, data jsonb not null)')
  await pool.query(`truncate outbox`)
  await pool.query(`insert into outbox (data) select ${DATA} from generate_series(1, $1::int) n`, [count])
  await pool.query('checkpoint')
}

/** The base: each batch is one statement and one commit. */
async function takeAll(pool: pg.Pool, count: number): Promise<Measured> {
  await fillOutbox(pool, count)
  const take = {
    name: 'take',
    text: `delete from outbox where id in (select id from outbox order by id limit ${BATCH} for update skip locked)
      returning id, data`,
  }
  let taken = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: TAKERS }, async () => {
      for (let got = 1; got > 0;) {
        got = (await pool.query(take)).rowCount ?? 0
        taken += got
      }
    }),
  )
  if (taken !== count) throw new Error(`${count} rows were there, ${taken} were taken`)
  return { rate: (count * 1000) / (performance.now() - began) }
}

interface Reading {
  readonly feed: Feed
  /** Facts handled since; how long each was on its way. */
  readonly seqs: number[]
  readonly lags: number[]
}

function openReading(database: OpenDatabase, name: string): Reading {
  const feed = createFeed({
    db: database.db,
    log: createLog(readConfig({ LOG_LEVEL: 'error' })),
    metrics: createMetrics({ ofProcess: false }),
  })
  const [seqs, lags]: [number[], number[]] = [[], []]
  const handler: FactHandler = (facts) => {
    const now = Date.now()
    for (const { seq, at } of facts) {
      seqs.push(seq)
      lags.push(now - at)
    }
  }
  feed.on(name, handler, { durable: true })
  return { feed, seqs, lags }
}

async function until(reading: Reading, count: number): Promise<void> {
  for (const end = Date.now() + 60_000; reading.seqs.length < count;) {
    if (Date.now() > end) throw new Error(`${count} facts were written, ${reading.seqs.length} were read`)
    await sleep(1)
  }
  if (reading.seqs.some((seq, index) => index > 0 && seq !== (reading.seqs[index - 1] ?? 0) + 1))
    throw new Error('facts were read out of order')
}

/** A new reader that has everything before it. */
async function readAll(database: OpenDatabase, pool: pg.Pool, count: number): Promise<Measured> {
  await pool.query('checkpoint')
  const reading = openReading(database, `bench-${Date.now()}`)
  const began = performance.now()
  await reading.feed.start({ durable: true })
  await until(reading, count)
  const rate = (count * 1000) / (performance.now() - began)
  await reading.feed.stop()
  return { rate }
}

/** Fifty commits a second, each with three facts and a wake-up: p50 and p99 from the statement to the reader. */
async function lag(database: OpenDatabase, pool: pg.Pool, count: number, seconds: number) {
  const reading = openReading(database, `bench-${Date.now()}`)
  await reading.feed.start({ durable: true })
  await until(reading, count)
  reading.lags.length = 0
  for (let commit = 0; commit < seconds * 50; commit++) {
    await pool.query({ name: 'add', text: ADD, values: [3] })
    reading.feed.wake()
    await sleep(20)
  }
  await until(reading, count + seconds * 150)
  await reading.feed.stop()
  return { p50: percentile(reading.lags, 0.5), p99: percentile(reading.lags, 0.99) }
}

export const bench: Bench = async ({ quick, say }) => {
  const [count, rounds, seconds] = quick ? [5000, 1, 3] : [20_000, 3, 10]
  const cluster = await startCluster(BENCH_CLUSTER)
  const pool = new pg.Pool({ connectionString: cluster.url, max: TAKERS })
  pool.on('error', () => undefined)
  const database = await openServerDatabase(cluster.url)
  try {
    await migrate(database.db)
    await pool.query(ADD, [count])
    await pool.query('analyze fact')
    say(`${cluster.version}, fsync on; ${count} facts`)
    const results = await inRounds({
      rounds,
      base: () => takeAll(pool, count),
      candidate: () => readAll(database, pool, count),
      say,
    })
    const { p50, p99 } = await lag(database, pool, count, seconds)
    say(`while 50 commits a second come: p50 ${p50} ms, p99 ${p99} ms`)
    return {
      bench: 'feed',
      of: `facts/s to a durable reader / outbox loop with SKIP LOCKED in batches of ${BATCH}, ${TAKERS} at a time; aim 0.7 and a p99 lag of 50 ms`,
      goal: 0.3,
      rounds: results,
      setting: { database: cluster.version, fsync: 'on', facts: count, 'lag p50 ms': p50, 'lag p99 ms': p99 },
    }
  } finally {
    await database.close()
    await pool.end()
    await cluster.stop()
  }
}
