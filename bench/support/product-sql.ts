// What the product asks the database, taken down as it asks it, for pgbench to ask the same.
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { scopeOf } from '@gezhi/core/people/scope'
import type { Db, Tx } from '../../apps/server/src/kernel/database.ts'
import type { Database } from '../../apps/server/src/kernel/tables.ts'
import { wireTypes } from '../../apps/server/src/kernel/wire-types.ts'

interface Asked {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

const literal = (value: unknown): string => {
  if (value === null) return 'null'
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return `'{${value.join(',')}}'`
  const text =
    value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value)
  return `'${text.replaceAll("'", "''")}'`
}
const spelled = ({ sql: text, parameters }: Asked): string =>
  text.replaceAll(/\$(\d+)/g, (_, no: string) => literal(parameters[Number(no) - 1])).replaceAll(/\s+/g, ' ')

/** Binds as the product does: role and scope as settings that the row policies read. */
export const readAs = <T>(
  db: Db,
  scope: ReturnType<typeof scopeOf>,
  read: (tx: Tx) => Promise<T>,
): Promise<T> =>
  db.transaction().execute(async (tx) => {
    const { district, level, street = '', community = '', grids = [], org = '', reporter = '' } = scope
    await sql`select set_config('role', 'gezhi_read', true), set_config('gezhi.district', ${String(district)}, true),
      set_config('gezhi.level', ${level}, true), set_config('gezhi.street', ${street}, true),
      set_config('gezhi.community', ${community}, true), set_config('gezhi.grids', ${grids.join(',')}, true),
      set_config('gezhi.org', ${org}, true), set_config('gezhi.reporter', ${reporter}, true)`.execute(tx)
    return read(tx)
  })

export interface Asking {
  readonly db: Db
  /** Selects of what `read` does under `readAs`, the binding first, with their values written into them. */
  readonly statementsOf: (
    scope: ReturnType<typeof scopeOf>,
    read: (tx: Tx) => Promise<unknown>,
  ) => Promise<readonly string[]>
}

/** Runs the product's own reading and remembers its statements. */
export function openAsking(url: string): Asking {
  const asked: Asked[] = []
  const pool = new pg.Pool({ connectionString: url, max: 1, types: wireTypes })
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void asked.push({ sql: query.sql, parameters: query.parameters }),
  })
  return {
    db,
    async statementsOf(scope, read) {
      asked.length = 0
      await readAs(db, scope, read)
      return asked.map(spelled).filter((text) => /^\s*select/i.test(text))
    },
  }
}
