import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { openClock, type Clock } from './clock.ts'
import type { Db, OpenDatabase } from './database.ts'
import { createFeed, type Feed } from './feed.ts'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'
import { createLife, type Life } from './life.ts'
import { createLists, type Lists } from './lists.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createRecentStates, type RecentStates } from './recent.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'
import { createUpkeep, type Upkeep } from './upkeep.ts'

/** What features work with. A function takes the members it uses: `Pick<Deps, 'db' | 'now'>`. */
export interface Deps {
  readonly config: Config
  readonly log: Logger
  readonly db: Db
  readonly database: OpenDatabase
  /** Milliseconds since 1970; the only clock there is. */
  readonly now: () => number
  readonly clock: Clock
  readonly life: Life
  readonly metrics: Metrics
  readonly commits: GroupCommit
  readonly recent: RecentStates
  readonly feed: Feed
  /** For lists and dashboards: they may be read from a replica. */
  readonly lists: Lists
  readonly scheduler: Scheduler
  /** Null where the database looks after itself. */
  readonly upkeep: Upkeep | null
}

interface Given {
  readonly config: Config
  readonly log: Logger
  readonly database: OpenDatabase
  readonly metrics?: Metrics
  /** Another clock, for tests. */
  readonly clock?: Clock
}

/** Puts the kernel together on a migrated database. Nothing ticks before `startKernel`. */
export async function createDeps({ config, log, database, metrics, clock }: Given): Promise<Deps> {
  const { db } = database
  const measured = metrics ?? createMetrics({ ofProcess: false })
  const time = clock ?? (await openClock(db, config.demo))
  const feed = createFeed({ db, log, metrics: measured })
  const lists = createLists({
    db,
    replica: database.replica,
    staleMs: config.readStaleMs,
    log,
    metrics: measured,
  })
  // Before every other reader: a list asked for after a live event shows what the event told.
  if (lists.hasReplica) feed.on('lists', lists.follow, { durable: false })
  const scheduler = createScheduler({ db, now: time.now, log, metrics: measured })
  const recent = createRecentStates()
  const commits = createGroupCommit({
    place: {
      pool: database.writePool,
      apart: database.size === 'embedded' ? null : database.writePool,
      recent,
    },
    log,
    metrics: measured,
    ...(database.size === 'embedded' ? { inFlight: 1 } : {}),
    onCommit({ facts, nextDue }) {
      if (facts > 0) feed.wake()
      if (nextDue !== null) scheduler.wakeAt(nextDue)
    },
  })
  return {
    config,
    log,
    db,
    database,
    now: time.now,
    clock: time,
    life: createLife(),
    metrics: measured,
    commits,
    recent,
    feed,
    lists,
    scheduler,
    upkeep: database.size === 'embedded' ? createUpkeep({ db, log }) : null,
  }
}

/** Begins reading the feed and firing deadlines, as far as the process's roles say. */
export async function startKernel({ config, feed, lists, scheduler, upkeep }: Deps): Promise<void> {
  const works = config.roles.includes('worker')
  // A process that only takes what systems send tells nobody of facts.
  if (works || config.roles.includes('http')) await feed.start({ durable: works })
  if (works) scheduler.start()
  if (config.roles.includes('http')) lists.start()
  upkeep?.start()
}

/** Answers what was taken, then stops. The database stays open. */
export async function stopKernel({ commits, feed, lists, scheduler, upkeep }: Deps): Promise<void> {
  await upkeep?.stop()
  await scheduler.stop()
  await commits.drain()
  await feed.stop()
  await lists.stop()
}
