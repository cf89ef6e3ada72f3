// Fills tables by COPY, or by INSERT where the embedded engine knows no COPY; indexes that only slow it down come afterwards.
import { sql } from 'kysely'
import { addMargins } from '../../features/assessment/margin.store.ts'
import pg from 'pg'
import type { Db, OpenDatabase } from '../../kernel/database.ts'
import { openCopying, type Copying } from './copying.ts'
import type { Lines } from './sink.ts'

const unescaped = (value: string): string | null =>
  value === '\\N'
    ? null
    : value.replaceAll(/\\(.)/g, (_, next: string) => ({ n: '\n', t: '\t' })[next] ?? next)

/** Each column as an array of texts; the table says their types. */
async function insert(
  client: pg.PoolClient,
  { table, columns, pieces, conflict = '' }: Lines,
): Promise<void> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = $1::regclass and attnum > 0`,
    [table],
  )
  const types = new Map(rows.map(({ name, type }) => [name, type]))
  const lines = Buffer.concat(pieces).toString().split('\n').slice(0, -1)
  const values = lines.map((line) => line.split('\t').map(unescaped))
  const taken = columns.map((name, index) => `v${index}::${types.get(name) ?? 'text'}`)
  const given = columns.map((_, index) => `$${index + 1}::text[]`)
  const names = columns.map((_, index) => `v${index}`)
  await client.query(
    `insert into ${table} (${columns.join(', ')}) select ${taken.join(', ')}
      from unnest(${given.join(', ')}) as given(${names.join(', ')}) ${conflict}`,
    columns.map((_, index) => values.map((row) => row[index] ?? null)),
  )
}

/** Connections for hours of loading: nothing ends a statement, nobody waits for a commit to be on the disk. */
export interface Loading {
  readonly pool: pg.Pool
  /** Null: the embedded engine, which knows no COPY. */
  readonly copying: Copying | null
  readonly close: () => Promise<void>
}

export function openLoading({ pool, size }: OpenDatabase): Loading {
  if (size === 'embedded') return { pool, copying: null, close: async () => undefined }
  const { connectionString } = pool.options
  const settings = {
    connectionString,
    max: 8,
    statement_timeout: 0,
    options: '-c timezone=UTC -c datestyle=ISO -c synchronous_commit=off -c maintenance_work_mem=1GB',
  }
  // The product's own clients send several statements at once, which COPY does not bear.
  const loading = new pg.Pool({ ...settings, Client: pg.Client, types: pool.options.types })
  const copying = openCopying(settings)
  return {
    pool: loading,
    copying,
    async close() {
      await copying.close()
      await loading.end()
    },
  }
}

/** Writes each table's lines; several tables at once where there are several connections. */
export function createWriter({ pool, copying }: Loading) {
  async function write(lines: Lines): Promise<void> {
    if (lines.pieces.length === 0) return
    if (copying && lines.conflict === undefined) return copying.copy(lines)
    const client = await pool.connect()
    try {
      await insert(client, lines)
    } finally {
      client.release()
    }
  }
  return async (all: readonly Lines[]): Promise<void> => {
    if (copying) await Promise.all(all.map(write))
    else for (const each of all) await write(each)
  }
}

/** Cases that the district holds: one is as many as a thousand. */
export async function holdsCases(db: Db, district: number): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select exists (select from case_row where district = ${district}) as holds`.execute(db)
  return rows[0]?.holds ?? false
}

export interface Index {
  readonly name: string
  readonly definition: string
}

/** Takes the indexes off that no key needs, of empty tables only; answers what brings them back. */
export async function dropIndexes(db: Db, tables: readonly string[]): Promise<readonly Index[]> {
  const { rows } = await sql<Index>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i where i.indrelid = any(${[...tables]}::regclass[]) and not i.indisprimary
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`.execute(db)
  for (const { name } of rows) await sql.raw(`drop index ${name}`).execute(db)
  return rows
}

/** Builds one again; a gigabyte of memory sorts ten million entries at once. */
export async function createIndex({ pool }: Loading, { definition }: Index): Promise<void> {
  await pool.query(definition)
}

/** Statistics and visibility of one table. */
export async function settleTable({ pool }: Loading, table: string): Promise<void> {
  await pool.query(`vacuum (analyze) ${table}`)
}

export interface Ends {
  readonly district: number
  /** Seq before the first of these. */
  readonly first: number
  readonly seq: number
  readonly hash: Buffer
  /** Durable readers of the feed: they have nothing to do with what happened long ago. */
  readonly readers: readonly string[]
  /** First day whose single units are kept; null: all are. */
  readonly unitsFrom: string | null
}

/** Heads and positions, as if everybody had read along. Throws when somebody else wrote meanwhile. */
export async function writeEnds(db: Db, ends: Ends): Promise<void> {
  const { district, first, seq, hash, readers, unitsFrom } = ends
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql`insert into chain_head as h (district, seq, hash)
      values (${district}, ${seq}, ${hash})
      on conflict (district) do update set seq = excluded.seq, hash = excluded.hash where h.seq = ${first}
      returning 1`.execute(tx)
    if (rows.length === 0) throw new Error('the log of the district was written while cases were simulated')
    await sql`insert into figure_mark as m (district, seq, units_from) values (${district}, ${seq}, ${unitsFrom}::date)
      on conflict (district) do update set seq = excluded.seq,
        units_from = greatest(m.units_from, excluded.units_from)`.execute(tx)
    for (const name of readers)
      await sql`insert into feed_cursor (district, name, seq) values (${district}, ${name}, ${seq})
        on conflict (district, name) do update set seq = excluded.seq`.execute(tx)
  })
}

/** The margins of all daily sums of the district, anew. */
export async function writeMargins(db: Db, district: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Millions of sums at once, while nobody else is there.
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`delete from figure_margin where district = ${district}`.execute(tx)
    await addMargins(district, sql`select * from figure_day where district = ${district}`).execute(tx)
  })
}

/** Last seq and hash of what is there already. */
export async function findLast(
  db: Db,
  district: number,
): Promise<{ readonly seq: number; readonly hash: Buffer } | null> {
  const { rows } = await sql<{ seq: number; hash: Buffer }>`
    select seq, hash from chain_head where district = ${district}`.execute(db)
  return rows[0] ?? null
}

/** Last case number of each day that has one. */
export async function findNumbers(db: Db, district: number): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; last: number }>`
    select day::text, last from case_number where district = ${district}`.execute(db)
  return new Map(rows.map(({ day, last }) => [day, last]))
}
