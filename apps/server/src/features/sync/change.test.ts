// What a device holds is what its post may see: after every change, every kill, and when grids and posts change.
import { randomUUID } from 'node:crypto'
import {
  community,
  dispatcherEast,
  member,
  memberWest,
  operator,
  resident,
} from '@gezhi/core/cases/actors.testing'
import { LAMP, report } from '@gezhi/core/cases/flow.testing'
import { DAY } from '@gezhi/core/kernel/calendar'
import { DISTRICT, GRID_E1, GRID_W1, IN_EAST_1, IN_WEST } from '@gezhi/core/cases/rules.testing'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { MONDAY } from '../cases/cases.testing.ts'
import { kept, testSync } from './sync.testing.ts'

const { app, live, device, changes, results, page } = testSync()
const accept = { type: 'accept', item: LAMP } as const
const inWest = { place: IN_WEST }

beforeEach(async () => {
  app.clock.set(MONDAY)
  await sql`truncate case_row, case_order, case_task`.execute(app.deps.db)
})

async function reported(count: number, more: object = {}): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  for (const id of ids) await live(id, [resident, { ...report(), ...more }])
  return ids.toSorted()
}

test('a new device is given the cases of its grids with what is next on them, and no others', async () => {
  const [east, west] = [await reported(3), await reported(2, inWest)]
  const phone = device()
  await phone.sync(member)
  expect(phone.holds()).toEqual(east)
  const other = device()
  await other.sync(memberWest)
  expect(other.holds()).toEqual(west)
  const [first = ''] = east
  expect(phone.rows.get(first)).toMatchObject({ version: 1, state: { state: 'REPORTED' }, keptUntil: null })
})

test('afterwards it is given what changed, and only that', async () => {
  const [changed = '', ...others] = await reported(3)
  const phone = device()
  await phone.sync(community)
  await live(changed, [operator, accept])
  const delta = (await changes(community, phone.cursor())).collections['cases']
  expect(delta?.rows.map(({ id }) => id)).toEqual([changed])
  await phone.sync(community)
  expect(phone.rows.get(changed)?.summary.state).toBe('POOLED')
  expect(others.map((id) => phone.rows.get(id)?.version)).toEqual([1, 1])
  expect((await changes(community, phone.cursor())).collections).toEqual({})
})

test('a case that goes to another grid leaves the devices of the first and comes to those of the second', async () => {
  const [id = ''] = await reported(1)
  const [east, west] = [device(), device()]
  await east.sync(member)
  await west.sync(memberWest)
  await live(id, [operator, { ...accept, grid: GRID_W1 }])
  await east.sync(member)
  await west.sync(memberWest)
  expect([east.holds(), west.holds()]).toEqual([[], [id]])
})

test('when the grids of a post change the device forgets at once what it lost and is given what it gained', async () => {
  const [east, west] = [await reported(3), await reported(2, inWest)]
  const phone = device()
  await phone.sync(member)
  expect(phone.holds()).toEqual(east)
  const moved = { ...member, grids: [GRID_W1] }
  const first = (await changes(moved, phone.cursor())).collections['cases']
  expect(first?.gone.toSorted()).toEqual(east)
  expect(first?.restart).toBe(false)
  await phone.sync(moved)
  expect(phone.holds()).toEqual(west)
  await phone.sync({ ...member, grids: [GRID_W1, GRID_E1] })
  expect(phone.holds()).toEqual([...east, ...west].toSorted())
})

test('work that waited on a device while its grids changed is answered one by one, and none is lost', async () => {
  const [id = ''] = await reported(1)
  const phone = device()
  await phone.sync(community)
  const moved = { ...community, community: '150402002001', street: '150402002' }
  const [late, own] = await results(moved, [
    kept(community, id, { type: 'void', reasonCode: 'TEST', explanation: '测试' }),
    kept(community, randomUUID(), report()),
  ])
  expect(late).toMatchObject({ result: 'refused' })
  expect(late?.problem?.title).toMatch(/\p{Script=Han}/u)
  expect(own).toMatchObject({ result: 'accepted' })
  await phone.sync(moved)
  expect(phone.rows.has(id)).toBe(false)
  expect((await page(operator, id)).state).toBe('REPORTED')
})

test.each([
  ['that somebody changed', (text: string) => `${text.slice(0, -2)}xx`],
  ['of another installation', () => 'W10.AAAAAAAAAAAAAAAAAAAAAA'],
  ['that is no cursor', () => 'hello'],
])('a cursor %s is a clean restart', async (_what, spoil) => {
  const ids = await reported(2)
  const phone = device()
  await phone.sync(member)
  phone.rows.set('gone long ago', { ...phone.rows.values().next().value } as never)
  phone.forgetCursor(spoil(phone.cursor() ?? ''))
  await phone.sync(member)
  expect(phone.holds()).toEqual(ids)
})

test('a cursor of another post gives nothing of that post', async () => {
  await reported(2)
  const phone = device()
  await phone.sync(member)
  const delta = (await changes(memberWest, phone.cursor())).collections['cases']
  expect(delta).toMatchObject({ rows: [], gone: [], restart: true })
})

test('a long list comes in pages, and what changes while it comes is in it', async () => {
  await sql`
    insert into case_row (district, id, number, version, state, step, urgency, open, title, search, lon, lat, grid,
      street, community, source, reporter, sensitive, reported_at, state_doc)
    select ${DISTRICT}, gen_random_uuid(), 'HS-' || n, 1, 'CLOSED', 'ASSESS', 'GENERAL', false, '路灯', '路灯',
      ${IN_EAST_1.lon}, ${IN_EAST_1.lat}, ${GRID_E1}, ${member.street}, ${member.community}, 'STAFF', 'somebody', false,
      ${new Date(MONDAY)}::timestamptz - n * interval '1 second', null
    from generate_series(1, 1200) n`.execute(app.deps.db)
  await sql`update case_row set closed_at = ${new Date(MONDAY)}`.execute(app.deps.db)
  const phone = device()
  const first = await changes(member)
  expect(first.more).toBe(true)
  const [fresh = ''] = await reported(1)
  expect(await phone.sync(member)).toBe(2)
  expect(phone.rows.size).toBe(1201)
  expect(phone.rows.has(fresh)).toBe(true)
  app.clock.set(MONDAY + 20 * DAY)
  const later = device()
  await later.sync(member)
  expect(later.holds()).toEqual([fresh])
})

test('residents and staff are given nothing of each other', async () => {
  const [id = ''] = await reported(1)
  const [own, staff] = [device(), device()]
  await own.sync(resident)
  await staff.sync(dispatcherEast)
  expect(own.rows.get(id)).toMatchObject({ state: null, tasks: [] })
  expect(staff.rows.get(id)?.state?.reporter?.ref).toMatchObject({ role: 'RESIDENT', person: '', post: '' })
})

test('posts that see the whole district hold none of it on a device', async () => {
  await reported(2)
  const desk = device()
  await desk.sync(operator)
  expect(desk.holds()).toEqual([])
})

test('a post that ended is refused, and the answer names those that are left', async () => {
  const reply = await app.as(member).inject('/api/sync?post=post-that-ended')
  expect(reply.json()).toMatchObject({ code: 'sync/post-not-yours', status: 403 })
  expect((await changes(member)).posts).toEqual([member.post])
})
