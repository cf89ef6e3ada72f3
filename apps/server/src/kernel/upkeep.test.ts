import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.testing.ts'
import { silent } from '../testing/parts.testing.ts'
import { createUpkeep } from './upkeep.ts'
import { findLogBytes } from './upkeep.store.ts'

const database = testDatabase()
beforeAll(() => sql`create table worn (id int primary key, text text)`.execute(database.db))
afterAll(() => sql`drop table worn`.execute(database.db))

/** Rows that the planner believes `worn` to have; below 0: it was never counted. */
async function believed(): Promise<number | undefined> {
  await sql`select pg_stat_force_next_flush()`.execute(database.db)
  const { rows } = await sql<{
    n: number
  }>`select reltuples as n from pg_class where relname = 'worn'`.execute(database.db)
  return rows[0]?.n
}

// PostgreSQL looks after itself, and would do so between the lines of these tests.
describe.skipIf(process.env['TEST_DATABASE_URL'] !== undefined)('upkeep of the embedded database', () => {
  test('a table that has grown is counted, one that was hardly touched is left alone', async () => {
    const { tend } = createUpkeep({ db: database.db, log: silent })
    await sql`insert into worn select n, 'a' from generate_series(1, 1000) n`.execute(database.db)
    expect(await believed()).toBe(-1)
    expect(await tend()).toContain('worn')
    expect(await believed()).toBe(1000)

    await sql`update worn set text = 'b' where id <= 50`.execute(database.db)
    await believed()
    expect(await tend()).not.toContain('worn')
  })

  test('dead rows are cleared before they are more than a fifth of a table', async () => {
    const { tend } = createUpkeep({ db: database.db, log: silent })
    await sql`update worn set text = 'c'`.execute(database.db)
    await believed()
    expect(await tend()).toContain('worn')
    const { rows } = await sql<{ dead: number }>`
    select n_dead_tup as dead from pg_stat_user_tables where relname = 'worn'`.execute(database.db)
    expect(rows[0]?.dead).toBe(0)
  })

  test('the log that a start would have to read is cut once it is long', async () => {
    const upkeep = (logBytes: number) => createUpkeep({ db: database.db, log: silent, logBytes })
    await sql`update worn set text = repeat('d', 100)`.execute(database.db)
    const grown = await findLogBytes(database.db)
    expect(grown).toBeGreaterThan(10_000)
    await upkeep(1e9).tend()
    expect(await findLogBytes(database.db)).toBeGreaterThanOrEqual(grown)
    await upkeep(10_000).tend()
    expect(await findLogBytes(database.db)).toBeLessThan(10_000)
  })
})
