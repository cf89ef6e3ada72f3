// Plans of redrawing grids from draft to their day, on a real database.
import { randomUUID } from 'node:crypto'
import { at } from '@gezhi/core/cases/rules.testing'
import type { RawPack } from '@gezhi/core/districts/pack'
import { smallPack, withCell } from '@gezhi/core/districts/pack.testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { MONDAY } from '../cases/cases.testing.ts'
import { DISTRICT } from '../../testing/parts.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { importPack } from '../districts/index.ts'
import {
  actor,
  B,
  EAST,
  FAR,
  gridMember,
  leader,
  memberOf,
  NEAR,
  officer,
  splitPlan,
  testRedraws,
  WEST,
  wholeRing,
} from './redraws.testing.ts'

const world = testRedraws()
const { app, approved, command, done, read, until } = world

/** Imports the pack of the beginning once more, with a change. */
async function importOld(change: (raw: RawPack) => RawPack = (raw) => raw) {
  const pack = await writePack(change(smallPack()))
  try {
    return await importPack(app.deps.db, pack.folder, app.deps.now())
  } finally {
    await pack.remove()
  }
}

interface Layout {
  readonly grids: readonly { readonly code: string; readonly posts: readonly { readonly code: string }[] }[]
}
const layoutOn = async (on: string): Promise<Layout> =>
  (await app.as(officer).inject(`/api/grids/layout?community=${B}&on=${on}`)).json<Layout>()
const codesOn = async (on: string) => (await layoutOn(on)).grids.map(({ code }) => code)

test('a gap, an overlap and a grid beyond its community are found in SQL, each with its place', async () => {
  const id = randomUUID()
  const gaping = { ...NEAR, rings: [wholeRing([1, 2], [1.4, 2], [1.4, 3], [1, 3])] }
  const wide = { ...NEAR, rings: [wholeRing([1, 2], [1.6, 2], [1.6, 3], [1, 3])] }
  const beyond = { ...FAR, rings: [wholeRing([1.5, 2], [2.1, 2], [2.1, 3], [1.5, 3])] }
  const [west] = splitPlan().grids
  if (!west) throw new Error('the plan has a grid that stays')
  const codes: string[] = []
  for (const grids of [
    [west, gaping, FAR],
    [west, wide, FAR],
    [west, NEAR, beyond],
  ]) {
    await done(officer, id, { type: 'save', plan: splitPlan({ grids }) })
    const refused = await command(officer, id, { type: 'propose' })
    expect(refused.statusCode).toBe(422)
    const [first] = refused.json<{ refusal: { findings: { code: string; place: unknown }[] } }>().refusal
      .findings
    expect(first?.place).toHaveLength(2)
    codes.push(first?.code ?? '')
  }
  expect(codes).toEqual(['gap', 'overlap', 'outside'])
  await done(officer, id, { type: 'withdraw', reason: 'only tried' })
})

test('a plan is proposed by the place and approved by another person of the district', async () => {
  const id = randomUUID()
  const elsewhere = actor('COMMUNITY_OPERATOR', 'post-other', {
    community: '150402001001',
    street: '150402001',
    org: '150402001001',
  })
  const codeOf = async (...args: Parameters<typeof command>) =>
    (await command(...args)).json<{ code?: string }>().code
  expect(await codeOf(elsewhere, id, { type: 'save', plan: splitPlan() })).toBe('redraw/not-your-area')
  expect(await codeOf(gridMember(EAST), id, { type: 'save', plan: splitPlan() })).toBe('redraw/not-your-role')
  await done(officer, id, { type: 'save', plan: splitPlan({ day: '2026-09-14' }) })
  expect(await codeOf(officer, id, { type: 'propose' })).toBe('redraw/day')
  await done(officer, id, { type: 'save', plan: splitPlan() })
  await done(officer, id, { type: 'propose' })
  expect(await codeOf(officer, id, { type: 'approve' })).toBe('redraw/not-your-role')
  expect(await codeOf({ ...leader, person: officer.person }, id, { type: 'approve' })).toBe(
    'redraw/own-proposal',
  )
  const other = randomUUID()
  await done(officer, other, { type: 'save', plan: splitPlan() })
  expect(await codeOf(officer, other, { type: 'propose' })).toBe('redraw/community-busy')
  await done(leader, id, { type: 'reject', reason: '请先听取居民意见' })
  const view = await read(officer, id)
  expect(view).toMatchObject({ state: 'REJECTED', may: ['save', 'withdraw'], happened: false })
  expect(view.codes).toEqual([
    { id: 'near', code: `${B}1003` },
    { id: 'far', code: `${B}1004` },
  ])
})

test('an approved plan can be taken back until its day, and codes it was given are not given again', async () => {
  const id = await approved(splitPlan())
  expect((await read(officer, id)).codes.map(({ code }) => code)).toEqual([`${B}1005`, `${B}1006`])
  expect(await codesOn('2026-09-19')).toEqual([WEST, EAST])
  expect(await codesOn('2026-09-20')).toEqual([WEST, `${B}1005`, `${B}1006`])
  await done(officer, id, { type: 'withdraw', reason: '小区推迟入住' })
  expect(await codesOn('2026-09-20')).toEqual([WEST, EAST])
})

test('on its day the grids, the posts and the point in grid change by themselves; the past stays as it was', async () => {
  app.clock.set(MONDAY)
  const id = await approved(splitPlan())
  const [near, far] = (await read(officer, id)).codes.map(({ code }) => code)
  const { rules } = world.register.districts(DISTRICT)
  expect(rules.locate([118.918, 42.225])?.grid).toBe(EAST)
  await until(at('2026-09-19 23:59'))
  expect((await read(officer, id)).state).toBe('APPROVED')
  await until(at('2026-09-20 00:00'))
  const view = await read(officer, id)
  expect(view).toMatchObject({ state: 'IN_FORCE', happened: true, may: [] })
  expect(view.effect.retired).toEqual([{ code: EAST, name: expect.any(String), successors: [near, far] }])
  const fresh = world.register
  expect(fresh.districts(DISTRICT).rules.locate([118.918, 42.225])?.grid).toBe(far)
  expect(fresh.registers(DISTRICT).posts.find(({ code }) => code === memberOf(WEST))?.grids).toEqual([
    WEST,
    far,
  ])
  expect(fresh.registers(DISTRICT).posts.find(({ code }) => code === memberOf(EAST))?.grids).toEqual([near])
  expect(await codesOn('2026-09-19')).toEqual([WEST, EAST])
  expect(await codesOn('2026-03-01')).toEqual([WEST, EAST])
  expect(await codesOn('2026-09-20')).toEqual([WEST, near, far])
  const before = (await layoutOn('2026-09-19')).grids.find(({ code }) => code === EAST)
  expect(before?.posts.map(({ code }) => code)).toContain(memberOf(EAST))
})

test('grids of any day leave as GeoJSON, with codes as another system takes them', async () => {
  const get = async (query: string) => app.as(leader).inject(`/api/grids/export?${query}`)
  const codes = async (query: string) =>
    (await get(query))
      .json<{ features: { properties: { code: string; community: string } }[] }>()
      .features.map(({ properties }) => properties)
      .filter(({ community }) => community === B)
      .map(({ code }) => code)
  expect(await codes('on=2026-09-19&profile=15')).toEqual([`${B}001`, `${B}002`])
  expect((await codes('on=2026-09-20&profile=20&object=010203')).at(0)).toBe(`010203${B}01`)
  expect((await get('profile=20')).statusCode).toBe(422)
  expect((await app.as(officer).inject('/api/grids/export')).statusCode).toBe(403)
})

test('every version of a grid says from when to when it held and what made and ended it', async () => {
  const { versions } = (
    await app.as(officer).inject(`/api/register-versions?relation=grid&code=${EAST}`)
  ).json<{
    versions: object[]
  }>()
  expect(versions).toEqual([
    expect.objectContaining({ no: 1, source: 'PACK', cause: '1', to: at('2026-09-20 00:00') }),
  ])
})

test('a pack from before a redraw changes nothing that was redrawn, and is refused where it rests on it', async () => {
  const { rows } = await sql<{ code: string; retired: boolean }>`
    select code, retired_at is not null as retired from grid where community = ${B} order by code`.execute(
    app.deps.db,
  )
  expect((await importOld()).counts).toEqual({})
  await expect(importOld((raw) => withCell(raw, 'posts', 12, 'staff', 'S10'))).rejects.toThrow('pack/redrawn')
  const after = await sql`
    select code, retired_at is not null as retired from grid where community = ${B} order by code`.execute(
    app.deps.db,
  )
  expect(after.rows).toEqual(rows)
})

test('fired by two workers at once a plan comes into force once', async () => {
  const [, near] = await codesOn('2026-09-20')
  if (!near) throw new Error('the plan before came into force')
  const [west] = splitPlan().grids
  const joined = { ...NEAR, id: near, rings: [wholeRing([1, 2], [2, 2], [2, 3], [1, 3])] }
  const id = await approved(splitPlan({ grids: west ? [west, joined] : [], day: '2026-09-25' }))
  app.clock.set(at('2026-09-25 00:00'))
  await Promise.all([world.fire(id), world.fire(id)])
  const { rows } = await sql<{ facts: number; layout: number }>`
    select (select count(*)::int from fact where stream = ${id}::uuid and type = 'redraw.came-into-force') as facts,
      layout from district`.execute(app.deps.db)
  expect(rows).toEqual([{ facts: 1, layout: 2 }])
  expect(await codesOn('2026-09-25')).toEqual([WEST, near])
})
