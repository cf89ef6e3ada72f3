/**
 * A transaction whose statements do not wait for one another: what a flush needs to know is asked in one round trip, and
 * what it writes leaves with the commit in another. Measured on two cores: a statement that waits costs 270 µs and
 * 160 µs of this process, one that travels with others 60 µs and 60 µs.
 */
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type RawBuilder,
  type Transaction,
} from 'kysely'
import type pg from 'pg'
import { Batch, type Asked } from './batch.ts'
import type { Database } from './tables.ts'

type Tx = Transaction<Database>

/** A statement that is written later, by who knows with what else: what a projection answers. */
export type Statement = RawBuilder<unknown>

/**
 * Statements of one transaction in the order in which they were asked. What is asked until no promise is left to go on leaves
 * in one write: a write to a socket costs 170 µs here. Not later: at the end of the turn, answers of 30 requests would go
 * first, which held a locked chain for 1.8 ms more.
 */
class Conversation implements DatabaseConnection {
  readonly #client: pg.PoolClient
  #waiting: Asked[] = []
  #last: Promise<unknown> = Promise.resolve()
  /** The first failure is the cause; what follows only says that it was not run. */
  #failure: { readonly error: unknown } | null = null

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  get failure() {
    return this.#failure
  }

  /** Asks these at once. */
  send(statements: readonly Statement[]): Promise<readonly pg.QueryResult[]> {
    return Promise.all(
      statements.map((statement) => {
        const { sql, parameters } = statement.compile(COMPILER)
        return this.ask(sql, parameters)
      }),
    )
  }

  ask(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult>()
    if (this.#waiting.length === 0) process.nextTick(() => this.#leave())
    this.#waiting.push({ text, values, resolve, reject })
    this.#last = promise.catch((error: unknown) => {
      this.#failure ??= { error }
    })
    return promise
  }

  #leave(): void {
    const batch = new Batch(this.#waiting, this.#client)
    this.#waiting = []
    this.#client.query(batch)
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, rowCount } = await this.ask(sql, parameters)
    return { rows: rows as R[], ...(rowCount === null ? {} : { numAffectedRows: BigInt(rowCount) }) }
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('statements that go together are not read in pieces')
  }

  /** Until everything that was sent is answered. */
  settled(): Promise<unknown> {
    return this.#last
  }
}

/** Kysely over one conversation: every statement of it goes out at once. Null: one that only makes texts. */
function speaking(conversation: Conversation | null): Kysely<Database> {
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () =>
      conversation ? Promise.resolve(conversation) : Promise.reject(new Error('there is nobody to ask')),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: () => Promise.resolve(),
    commitTransaction: () => Promise.resolve(),
    rollbackTransaction: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  }
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

const COMPILER = speaking(null)

/** A statement that binds a transaction to who acts; its text never varies, so that it is planned once. */
export interface Binding {
  readonly text: string
  readonly values: readonly string[]
}

/** Pools by the database that was opened on them. */
const pools = new WeakMap<object, pg.Pool>()

/** Lets transactions on `db` ask several things at once. */
export const speaksThrough = (db: object, pool: pg.Pool): void => void pools.set(db, pool)

export function poolOf(db: object): pg.Pool {
  const pool = pools.get(db)
  if (!pool) throw new Error('a transaction begins on an opened database, not inside another transaction')
  return pool
}

interface Open {
  readonly client: pg.PoolClient
  readonly conversation: Conversation
  readonly tx: Tx
}

/** Begins a transaction and does `work` in it; beginning and binding travel with the first statement of `work`. */
async function begin<T>(
  pool: pg.Pool,
  { text, values }: Binding,
  work: (open: Open) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const conversation = new Conversation(client)
  // Gate: a transaction to those who use it; its beginning and end are sent here.
  const open = { client, conversation, tx: speaking(conversation) as unknown as Tx }
  try {
    const begun = [conversation.ask('begin', []), conversation.ask(text, values)]
    const [value] = await Promise.all([work(open), ...begun])
    return value
  } catch (error) {
    await conversation.settled()
    const cause = conversation.failure?.error ?? error
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    )
    client.release(broken)
    throw cause
  }
}

async function commit({ client }: Open, sent: Promise<pg.QueryResult>): Promise<void> {
  const ended = await sent
  // The commit of a transaction that failed answers ROLLBACK, and no error.
  if (ended.command !== 'COMMIT') throw new Error(`the transaction ended with ${ended.command}`)
  client.release()
}

/** One reading transaction. What was read is answered without waiting for its end, which cannot change it. */
export const readBound = <T>(pool: pg.Pool, binding: Binding, read: (tx: Tx) => Promise<T>): Promise<T> =>
  begin(pool, binding, async ({ client, conversation, tx }) => {
    const value = await read(tx)
    if (conversation.failure) throw conversation.failure.error
    void conversation.ask('commit', []).then(
      () => client.release(),
      () => client.release(true),
    )
    return value
  })

/** One writing transaction. */
export const writeBound = <T>(pool: pg.Pool, binding: Binding, write: (tx: Tx) => Promise<T>): Promise<T> =>
  begin(pool, binding, async (open) => {
    const value = await write(open.tx)
    await commit(open, open.conversation.ask('commit', []))
    return value
  })

export interface Together<T> {
  readonly value: T
  /** Written with the commit; all of them or none. */
  readonly statements: readonly Statement[]
}

/** Sends statements of the transaction at once, without waiting for what was asked before. */
export type Send = (statements: readonly Statement[]) => Promise<readonly pg.QueryResult[]>

/**
 * One writing transaction whose last statements leave with the commit. Statements that `work` starts without waiting go
 * out together, in the order in which they were started.
 */
export const writeTogether = <T>(
  pool: pg.Pool,
  binding: Binding,
  work: (tx: Tx, send: Send) => Promise<Together<T>>,
): Promise<T> =>
  begin(pool, binding, async (open) => {
    const { conversation, tx } = open
    const { value, statements } = await work(tx, (them) => conversation.send(them))
    const written = conversation.send(statements)
    await Promise.all([written, commit(open, conversation.ask('commit', []))])
    return value
  })

/** One statement in a writing transaction of its own, in one round trip. Answers its rows. */
export const writeApart = (
  pool: pg.Pool,
  binding: Binding,
  statement: Statement,
): Promise<readonly pg.QueryResultRow[]> =>
  begin(pool, binding, async (open) => {
    const written = open.conversation.send([statement])
    const [[answered]] = await Promise.all([written, commit(open, open.conversation.ask('commit', []))])
    return answered?.rows ?? []
  })
