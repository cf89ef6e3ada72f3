import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { dayOf } from '@gezhi/core/kernel/calendar'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addUp } from '../../features/assessment/figures.ts'
import { createProduct } from '../../features.ts'
import { importPack } from '../../features/districts/index.ts'
import { getDistrict } from '../../features/districts/district.store.ts'
import { createBook } from '../../features/districts/book.ts'
import { writeAs } from '../../kernel/access.store.ts'
import type { Deps } from '../../kernel/deps.ts'
import { verify } from '../../kernel/verify.ts'
import { testDatabase } from '../../testing/database.testing.ts'
import { depsOn, testClock } from '../../testing/parts.testing.ts'
import { createChance } from './chance.ts'
import { Filler } from './filler.ts'
import { simulate, type Simulated } from './simulate.ts'
import { playTemplates } from './templates.ts'

const PACK = fileURLToPath(new URL('../../../../../districts/hongshan', import.meta.url))
const UNTIL = Date.parse('2026-11-22T00:00:00+08:00')
const database = testDatabase()

async function filled(): Promise<{
  readonly deps: Deps
  readonly more: (add: boolean) => Promise<Simulated>
}> {
  const clock = testClock()
  clock.set(UNTIL)
  const deps = await depsOn(database.open, clock)
  await importPack(deps.db, PACK, UNTIL)
  const register = await getDistrict(deps.db, 150402)
  const book = createBook(register, () => UNTIL)
  const given = { database: database.open, register, book, readers: ['assessment.figures'], until: UNTIL }
  const more = (add: boolean) =>
    simulate({ ...given, cases: 300, seed: add ? 2 : 1, add, say: () => undefined })
  return { deps, more }
}

/** Whether a case that is kept from the day of its last unit on keeps just the units of that day. */
async function keptFrom({ db }: Deps): Promise<boolean> {
  const register = await getDistrict(db, 150402)
  const { rules } = createBook(register, () => UNTIL)
  const last = dayOf(rules.calendar, UNTIL)
  const chance = createChance(1)
  const { byWeekday } = playTemplates({ register, rules, chance, count: 150, last })
  const template = byWeekday.flat().find(({ units }) => new Set(units.map(({ day }) => day)).size > 1)
  if (!template) throw new Error('no life ends on a later day than it began')
  const days = template.units.map(({ day }) => day)
  const unitsFrom = Math.max(...days)
  const filler = new Filler({
    district: 150402,
    rules,
    seed: 1,
    until: UNTIL,
    last: null,
    deadlines: () => [],
  })
  const filling = {
    stream: randomUUID(),
    number: 'HS-1',
    person: 'p',
    text: '',
    address: '',
    lon: '0',
    lat: '0',
    shift: 0,
  }
  filler.add({ template, filling, days: 0, packed: false, unitsFrom })
  const lines = filler.take().find(({ table }) => table === 'contribution')?.pieces ?? []
  const kept =
    Buffer.concat([...lines])
      .toString()
      .split('\n').length - 1
  return kept === days.filter((day) => day === unitsFrom).length && kept < days.length
}

const one = async <T>(text: string): Promise<T | undefined> =>
  (await sql.raw<T>(text).execute(database.db)).rows[0]

test('simulated cases have an unbroken log, rows that say what it says, and figures that a recount finds again', async () => {
  const { deps, more } = await filled()
  const done = await more(false)
  expect(done.cases).toBe(300)
  const { features } = await createProduct(deps)
  const check = () =>
    verify(
      deps.db,
      features.flatMap(({ kinds = [] }) => kinds),
    )
  expect(await check()).toEqual({ facts: done.facts, streams: 300, finding: null })
  await more(true)
  expect(await check()).toMatchObject({ streams: 600, finding: null })

  const sums = () =>
    sql`select * from figure_day order by indicator, day, street, org, category, urgency`.execute(deps.db)
  const units = () =>
    sql`select * from contribution order by case_id, indicator, key, seq_from`.execute(deps.db)
  const [before, single] = [(await sums()).rows, (await units()).rows]
  expect(before.length).toBeGreaterThan(500)
  await features.find(({ name }) => name === 'assessment')?.rebuild?.(150402)
  expect((await sums()).rows).toEqual(before)
  expect((await units()).rows).toEqual(single)

  // Of very many cases only the units of the last days are kept, each by its own day and not by that of the report.
  expect(await keptFrom(deps)).toBe(true)

  // Open cases are on desks with running limits; closed ones have neither; numbers count through each day.
  expect(
    await one(`select count(*)::int as wrong from case_row c
      where c.open and not exists (select from case_task t where t.case_id = c.id)
        or not c.open and exists (select from deadline d where d.stream = c.id)`),
  ).toEqual({ wrong: 0 })
  expect(
    await one(`select count(*)::int as wrong from case_number n where n.last <>
      (select count(*) from case_row c where c.number like '%-' || to_char(n.day, 'YYYYMMDD') || '-%')`),
  ).toEqual({ wrong: 0 })

  // Where single units are gone, sums still answer, and what would need units is refused instead of counted too small.
  await sql`update figure_mark set units_from = '2026-11-10'`.execute(deps.db)
  const { calendar } = createBook(await getDistrict(deps.db, 150402), () => UNTIL).rules
  const asked = (cut: string, filter: object) =>
    writeAs(deps.db, 150402, (tx) =>
      addUp(tx, {
        query: {
          district: 150402,
          filter,
          period: { from: '2026-10-25', to: '2026-11-05', asOf: UNTIL, cut },
        },
        indicators: ['reported', 'handlingTime'],
        calendar,
      }),
    )
  const summed = await asked('2026-11-05', {})
  expect(summed.figure('reported', '').value).toBeGreaterThan(10)
  expect(summed.figure('handlingTime', '').mean).toBeGreaterThan(0)
  expect(summed.figure('handlingTime', '').p50).toBeNull()
  await expect(asked('2026-10-24', { community: '150402001001' })).rejects.toMatchObject({
    code: 'request/invalid',
  })
}, 120_000)
