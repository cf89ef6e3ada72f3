import { randomUUID } from 'node:crypto'
import {
  colleague,
  community,
  communityWest,
  dispatcherEast,
  dispatcherWest,
  leaderEast,
  member,
  memberWest,
  neighbour,
  operator,
  resident,
  roads,
  water,
} from '@gezhi/core/cases/actors.testing'
import { closed, closedJoint, LAMP, report, whistle } from '@gezhi/core/cases/flow.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import { GRID_E1 } from '@gezhi/core/cases/rules.testing'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { readAs } from '../../kernel/access.store.ts'
import { testCases } from './cases.testing.ts'
import { countCases, findCases } from './find.store.ts'
import type { Cursor } from './scope.store.ts'

const { app, live } = testCases()
const [mine, joint] = [randomUUID(), randomUUID()]
const FILTERS = [
  [{}, sql`true`],
  [{ open: true }, sql`open`],
  [{ open: false }, sql`not open`],
  [{ overdue: true }, sql`open and next_due_at < clock_timestamp() + interval '10 years'`],
  [{ state: ['JOINT'] }, sql`state = 'JOINT'`],
] as const

beforeAll(async () => {
  await live(mine, [resident, report()])
  await live(
    joint,
    [member, report()],
    [operator, { type: 'accept', item: LAMP }],
    [dispatcherEast, { type: 'grab' }],
    [leaderEast, whistle()],
  )
  // An own area, an own report and orders of both kinds come together: one row in the list all the same.
  for (let more = 0; more < 4; more++) await live(randomUUID(), [more % 2 ? member : memberWest, report()])
  await live(
    randomUUID(),
    [member, report()],
    [operator, { type: 'accept', item: LAMP }],
    [dispatcherEast, { type: 'grab' }],
    [dispatcherEast, { type: 'split', org: GRID_E1, task: '清扫' }],
  )
  // Orders of cases that ended stay their organisations', and are no work any more.
  for (const ended of [closed(), closedJoint()])
    await live(randomUUID(), ...ended.map(({ as, command }) => [as, command] as const))
})

/** Raw SQL without any condition, as the reading role: what the row policies alone let through. */
const rawCases = (actor: Actor) =>
  readAs(app.deps.db, scopeOf(actor), async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from case_row`.execute(tx)
    return new Set(rows.map((row) => row.id))
  })

const sees = async (actor: Actor) => {
  const found = await rawCases(actor)
  return { mine: found.has(mine), joint: found.has(joint) }
}

test('the row policies show each post its own area and nothing else', async () => {
  expect(await sees(operator)).toEqual({ mine: true, joint: true })
  expect(await sees(dispatcherEast)).toEqual({ mine: true, joint: true })
  expect(await sees(dispatcherWest)).toEqual({ mine: false, joint: false })
  expect(await sees(community)).toEqual({ mine: true, joint: true })
  expect(await sees(communityWest)).toEqual({ mine: false, joint: false })
  expect(await sees(colleague)).toEqual({ mine: true, joint: true })
  expect(await sees(memberWest)).toEqual({ mine: false, joint: false })
})

test('a department sees what is addressed to it', async () => {
  expect(await sees(roads.dispatcher)).toEqual({ mine: false, joint: true })
  expect((await rawCases({ ...water.dispatcher, org: '150402D99' })).size).toBe(0)
})

test('a resident sees the own report only', async () => {
  expect(await sees(resident)).toEqual({ mine: true, joint: false })
  expect(await sees(neighbour)).toEqual({ mine: false, joint: false })
})

test('facts, orders and tasks are as hidden as their case', async () => {
  const counts = (actor: Actor) =>
    readAs(app.deps.db, scopeOf(actor), async (tx) => {
      const { rows } = await sql<Record<string, number>>`select
        (select count(*) from fact)::int as facts, (select count(*) from case_order)::int as orders,
        (select count(*) from case_task)::int as tasks`.execute(tx)
      return rows[0]
    })
  expect(await counts(dispatcherWest)).toEqual({ facts: 0, orders: 0, tasks: 0 })
  const all = await counts(operator)
  expect(all?.['facts']).toBeGreaterThan(5)
  expect(all?.['orders']).toBeGreaterThan(2)
})

test('another district sees nothing, even with the level ALL', async () => {
  const scope = { district: 150403, level: 'ALL' as const }
  const { rows } = await readAs(app.deps.db, scope, (tx) => sql`select id from case_row`.execute(tx))
  expect(rows).toEqual([])
})

test('over HTTP a foreign case is not found rather than forbidden', async () => {
  expect((await app.as(dispatcherWest).inject(`/api/cases/${mine}`)).json()).toMatchObject({
    code: 'case/not-found',
    status: 404,
  })
  expect((await app.inject(`/api/cases/${mine}`)).statusCode).toBe(401)
})

test('the resident’s page shows no offices’ notes, no clocks and no names', async () => {
  const page = (await app.as(resident).inject(`/api/cases/${mine}`)).json<Record<string, unknown[]>>()
  expect(page['clocks']).toEqual([])
  expect(page['requests']).toEqual([])
  expect(page['timeline']).toHaveLength(1)
})

test.each([
  operator,
  dispatcherEast,
  dispatcherWest,
  leaderEast,
  community,
  communityWest,
  member,
  memberWest,
  roads.dispatcher,
  water.handler,
])(
  'the list of $post is what the row policies let through, newest first, page by page and counted',
  async (actor) => {
    // Late enough for every limit to have passed: what is open is overdue.
    const at = { scope: scopeOf(actor), now: Date.now() + 10 * 365 * 86_400_000 }
    await readAs(app.deps.db, at.scope, async (tx) => {
      for (const [filter, condition] of FILTERS) {
        const { rows } = await sql<{ id: string }>`select id from case_row
        where state <> 'DRAFT' and ${condition} order by reported_at desc, id desc`.execute(tx)
        const listed: string[] = []
        for (let after: Cursor | undefined, more = true; more;) {
          const page = await findCases(tx, at, filter, { limit: 2, after })
          listed.push(...page.rows.map(({ id }) => id))
          const last = page.rows.at(-1)
          after = last && { at: last.reported_at, id: last.id }
          more = page.more
        }
        expect(listed).toEqual(rows.map(({ id }) => id))
        expect(await countCases(tx, at, filter)).toEqual({ count: rows.length, more: false })
      }
    })
  },
)
