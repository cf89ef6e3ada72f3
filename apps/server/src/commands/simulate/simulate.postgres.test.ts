// On a server of PostgreSQL, where lines go by COPY through a thread of their own.
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProduct } from '../../features.ts'
import { createBook } from '../../features/districts/book.ts'
import { getDistrict } from '../../features/districts/district.store.ts'
import { importPack } from '../../features/districts/index.ts'
import { openDatabase, type OpenDatabase } from '../../kernel/database.ts'
import { migrate } from '../../kernel/migrations.store.ts'
import { verify } from '../../kernel/verify.ts'
import { depsOn, testClock } from '../../testing/parts.testing.ts'
import { POSTGRES_PROGRAMS, startPostgres, type Postgres } from '../../testing/postgres.testing.ts'
import { simulate, type Simulated } from './simulate.ts'

const PACK = fileURLToPath(new URL('../../../../../districts/hongshan', import.meta.url))
const UNTIL = Date.parse('2026-11-22T00:00:00+08:00')
const needs = POSTGRES_PROGRAMS === null ? ' (skipped: needs the programs of PostgreSQL)' : ''

describe.skipIf(POSTGRES_PROGRAMS === null)(`a district simulated on a server${needs}`, () => {
  let postgres: Postgres
  let database: OpenDatabase

  beforeAll(async () => {
    postgres = await startPostgres()
    database = await openDatabase({ databaseUrl: postgres.url, home: '' })
    await migrate(database.db)
  })
  afterAll(async () => {
    await database.close()
    await postgres.stop()
  })

  async function filled(cases: number): Promise<Simulated> {
    await importPack(database.db, PACK, UNTIL)
    const register = await getDistrict(database.db, 150402)
    const book = createBook(register, () => UNTIL)
    const given = { database, register, book, readers: ['assessment.figures'], until: UNTIL }
    return simulate({ ...given, cases, seed: 1, add: false, say: () => undefined })
  }

  test('has an unbroken log and rows that say what it says', async () => {
    const clock = testClock()
    clock.set(UNTIL)
    const deps = await depsOn(database, clock)
    const done = await filled(300)
    const { features } = await createProduct(deps)
    const kinds = features.flatMap(({ kinds: own = [] }) => own)
    expect(await verify(deps.db, kinds)).toEqual({ facts: done.facts, streams: 300, finding: null })
  })

  test('hears what the server refuses: the same cases once more are no second district', async () => {
    await expect(filled(300)).rejects.toThrow('duplicate key')
  })

  test('writes a step of a case in its place: no index has to be told, whatever the case has grown to', async () => {
    // As long as a state becomes, and such that packing halves it.
    const document = (step: number) => ({
      step,
      notes: Array.from({ length: 60 }, (_, n) => `${step} ${n * 7919} 已到现场处理`),
    })
    const [row] = (
      await sql<{ id: string }>`select id from case_row where district = 150402 order by id limit 1`.execute(
        database.db,
      )
    ).rows
    const inPlace = await database.db.transaction().execute(async (tx) => {
      for (const step of [1, 2, 3])
        await sql`update case_row set version = version + 1, step = 'HANDLE', next_due_at = clock_timestamp(),
          holder = ${JSON.stringify({ step })}::jsonb, state_doc = ${JSON.stringify(document(step))}::jsonb,
          search = search || '' where id = ${row?.id}::uuid`.execute(tx)
      const { rows } = await sql<{ count: number }>`
        select pg_stat_get_xact_tuples_hot_updated('case_row'::regclass)::int as count`.execute(tx)
      return rows[0]?.count
    })
    expect(inPlace).toBeGreaterThanOrEqual(2)
  })

  test('keeps long documents by the quick way of packing them', async () => {
    const { rows } = await sql<{ column: string; packed: string }>`
      select attrelid::regclass || '.' || attname as column, attcompression as packed from pg_attribute
      where (attrelid, attname) in (('fact'::regclass, 'data'), ('fact_pack'::regclass, 'facts'),
        ('case_row'::regclass, 'state_doc'), ('notice'::regclass, 'details')) order by 1`.execute(database.db)
    expect(rows).toEqual(
      ['case_row.state_doc', 'fact.data', 'fact_pack.facts', 'notice.details'].map((column) => ({
        column,
        packed: 'l',
      })),
    )
  })
})
