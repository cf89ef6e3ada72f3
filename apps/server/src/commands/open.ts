import type { Logger } from 'pino'
import { createProduct, type Product } from '../features.ts'
import type { Config } from '../config.ts'
import { leaveBufferPool } from '../kernel/buffer-pool.ts'
import { openDatabase, type OpenDatabase } from '../kernel/database.ts'
import { createDeps, type Deps } from '../kernel/deps.ts'
import { openLog } from '../kernel/log.ts'
import { watchHome } from '../kernel/home.metrics.ts'
import { createMetrics } from '../kernel/metrics.ts'
import { watchPools } from '../kernel/pool.metrics.ts'
import { migrate } from '../kernel/migrations.store.ts'
import { distribute } from '../kernel/shards.store.ts'

export const createLog = ({ logLevel }: Config): Logger => openLog(logLevel)

export interface Opened {
  readonly deps: Deps
  readonly migrations: readonly string[]
}

/** Runs the migrations that are new; on Citus also puts new tables where they belong. Answers what it did. */
export async function bringUpToDate({ db, size }: OpenDatabase): Promise<readonly string[]> {
  const ran = await migrate(db)
  return size === 'citus' ? [...ran, ...(await distribute(db))] : ran
}

/** Opens the configured database, brings it up to date and puts the kernel on it. */
export async function openKernel(config: Config, log: Logger): Promise<Opened> {
  leaveBufferPool()
  const database = await openDatabase(config)
  try {
    const migrations = await bringUpToDate(database)
    const metrics = createMetrics({ ofProcess: true })
    watchPools(metrics.registry, { read: database.pool, write: database.writePool })
    watchHome(metrics.registry, config.home)
    return { deps: await createDeps({ config, log, database, metrics }), migrations }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** For commands that work on the data and end: everything open, nothing running, closed afterwards. */
export async function withFeatures<T>(
  config: Config,
  work: (deps: Deps, product: Product) => Promise<T>,
): Promise<T> {
  const { deps } = await openKernel(config, createLog(config))
  try {
    return await work(deps, await createProduct(deps))
  } finally {
    await deps.database.close()
  }
}
