/**
 * A real, migrated, empty database for each test file: PGlite from a kept image (shared by the files that one
 * worker runs), or PostgreSQL at TEST_DATABASE_URL, cloned from a template.
 */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { openEmbeddedDatabase, openServerDatabase, type Db, type OpenDatabase } from '../kernel/database.ts'
import { migrate, readMigrations } from '../kernel/migrations.store.ts'

const CACHE = fileURLToPath(new URL('../../../../node_modules/.cache/gezhi/', import.meta.url))
const SHARED = Symbol.for('gezhi.testing.database')
const shared = globalThis as { [SHARED]?: Promise<OpenDatabase> }

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

async function migrationsHash(): Promise<string> {
  return hashOf((await readMigrations()).map(({ name, checksum }) => `${name} ${checksum}`).join())
}

/** Makes an image file once; several workers may race, the last rename wins and all images are alike. */
async function image(
  name: string,
  make: (open: OpenDatabase) => Promise<unknown>,
  base?: string,
): Promise<string> {
  const file = `${CACHE}${name}.tar`
  if (existsSync(file)) return file
  await mkdir(CACHE, { recursive: true })
  const open = await openEmbeddedDatabase(base === undefined ? {} : { image: base })
  const draft = `${file}.${randomUUID()}`
  try {
    await make(open)
    await open.embedded?.dump(draft)
  } finally {
    await open.close()
  }
  await rename(draft, file)
  await removeOutdated(file)
  return file
}

/** 65 MB each, one for every change of a migration: only those of the last hours stay. */
async function removeOutdated(latest: string): Promise<void> {
  const before = Date.now() - 6 * 3_600_000
  for (const name of await readdir(CACHE)) {
    const file = `${CACHE}${name}`
    if (file !== latest && name.startsWith('migrated-') && (await stat(file)).mtimeMs < before)
      await rm(file, { force: true })
  }
}

/** An image of the migrated database, for `openEmbeddedDatabase({ image })`. Creating PostGIS takes 8 s, so an image with the extensions is kept apart. */
export async function migratedImage(): Promise<string> {
  const engine = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  const version = hashOf(engine.match(/"@electric-sql[^,]+,\s*"@electric-sql[^,]+/)?.[0] ?? engine)
  const base = await image(`base-${version}`, ({ db }) =>
    sql`create extension if not exists postgis; create extension if not exists pg_trgm`.execute(db),
  )
  return image(`migrated-${version}-${await migrationsHash()}`, ({ db }) => migrate(db), base)
}

/** Every table except the list of migrations and PostGIS' own. */
const tableNames = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')
      and tablename not in ('schema_migration', 'spatial_ref_sys')`.execute(db)
  return rows.map(({ name }) => name)
}

/** Empties every table that has rows: truncating all would be 0.2 s, five hundred times. */
export async function emptyDatabase(db: Db): Promise<void> {
  const asked = (await tableNames(db)).map(
    (name) => `select '${name}' as name where exists (select from ${name})`,
  )
  if (asked.length === 0) return
  const { rows } = await sql.raw<{ name: string }>(asked.join(' union all ')).execute(db)
  if (rows.length === 0) return
  await sql.raw(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity cascade`).execute(db)
}

async function openShared(): Promise<OpenDatabase> {
  const kept = shared[SHARED]
  if (kept) {
    const open = await kept
    await emptyDatabase(open.db)
    return open
  }
  const opening = migratedImage().then((file) => openEmbeddedDatabase({ image: file }))
  shared[SHARED] = opening
  const open = await opening
  open.embedded?.unref()
  return open
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const withDatabase = (url: string, name: string) => {
  const at = new URL(url)
  at.pathname = `/${name}`
  return at.href
}

async function serverTemplate(url: string): Promise<string> {
  const name = `gezhi_template_${await migrationsHash()}`
  try {
    await onServer(url, `create database ${name}`)
  } catch (error) {
    // 42P04, or 23505 in the same moment: another worker made it.
    if (!(error instanceof pg.DatabaseError) || !['42P04', '23505'].includes(error.code ?? '')) throw error
  }
  const open = await openServerDatabase(withDatabase(url, name))
  await migrate(open.db)
  await open.close()
  return name
}

async function openClone(url: string): Promise<OpenDatabase> {
  const name = `gezhi_test_${randomUUID().replaceAll('-', '')}`
  const template = await serverTemplate(url)
  for (let tries = 0; ; tries++) {
    try {
      await onServer(url, `create database ${name} template ${template}`)
      break
    } catch (error) {
      // 55006: another worker is migrating the template at this moment.
      if (tries > 50 || !(error instanceof pg.DatabaseError) || error.code !== '55006') throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const open = await openServerDatabase(withDatabase(url, name))
  return {
    ...open,
    async close() {
      await open.close()
      await onServer(url, `drop database ${name} with (force)`)
    },
  }
}

export interface TestDatabase {
  /** Usable in tests and hooks that come after; the same object for the whole file. */
  readonly open: OpenDatabase
  readonly db: Db
}

/**
 * Call at the top of a test file: `const database = testDatabase()`, then `database.db` inside tests.
 * Migrations must not fill tables with rows: they would be gone in the second file.
 */
export function testDatabase(): TestDatabase {
  const url = process.env['TEST_DATABASE_URL']
  let open: OpenDatabase | undefined
  beforeAll(async () => {
    open = url ? await openClone(url) : await openShared()
  })
  afterAll(async () => {
    if (url) await open?.close()
  })
  const opened = () => {
    if (!open) throw new Error('The test database opens in beforeAll; use it inside tests and hooks')
    return open
  }
  return {
    get open() {
      return opened()
    },
    get db() {
      return opened().db
    },
  }
}
