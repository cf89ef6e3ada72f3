// On a server of PostgreSQL, which can be interrupted: cases are looked for no longer than a person waits.
import { wholeDistrict } from '@gezhi/core/people/scope'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type OpenDatabase } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import { migrate } from '../../kernel/migrations.store.ts'
import { depsOn, DISTRICT, testClock } from '../../testing/parts.testing.ts'
import { POSTGRES_PROGRAMS, startPostgres, type Postgres } from '../../testing/postgres.testing.ts'
import type { Filter } from './find.store.ts'
import type { Cursor } from './scope.store.ts'
import { searchCases } from './search.ts'

const needs = POSTGRES_PROGRAMS === null ? ' (skipped: needs the programs of PostgreSQL)' : ''
const NOW = Date.parse('2026-11-22T12:00:00+08:00')
const DAY_MS = 86_400_000
const CASES = 40_000
const ENOUGH = { page: 10_000, count: 10_000 }
/** Nothing that walks tens of thousands of cases is done in this time. */
const NO_TIME = { page: 1, count: 1 }

describe.skipIf(POSTGRES_PROGRAMS === null)(`looking for cases${needs}`, () => {
  let postgres: Postgres
  let database: OpenDatabase
  let deps: Deps

  beforeAll(async () => {
    postgres = await startPostgres()
    database = await openDatabase({ databaseUrl: postgres.url, home: '' })
    await migrate(database.db)
    deps = await depsOn(database, testClock())
    // A case every half an hour, the newest first; one in a thousand is about a well, the oldest only about a bridge.
    await sql`insert into case_row (district, id, number, version, state, step, urgency, open, title, search, lon, lat,
        grid, street, community, source, reporter, sensitive, reported_at, state_doc)
      select ${DISTRICT}, gen_random_uuid(), 'HS-' || n, 1, 'CLOSED', 'ASSESS', 'GENERAL', false, '路灯',
        case when n = ${CASES} then '桥栏塌了一段' when n % 1000 = 999 then '井盖' else '路灯' end, 118.9, 42.2, 'g', 's', 'c', 'STAFF',
        'somebody', false, ${new Date(NOW)}::timestamptz - n * interval '30 minutes', null
      from generate_series(1, ${CASES}) n`.execute(database.db)
    await sql`analyze case_row`.execute(database.db)
  })
  afterAll(async () => {
    await database.close()
    await postgres.stop()
  })

  const search = (filter: Filter, patience = ENOUGH, after?: Cursor) =>
    searchCases(
      deps.lists,
      { scope: wholeDistrict(DISTRICT), now: NOW },
      filter,
      { limit: 5, after },
      patience,
    )

  test('finds what is frequent among the newest, and what is rare wherever it lies', async () => {
    const frequent = await search({ text: '路灯' })
    expect(frequent).toMatchObject({ searchedFrom: null, total: { count: 10_000, more: true } })
    expect(frequent.rows.map(({ number }) => number)).toEqual(['HS-1', 'HS-2', 'HS-3', 'HS-4', 'HS-5'])
    const one = {
      rows: [{ number: `HS-${CASES}` }],
      next: null,
      searchedFrom: null,
      total: { count: 1, more: false },
    }
    expect(await search({ text: '桥栏' })).toMatchObject(one)
    // Three characters have a trigram: all cases need not be walked, and the reader's own scope still decides.
    const began = performance.now()
    expect(await search({ text: '桥栏塌' })).toMatchObject(one)
    expect(performance.now() - began).toBeLessThan(1000)
    const elsewhere = { ...wholeDistrict(DISTRICT), level: 'STREET', street: 'another' } as const
    const others = searchCases(deps.lists, { scope: elsewhere, now: NOW }, { text: '桥栏塌' }, { limit: 5 })
    expect(await others).toMatchObject({
      rows: [],
      next: null,
      searchedFrom: null,
      total: { count: 0, more: false },
    })
  })

  test('answers with the last weeks when all would take too long, says so, and goes on from there', async () => {
    const seen: string[] = []
    let pages = 0
    for (let after: Cursor | undefined, on = true; on; pages++) {
      const { rows, next, searchedFrom, total } = await search({ text: '井盖' }, NO_TIME, after)
      seen.push(...rows.map(({ number }) => number))
      if (pages === 0) {
        expect(searchedFrom).toBe(NOW - 30 * DAY_MS)
        expect(total).toEqual({ count: rows.length, more: true })
      }
      after = next ?? undefined
      on = next !== null && pages < 40
    }
    expect(pages).toBeGreaterThan(20)
    expect(seen).toEqual(Array.from({ length: 40 }, (_, n) => `HS-${n * 1000 + 999}`))
  })

  test('finds a whole number at once', async () => {
    await sql`update case_row set number = 'HS-20240101-00001' where number = 'HS-39000'`.execute(database.db)
    const found = await search({ text: 'hs-20240101-00001' }, { page: 1000, count: 1000 })
    expect(found).toMatchObject({ rows: [{ number: 'HS-20240101-00001' }], total: { count: 1, more: false } })
  })

  test('gives up on any other filter in the same way, and never where the dates are near enough', async () => {
    const rare = { urgency: ['URGENT'] }
    expect(await search(rare, NO_TIME)).toMatchObject({ rows: [], searchedFrom: NOW - 30 * DAY_MS })
    expect(await search(rare)).toMatchObject({
      rows: [],
      searchedFrom: null,
      total: { count: 0, more: false },
    })
    const near = { text: '桥栏', from: NOW - 3 * DAY_MS }
    expect(await search(near, NO_TIME)).toMatchObject({ rows: [], searchedFrom: null, next: null })
  })
})
