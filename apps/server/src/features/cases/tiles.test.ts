import { randomUUID } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import {
  dispatcherWest,
  memberWest,
  member,
  operator,
  resident,
  roads,
} from '@gezhi/core/cases/actors.testing'
import { LAMP, report } from '@gezhi/core/cases/flow.testing'
import { IN_EAST_1 } from '@gezhi/core/cases/rules.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { tileAt } from '../../kernel/tile-box.ts'
import { layersOf } from '../../testing/mvt.testing.ts'
import { DISTRICT } from '../../testing/parts.testing.ts'
import { MONDAY, testCases } from './cases.testing.ts'

const { app, live } = testCases()
const [open, secret, old] = [randomUUID(), randomUUID(), randomUUID()]
const DAY_MS = 86_400_000

beforeAll(async () => {
  await live(open, [member, report()], [operator, { type: 'accept', item: LAMP }])
  await live(secret, [member, report()])
  await live(old, [member, report()])
  await sql`update case_row set sensitive = true where id = ${secret}`.execute(app.deps.db)
  // Reported ten days ago, closed three days ago.
  await sql`update case_row set open = false, state = 'CLOSED', reported_at = ${new Date(MONDAY - 10 * DAY_MS)},
    closed_at = ${new Date(MONDAY - 3 * DAY_MS)} where id = ${old}`.execute(app.deps.db)
})

/** Moves the clock on: answers are kept for a second. */
let seconds = 4
async function dots(who: Actor, z: number, query = '') {
  app.clock.set(MONDAY + ++seconds * 1000)
  const { lon, lat } = IN_EAST_1
  const [x, y] = tileAt(lon, lat, z)
  const answer = await app.as(who).inject(`/api/cases/tiles/${z}/${x}/${y}${query}`)
  if (answer.statusCode === 204) return []
  expect(answer.statusCode).toBe(200)
  return (layersOf(gunzipSync(answer.rawPayload))['cases'] ?? []).map(({ properties }) => properties)
}

test('a near tile has each open case with its id; a sensitive one is on nobody’s map', async () => {
  expect((await dots(operator, 15)).map(({ id }) => id)).toEqual([open])
  // The reporter of the sensitive case may read it, but does not see it on a map either.
  expect((await dots(member, 15)).map(({ id }) => id)).toEqual([open])
})

test('nobody sees a case on the map that is none of theirs', async () => {
  for (const stranger of [memberWest, dispatcherWest, roads.dispatcher, resident])
    for (const z of [8, 15]) expect(await dots(stranger, z)).toEqual([])
})

test('what is reported is on the map a second later, however often its tile is asked for', async () => {
  const late = randomUUID()
  const before = await dots(operator, 15)
  await live(late, [member, report()], [operator, { type: 'accept', item: LAMP }])
  const ids = (found: typeof before) => new Set(found.map(({ id }) => id))
  expect(ids(await dots(operator, 15))).toEqual(ids([...before, { id: late }]))
  await sql`update case_row set sensitive = true where id = ${late}`.execute(app.deps.db)
})

test('a filter holds for tiles as it does for lists', async () => {
  expect(await dots(operator, 15, `?item=${LAMP}`)).toHaveLength(1)
  expect(await dots(operator, 15, '?urgency=URGENT&overdue=true')).toEqual([])
  const { lon, lat } = IN_EAST_1
  const [x, y] = tileAt(lon, lat, 15)
  const strange = await app.as(operator).inject(`/api/cases/tiles/15/${x}/${y}?state=OPEN`)
  expect(strange.json()).toMatchObject({ code: 'request/invalid' })
})

test('a day that has passed shows what was open at its end, also when it is closed by now', async () => {
  const ids = async (days: number) =>
    (await dots(operator, 15, `?at=${MONDAY - days * DAY_MS}`)).map(({ id }) => id)
  expect(await ids(11)).toEqual([])
  expect(await ids(5)).toEqual([old])
  expect(await ids(1)).toEqual([])
  expect(await ids(-1)).toEqual([open])
})

test('from afar, and where thousands lie in one tile, cells say how many: none is left out', async () => {
  await sql`insert into case_row (district, id, number, version, state, step, urgency, open, item, category, family,
      title, address, search, lon, lat, street, community, grid, source, reporter, sensitive, reported_at, holder, state_doc)
    select district, gen_random_uuid(), '', version, state, step, case when n % 10 = 0 then 'URGENT' else 'GENERAL' end,
      open, item, category, family, title, address, search, lon + (n % 50) * 0.00001, lat + (n / 50) * 0.00001, street,
      community, grid, source, reporter, sensitive, reported_at, holder, state_doc
    from case_row, generate_series(1, 2500) n where id = ${open}`.execute(app.deps.db)
  const count = async (z: number) => {
    const all = await dots(operator, z)
    const sum = (name: string) => all.reduce((total, properties) => total + Number(properties[name]), 0)
    return { dots: all.length, cases: sum('n'), urgent: sum('urgent') }
  }
  const far = await count(9)
  expect(far).toMatchObject({ cases: 2501, urgent: 250 })
  expect(far.dots).toBeLessThan(5)
  const near = await count(14)
  expect(near).toMatchObject({ cases: 2501, urgent: 250 })
  expect(near.dots).toBeLessThan(500)
  await sql`delete from case_row where district = ${DISTRICT} and number = ''`.execute(app.deps.db)
})
