import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { prepareDataFolder } from './data-folder.ts'
import { openEmbedded, type Embedded, type EmbeddedOptions } from './embedded.ts'
import { lockFolder } from './folder-lock.ts'
import { PATIENCE_MS, PatientClient } from './patient-client.ts'
import { PreparingClient } from './prepared.ts'
import type { Database } from './tables.ts'
import { speaksThrough } from './together.ts'
import { wireTypes } from './wire-types.ts'

export { readAs, writeAs } from './access.store.ts'

export type Db = Kysely<Database>
export type Tx = Transaction<Database>
export type DatabaseSize = 'embedded' | 'postgres' | 'citus'

const SECOND = 1000
/** Two flushes fly at once; another connection hands out numbers beside each. */
const MOST_WRITERS = 4

/** One open database: the same code path for the embedded one and for PostgreSQL. */
export interface OpenDatabase {
  readonly db: Db
  readonly pool: pg.Pool
  /** For `writeTogether`; its clients may have several statements on their way. The embedded database has one backend. */
  readonly writePool: pg.Pool
  /** A replica for lists and dashboards; it may be away. Null: there is none. */
  readonly replica: Db | null
  readonly size: DatabaseSize
  /** What was acknowledged survives a loss of power. False only in memory, for tests. */
  readonly durable: boolean
  /** Called when the embedded engine broke; it is started again, until then commands are answered as busy. */
  readonly onFault: (listener: (error: Error) => void) => void
  /** The embedded engine, for tests that keep an image of it. */
  readonly embedded: Embedded | null
  readonly close: () => Promise<void>
}

function kysely(pool: pg.Pool): Db {
  const db: Db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  speaksThrough(db, pool)
  return db
}

/** PGlite in a folder or in memory. Its pool has one connection, because PGlite has one backend. */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<OpenDatabase> {
  const embedded = await openEmbedded(options)
  const pool = new pg.Pool({
    Client: PreparingClient,
    max: 1,
    pipeline: true,
    idleTimeoutMillis: 0,
    // A query that waits for its own transaction would wait for ever: rather fail.
    connectionTimeoutMillis: 30 * SECOND,
    stream: () => embedded.connect(),
    user: 'postgres',
    database: 'postgres',
    types: wireTypes,
  })
  // A lost connection is reported by the query that meets it; an idle one must not end the process.
  pool.on('error', () => {})
  const db = kysely(pool)
  return {
    db,
    pool,
    writePool: pool,
    replica: null,
    size: 'embedded',
    durable: options.folder !== undefined && options.durable !== false,
    onFault: embedded.onFault,
    embedded,
    async close() {
      await db.destroy()
      await embedded.close()
    },
  }
}

async function openInFolder(home: string): Promise<OpenDatabase> {
  await mkdir(home, { recursive: true })
  const lock = lockFolder(join(home, 'database.in-use'))
  try {
    const folder = await prepareDataFolder(home)
    const open = await openEmbeddedDatabase({ folder: folder.path })
    await folder.settle()
    return {
      ...open,
      async close() {
        await open.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

const connectTo = (connectionString: string, patienceMs = PATIENCE_MS) => ({
  Client: PatientClient,
  connectionString,
  patienceMs,
  connectionTimeoutMillis: 10 * SECOND,
  statement_timeout: 15 * SECOND,
  idle_in_transaction_session_timeout: 30 * SECOND,
  application_name: 'gezhi',
  // Compiling a count of ten million cases took 1,030 ms, running it 48.
  options: '-c timezone=UTC -c datestyle=ISO -c jit=off',
  types: wireTypes,
  // Several statements of a transaction may be on their way at once.
  pipeline: true,
})

/**
 * Lists are planned for the values they are asked with, 0.5 ms each. A plan for any community, made after some askings, walked
 * all of ten million cases: counting took 800 ms instead of 20.
 */
const readingWith = (options: string): string => `${options} -c plan_cache_mode=force_custom_plan`

/** Connects when it is first asked: a replica that is away must not keep the program from starting. */
function withReplica(open: OpenDatabase, connectionString: string): OpenDatabase {
  const shared = connectTo(connectionString)
  const pool = new pg.Pool({
    ...shared,
    options: readingWith(shared.options),
    max: 10,
    connectionTimeoutMillis: 2 * SECOND,
  })
  pool.on('error', () => {})
  const replica = kysely(pool)
  return {
    ...open,
    replica,
    async close() {
      await replica.destroy()
      await open.close()
    },
  }
}

/** PostgreSQL ≥ 15 with PostGIS; Citus when its extension is there. `max` connections (10 fill two cores). */
export async function openServerDatabase(
  connectionString: string,
  max = 10,
  patienceMs = PATIENCE_MS,
): Promise<OpenDatabase> {
  const shared = connectTo(connectionString, patienceMs)
  const pool = new pg.Pool({ ...shared, max, options: readingWith(shared.options) })
  // Readers that fill their pool do not keep commands waiting.
  const writePool = new pg.Pool({
    ...shared,
    max: MOST_WRITERS,
    // A flight never waits for another one's connection: this is the time to reach the database.
    connectionTimeoutMillis: 3 * SECOND,
    // Commands look everything up by key: a plan made while a table was small must not read all of it later.
    // And only by key: a plan for any value is as good as one for this value, which was made again for every flush.
    options: `${shared.options} -c enable_seqscan=off -c plan_cache_mode=force_generic_plan`,
  })
  for (const each of [pool, writePool]) each.on('error', () => {})
  const db = kysely(pool)
  const { rows } = await sql<{ citus: boolean }>`
    select exists (select from pg_extension where extname = 'citus') as citus`.execute(db)
  return {
    db,
    pool,
    writePool,
    replica: null,
    size: rows[0]?.citus ? 'citus' : 'postgres',
    durable: true,
    onFault: () => {},
    embedded: null,
    async close() {
      await db.destroy()
      await writePool.end()
    },
  }
}

/** The database that the configuration names: PostgreSQL by URL, else the embedded one in the home folder. */
export async function openDatabase(config: {
  readonly databaseUrl: string | null
  readonly databaseReadUrl?: string | null
  readonly home: string
}): Promise<OpenDatabase> {
  const { databaseUrl, databaseReadUrl, home } = config
  if (databaseUrl === null) return openInFolder(home)
  const open = await openServerDatabase(databaseUrl)
  return databaseReadUrl ? withReplica(open, databaseReadUrl) : open
}
