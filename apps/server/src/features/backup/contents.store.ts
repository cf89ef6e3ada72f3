import { sql } from 'kysely'
import type { Db, Tx } from '../../kernel/database.ts'
import type { Contents, Engine, Head } from './manifest.ts'

interface TableName {
  readonly schema: string
  readonly name: string
}

/** Tables with rows of their own, without those that belong to extensions. Sorted. */
async function findTables(db: Db | Tx): Promise<TableName[]> {
  const { rows } = await sql<TableName>`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
      and not exists (
        select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by 1, 2`.execute(db)
  return rows
}

/** True when nothing but extensions is in the database. */
export const isEmpty = async (db: Db): Promise<boolean> => (await findTables(db)).length === 0

/** Rows of every table, chain heads and migrations as this transaction sees them. */
export async function findContents(db: Db | Tx): Promise<Contents> {
  const counts: Record<string, number> = {}
  for (const { schema, name } of await findTables(db)) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(`${schema}.${name}`)}`.execute(db)
    counts[`${schema}.${name}`] = rows[0]?.n ?? 0
  }
  const heads = await sql<Head>`
    select district, seq, encode(hash, 'hex') as hash from chain_head order by district`.execute(db)
  const migrations = await sql<{ name: string }>`select name from schema_migration order by name`.execute(db)
  return { heads: heads.rows, counts, migrations: migrations.rows.map(({ name }) => name) }
}

/** Hash (hexadecimal) of the fact at a place of a chain; null when there is none. */
export async function findHashAt(db: Db, district: number, seq: number): Promise<string | null> {
  const { rows } = await sql<{ hash: string }>`
    select encode(hash, 'hex') as hash from fact where district = ${district} and seq = ${seq}`.execute(db)
  return rows[0]?.hash ?? null
}

export async function findEngine(db: Db | Tx): Promise<Engine> {
  const { rows } = await sql<Engine>`
    select current_setting('server_version') as version, current_database() as database,
      current_user as "user"`.execute(db)
  return rows[0] ?? { version: '', database: '', user: '' }
}

/** Segment of WAL that is being written. */
export async function findWalSegment(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string }>`select pg_walfile_name(pg_current_wal_lsn()) as name`.execute(
    db,
  )
  return rows[0]?.name ?? ''
}

/** Holds one snapshot open for as long as `work` takes and hands its name to other connections. */
export function inSnapshot<T>(db: Db, work: (tx: Tx, snapshot: string) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`select set_config('statement_timeout', '0', true),
        set_config('idle_in_transaction_session_timeout', '0', true)`.execute(tx)
      const { rows } = await sql<{ name: string }>`select pg_export_snapshot() as name`.execute(tx)
      return work(tx, rows[0]?.name ?? '')
    })
}

/**
 * What a dump refers to but does not bring: roles belong to the cluster, extensions to whoever owns the database. What is
 * there is left alone, so that a role without the right to make them can restore where an installation prepared it.
 */
export async function prepareEmpty(db: Db): Promise<void> {
  for (const role of ['gezhi_app', 'gezhi_read'])
    await sql
      .raw(
        `do $$ begin
          if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
          if not pg_has_role('${role}', 'member') then execute format('grant ${role} to %I', current_user); end if;
        end $$`,
      )
      .execute(db)
  for (const extension of ['postgis', 'pg_trgm'])
    await sql.raw(`create extension if not exists ${extension}`).execute(db)
}

/** Counts values anew, so that the first queries are planned well. */
export async function analyse(db: Db): Promise<void> {
  await sql`set statement_timeout = 0`.execute(db)
  await sql`analyze`.execute(db)
}

/** Makes and drops the database of a drill. The name is ours, never an operator's. */
export async function createDatabase(db: Db, name: string): Promise<void> {
  await sql`create database ${sql.id(name)}`.execute(db)
}
export async function dropDatabase(db: Db, name: string): Promise<void> {
  await sql`drop database if exists ${sql.id(name)} with (force)`.execute(db)
}
