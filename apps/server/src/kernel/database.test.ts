import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.testing.ts'
import { readAs, writeAs } from './database.ts'
import { migrate } from './migrations.store.ts'

const database = testDatabase()
const one = async <T>(query: { execute: (db: typeof database.db) => Promise<{ rows: T[] }> }) =>
  (await query.execute(database.db)).rows[0]

describe('values', () => {
  test('instants are milliseconds, whole numbers are numbers while they are exact, days stay days', async () => {
    expect(
      await one(sql`select '2026-05-04 08:00:00.123456+08'::timestamptz as at, 9007199254740991::int8 as small,
        9007199254740993::int8 as big, 98.5::numeric as points, '2026-05-04'::date as day,
        '0044-03-15 12:00:00+00 BC'::timestamptz as old`),
    ).toEqual({
      at: Date.parse('2026-05-04T00:00:00.123Z'),
      small: 9007199254740991,
      big: 9007199254740993n,
      points: 98.5,
      day: '2026-05-04',
      old: Date.parse('-000043-03-15T12:00:00Z'),
    })
  })

  test('an instant that was written as a Date comes back as the same millisecond', async () => {
    const at = Date.parse('2031-05-04T08:00:00.999Z')
    expect(await one(sql`select ${new Date(at)}::timestamptz as at`)).toEqual({ at })
  })

  test('the engine knows places and similar words', async () => {
    expect(
      await one(
        sql`select st_distance(st_point(0, 0), st_point(3, 4)) as far, similarity('ab', 'ab') as near`,
      ),
    ).toEqual({
      far: 5,
      near: 1,
    })
  })
})

describe('after a statement failed', () => {
  test('the connection goes on, in both protocols and inside a transaction', async () => {
    await expect(sql.raw('select 1/0').execute(database.db)).rejects.toMatchObject({ code: '22012' })
    await expect(sql`select ${1}::int / 0`.execute(database.db)).rejects.toMatchObject({ code: '22012' })
    await expect(
      database.db.transaction().execute(async (tx) => {
        await sql`insert into demo_clock values (7, 7)`.execute(tx)
        await sql`select nonsense`.execute(tx)
      }),
    ).rejects.toMatchObject({ code: '42703' })
    expect(await one(sql`select count(*) as rows from demo_clock`)).toEqual({ rows: 0 })
  })
})

test('a connection that dies between two statements ends its transaction, not the process', async () => {
  const client = await database.open.pool.connect()
  await client.query('begin')
  client.emit('error', new Error('Connection terminated unexpectedly'))
  await client.query('rollback')
  client.release(true)
  expect(await one(sql`select 1 as alive`)).toEqual({ alive: 1 })
})

describe('roles', () => {
  const insertHead = (district: number) => sql`insert into chain_head values (${district}, 0, '\\x00')`

  test('a writer touches the own district only', async () => {
    await writeAs(database.db, 150402, (tx) => insertHead(150402).execute(tx))
    await expect(writeAs(database.db, 150402, (tx) => insertHead(150403).execute(tx))).rejects.toMatchObject({
      code: '42501',
    })
    await writeAs(database.db, 150403, async (tx) => {
      expect((await sql`select * from chain_head`.execute(tx)).rows).toEqual([])
    })
  })

  test('a reader cannot write, and sees the scope as settings', async () => {
    const scope = { district: 150402, level: 'GRIDS', grids: ['g1', 'g2'], reporter: 'k1' } as const
    await readAs(database.db, scope, async (tx) => {
      const { rows } = await sql`select current_user::text as who, current_district() as district,
        current_setting('gezhi.level') as level, current_setting('gezhi.grids') as grids,
        current_setting('gezhi.street') as street, current_setting('gezhi.reporter') as reporter`.execute(tx)
      expect(rows).toEqual([
        { who: 'gezhi_read', district: 150402, level: 'GRIDS', grids: 'g1,g2', street: '', reporter: 'k1' },
      ])
    })
    await expect(readAs(database.db, scope, (tx) => insertHead(150402).execute(tx))).rejects.toMatchObject({
      code: '42501',
    })
  })

  test('role and scope end with the transaction', async () => {
    await readAs(database.db, { district: 150402, level: 'ALL' }, (tx) => sql`select 1`.execute(tx))
    expect(
      await one(sql`select current_district() as district, current_user <> 'gezhi_read' as owner`),
    ).toEqual({
      district: null,
      owner: true,
    })
  })

  test('facts can be added but never changed, removed or emptied by the program', async () => {
    for (const role of ['gezhi_app', 'gezhi_read']) {
      for (const statement of ['update fact set type = type', 'delete from fact', 'truncate fact']) {
        const attempt = database.db.transaction().execute(async (tx) => {
          await sql.raw(`set local role ${role}`).execute(tx)
          await sql.raw(statement).execute(tx)
        })
        await expect(attempt, `${role}: ${statement}`).rejects.toMatchObject({ code: '42501' })
      }
    }
  })
})

test('migrating again changes nothing', async () => {
  expect(await migrate(database.db)).toEqual([])
})

describe('a database that does not fit the program', () => {
  const onRecords = (change: string) => sql.raw(change).execute(database.db)
  beforeEach(() => onRecords('create table kept as table schema_migration'))
  afterEach(async () => {
    await onRecords(
      'delete from schema_migration; insert into schema_migration select * from kept; drop table kept',
    )
  })

  test('a migration that changed after it ran stops the program', async () => {
    await onRecords(`update schema_migration set checksum = 'other' where name = '0001_kernel.sql'`)
    await expect(migrate(database.db)).rejects.toThrow('0001_kernel.sql was changed')
  })

  test('a database that a newer program migrated is refused', async () => {
    await onRecords(`insert into schema_migration (name, checksum) values ('9999_later.sql', 'x')`)
    await expect(migrate(database.db)).rejects.toThrow('newer program: 9999_later.sql')
  })
})
