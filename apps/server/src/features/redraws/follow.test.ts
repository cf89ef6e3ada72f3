// What follows when a redraw comes into force: open cases, their tasks, and what lies on devices or comes from them.
import { randomUUID } from 'node:crypto'
import { part, report } from '@gezhi/core/cases/flow.testing'
import { at } from '@gezhi/core/cases/rules.testing'
import type { Actor } from '@gezhi/core/people/actor'
import type { CommandResult } from '@gezhi/core/sync/sync.api'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { DISTRICT } from '../../testing/parts.testing.ts'
import { verify } from '../../kernel/verify.ts'
import { findBuildingsIn } from '../library/grids.store.ts'
import { followGrids } from '../residents/grid.jobs.ts'
import { syncFeature } from '../sync/index.ts'
import { createDevice, kept } from '../sync/sync.testing.ts'
import {
  actor,
  B,
  EAST,
  memberOf,
  officer,
  operator,
  splitPlan,
  testRedraws,
  WEST,
} from './redraws.testing.ts'

const world = testRedraws((deps, features) => [
  syncFeature({
    ...deps,
    secret: 'a secret of this test that is long enough',
    homeDistrict: () => DISTRICT,
    personName: (_district, person) => person,
    personsNamed: () => [],
    dutiesOf: () => [],
    sessions: { hashOf: async () => Buffer.from('session'), end: async () => undefined },
    audit: async () => undefined,
    doors: Object.fromEntries(features.flatMap(({ doors = {} }) => Object.entries(doors))),
    collections: features.flatMap(({ collections = [] }) => collections),
    postsOf: async (_district, person) => [inPost(person)],
  }),
  {
    name: 'residents',
    on: {
      'residents.redraws': {
        handler: followGrids({
          ...deps,
          districts: (district) => world.register.districts(district),
          refreshRegisters: () => world.register.refresh(),
          buildings: findBuildingsIn,
        }),
        durable: true,
      },
    },
  },
])
const { app, approved, live, page, read, until } = world

/** As the register has the post now: with the grids of today. */
function inPost(code: string): Actor {
  const post = world.register.registers(DISTRICT).posts.find((one) => one.code === code)
  if (!post) throw new Error(`no post ${code}`)
  const { role, org, street, community, grids } = post
  return actor(role, code, {
    org,
    grids,
    ...(street === null ? {} : { street }),
    ...(community === null ? {} : { community }),
  })
}
const [eastern, western] = [() => inPost(memberOf(EAST)), () => inPost(memberOf(WEST))]
const device = () =>
  createDevice(async (by, cursor) => {
    const query = new URLSearchParams({ post: by.post, ...(cursor === undefined ? {} : { cursor }) })
    return (await app.as(by).inject(`/api/sync?${query.toString()}`)).json()
  })

const FAR_PLACE = { lon: 118.918, lat: 42.225 }
const dispatcher = actor('STREET_DISPATCHER', 'P-S1-D', { org: '150402001', street: '150402001' })
const [nearCase, farCase, fresh] = [randomUUID(), randomUUID(), randomUUID()]
const phone = device()
let codes: readonly string[] = []
let sent: readonly CommandResult[] = []

const [housed, homeless] = [randomUUID(), randomUUID()]
/** One resident with a home in the far half of the grid, and one whose home nobody knows. */
async function settleResidents(): Promise<void> {
  const { db } = app.deps
  const building = `${B}00001`
  await sql`
    insert into library_record (district, id, register, code, name, address, community, place, fields, source, as_of,
      changed_at, load)
    values (${DISTRICT}, gen_random_uuid(), 'BUILDING', ${building}, '1号楼', '', ${B},
      st_setsrid(st_makepoint(118.918, 42.225), 4326), '{}', 'HOUSING', now(), now(), gen_random_uuid())`.execute(
    db,
  )
  for (const id of [housed, homeless])
    await sql`
      insert into identity.resident (district, id, name_enc, name_masked, age_band, kind, legal_basis, purposes, source,
        street, community, grid, retention_until, verified_at, created_at, created_by)
      values (${DISTRICT}, ${id}, 'x', '张*', '18-59', 'REGISTERED', 'CONSENT', array['SERVICE'], 'SELF',
        ${B.slice(0, 9)}, ${B}, ${EAST}, now(), now(), now(), 'test')`.execute(db)
  await sql`
    insert into identity.residence (district, id, resident, house, relation, residence_type, declared_by, created_at)
    values (${DISTRICT}, gen_random_uuid(), ${housed}, ${`${building}01010101`}, '01', 'SELF', 'SELF', now())`.execute(
    db,
  )
}

beforeAll(async () => {
  await settleResidents()
  await live(nearCase, [officer, report({ place: { lon: 118.912, lat: 42.225 } })])
  await live(
    farCase,
    [officer, report({ place: FAR_PLACE })],
    [operator, { type: 'accept', item: 'W01001' }],
    [dispatcher, { type: 'grab' }],
    [dispatcher, { type: 'split', org: EAST, task: '清扫' }],
    [eastern(), { type: 'sign' }],
  )
  await phone.sync(eastern())
  const id = await approved(splitPlan())
  codes = (await read(officer, id)).codes.map(({ code }) => code)
  await until(at('2026-09-20 00:00'))
  // The phone lay without a network over the day: it sends what was done in the old grid.
  const reply = await app.as(eastern()).inject({
    method: 'POST',
    url: '/api/commands',
    payload: {
      commands: [
        kept(eastern(), farCase, part),
        kept(eastern(), fresh, report({ place: FAR_PLACE, text: '垃圾成堆，无人清运' })),
      ],
    },
  })
  sent = reply.json<{ results: CommandResult[] }>().results
  await world.settle()
})

test('open cases lie in the grid that holds their place, and the case says from which grid it came and why', async () => {
  const [near, far] = codes
  expect([(await page(operator, nearCase)).grid, (await page(operator, farCase)).grid]).toEqual([near, far])
  const { timeline } = await page(operator, farCase)
  expect(timeline.find(({ type }) => type === 'case.grid-changed')?.data).toMatchObject({
    from: { grid: EAST },
    location: { grid: far },
    names: { to: '东二网格' },
    orders: [{ order: 2, from: EAST, grid: far }],
  })
})

test('work that waited on a device is delivered, and a report from there lands in the new grid', async () => {
  expect(sent.map(({ result }) => result)).toEqual(['accepted', 'accepted'])
  expect((await page(operator, fresh)).grid).toBe(codes[1])
  expect((await page(operator, farCase)).orders.find(({ no }) => no === 2)?.state).toBe('DONE')
})

test('at its next sync a device forgets what went to others, and theirs are given it', async () => {
  const own = [nearCase, fresh].toSorted()
  await phone.sync(eastern())
  expect(phone.holds()).toEqual(own)
  const other = device()
  await other.sync(western())
  expect(other.holds()).toEqual([farCase, fresh].toSorted())
})

test('residents are looked after from the grid in which their home stands', async () => {
  const { rows } = await sql<{ id: string; grid: string }>`
    select id, grid from identity.resident where district = ${DISTRICT}`.execute(app.deps.db)
  const grids = new Map(rows.map(({ id, grid }) => [id, grid]))
  expect(grids.get(housed)).toBe(codes[1])
  expect(codes).toContain(grids.get(homeless))
})

test('facts, rows and tasks agree afterwards', async () => {
  const { streams, finding } = await verify(app.deps.db, world.kinds())
  expect(streams).toBe(4)
  expect(finding).toBeNull()
})
