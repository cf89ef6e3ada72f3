import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Db, Tx } from './database.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)
/** Any number that no other program on the same database uses for an advisory lock. */
const LOCK = 150_402_001

export interface Migration {
  readonly name: string
  readonly text: string
  readonly checksum: string
}

/** The files of `apps/server/migrations` in order; numbers must not repeat. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
  const numbers = new Set(names.map((name) => name.slice(0, 4)))
  if (numbers.size !== names.length)
    throw new Error(`Two migrations carry the same number: ${names.join(', ')}`)
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, FOLDER), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function appliedIn(tx: Tx | Db): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; checksum: string }>`
    select name, checksum from schema_migration`.execute(tx)
  return new Map(rows.map(({ name, checksum }) => [name, checksum]))
}

/** Runs one file unless it has run. A file that changed after it ran is an error, never run again. */
async function apply(db: Db, migration: Migration): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    // Two processes that start together: the second one waits here and then finds the work done.
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
    await sql`set local statement_timeout = 0`.execute(tx)
    const known = (await appliedIn(tx)).get(migration.name)
    if (known === migration.checksum) return false
    if (known !== undefined) throw new Error(`${migration.name} was changed after it ran on this database`)
    await sql.raw(migration.text).execute(tx)
    await sql`insert into schema_migration (name, checksum)
      values (${migration.name}, ${migration.checksum})`.execute(tx)
    return true
  })
}

async function prepare(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
    await sql`create table if not exists schema_migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`.execute(
      tx,
    )
  })
}

/**
 * Brings the database to the state of this program: each file in its own transaction, in order, once.
 * Refuses a database that a newer program has migrated. Answers the names of the files that ran.
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrations = await readMigrations()
  await prepare(db)
  const names = new Set(migrations.map(({ name }) => name))
  const unknown = [...(await appliedIn(db)).keys()].filter((name) => !names.has(name))
  if (unknown.length > 0) throw new Error(`The database belongs to a newer program: ${unknown.join(', ')}`)
  const ran: string[] = []
  for (const migration of migrations) {
    if (await apply(db, migration)) ran.push(migration.name)
  }
  return ran
}
