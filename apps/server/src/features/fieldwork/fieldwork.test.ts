import type { FieldTaskCommand, TaskResult } from '@gezhi/core/fieldwork/commands'
import type { FieldTaskView, GridProgress } from '@gezhi/core/fieldwork/field-task.api'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import { smallPack } from '@gezhi/core/districts/pack.testing'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readAs } from '../../kernel/access.store.ts'
import { writeAs } from '../../kernel/database.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { verify } from '../../kernel/verify.ts'
import { testApp } from '../../testing/app.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { districtsFeature, importPack } from '../districts/index.ts'
import { createFieldTaskKind } from './field-task.kind.ts'
import { findFieldTaskPhotos } from './field-task.store.ts'
import { fieldTaskCollection } from './held.collection.ts'
import { fieldworkFeature } from './index.ts'

const COMMUNITY = '150402001001'
const GRID = `${COMMUNITY}1001`
const OTHER = '1504020020011001'
const post = (name: string, role: Actor['role'], given: Partial<Actor>): Actor => ({
  post: name,
  person: name,
  role,
  org: String(DISTRICT),
  district: DISTRICT,
  ...given,
})
const here = { org: COMMUNITY, street: COMMUNITY.slice(0, 9), community: COMMUNITY }
const member = post('P-MEMBER', 'GRID_MEMBER', { ...here, grids: [GRID] })
const peer = post('P-PEER', 'GRID_MEMBER', { ...here, grids: [GRID] })
const community = post('P-COMMUNITY', 'COMMUNITY_OPERATOR', here)
const operator = post('P-OPERATOR', 'DISTRICT_OPERATOR', {})
const elsewhere = post('P-ELSEWHERE', 'GRID_MEMBER', {
  org: OTHER.slice(0, 12),
  street: OTHER.slice(0, 9),
  community: OTHER.slice(0, 12),
  grids: [OTHER],
})

const server = testApp(
  async (deps) => {
    const districts = await districtsFeature(deps)
    return [districts.feature, fieldworkFeature({ ...deps, ...districts })]
  },
  {
    async seed(deps) {
      const { folder, remove } = await writePack(smallPack())
      await importPack(deps.db, folder, MONDAY)
      await remove()
    },
  },
)

const send = (actor: Actor, id: string, payload: FieldTaskCommand) =>
  server.as(actor).inject({
    method: 'POST',
    url: `/api/field-tasks/${id}/commands`,
    payload,
    headers: { 'idempotency-key': randomUUID() },
  })
const heldBy = (actor: Actor, now = MONDAY) =>
  readAs(server.deps.db, scopeOf(actor), async (tx) => {
    const holder = { actor, scope: scopeOf(actor), now }
    return fieldTaskCollection.rows(tx, holder, await fieldTaskCollection.ids(tx, holder, null, 50))
  })
const progressFor = async (actor: Actor) => {
  const answer = await server.as(actor).inject('/api/field-tasks/progress')
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<{ grids: readonly GridProgress[] }>().grids.find(({ grid }) => grid === GRID)?.sorts
}
const listFor = async (actor: Actor, query: string) => {
  const answer = await server.as(actor).inject(`/api/field-tasks?${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<{ tasks: readonly FieldTaskView[]; next: string | null }>()
}
const plan: FieldTaskCommand = {
  type: 'plan',
  sort: 'CHECK',
  grid: GRID,
  title: '消防排查',
  field: 3,
  dueAt: MONDAY + 86_400_000,
}
const record = (result: TaskResult): FieldTaskCommand => ({
  type: 'record',
  grid: GRID,
  doneAt: MONDAY,
  result,
})
const PHOTO = 'a'.repeat(64)
const checked = record({
  sort: 'CHECK',
  field: 3,
  where: '好味道餐馆',
  items: [{ item: '3.1', finding: 'BAD', photo: PHOTO, case: randomUUID() }],
})

describe('a planned check', () => {
  const id = '01990000-0000-7000-8000-00000000000f'

  it('is on the devices of all who work in its grid, and of nobody elsewhere', async () => {
    expect((await send(community, id, plan)).json()).toEqual({ id, version: 1 })
    for (const actor of [member, peer, community])
      expect(await heldBy(actor)).toMatchObject([{ id, status: 'OPEN', title: '消防排查', field: 3 }])
    expect(await heldBy(elsewhere)).toEqual([])
    expect(await progressFor(community)).toEqual([
      { sort: 'CHECK', open: 1, overdue: 0, done: 0, notPossible: 0 },
    ])
  })

  it('leaves the devices of peers when it is done, and stays with its author for a month', async () => {
    expect((await send(member, id, checked)).statusCode).toBe(202)
    expect(await heldBy(member)).toMatchObject([{ id, status: 'DONE', result: { where: '好味道餐馆' } }])
    expect(await heldBy(peer)).toEqual([])
    expect(await heldBy(member, MONDAY + 40 * 86_400_000)).toEqual([])
    expect((await send(peer, id, checked)).json<{ code: string }>().code).toBe('fieldwork/over')
  })

  it('counts for its grid, and the count names nobody', async () => {
    for (const actor of [community, operator])
      expect(await progressFor(actor)).toEqual([
        { sort: 'CHECK', open: 0, overdue: 0, done: 1, notPossible: 0 },
      ])
    const told = await server.as(operator).inject('/api/field-tasks/progress')
    expect(told.body).not.toContain(member.person)
    const refused = await server.as(peer).inject('/api/field-tasks/progress')
    expect(refused.json<{ code: string }>().code).toBe('fieldwork/leaders-only')
  })

  it('keeps its photos', async () => {
    const kept = await writeAs(server.deps.db, DISTRICT, (tx) =>
      findFieldTaskPhotos(tx, DISTRICT, [PHOTO, 'b'.repeat(64)]),
    )
    expect([...kept]).toEqual([PHOTO])
  })
})

describe('what a check looks at', () => {
  it('comes from the pack of the district, with the item of the case that a hazard becomes', async () => {
    const { items } = (await server.as(member).inject('/api/check-items')).json<{ items: unknown[] }>()
    expect(items).toMatchObject([
      { code: '3.1', field: 3, hazard: { zh: '疏散通道堵塞' }, item: 'W01001', photo: true },
      { code: '3.2', photo: false },
    ])
  })
})

describe('a record', () => {
  it('needs no plan, and says what is wrong with it', async () => {
    const id = randomUUID()
    const visit: TaskResult = { sort: 'VISIT', outcome: 'REFUSED', where: '3号楼', needs: 'NONE' }
    const wrong = { ...record(visit), door: '301' }
    expect((await send(member, id, wrong)).statusCode).toBe(400)
    expect((await send(elsewhere, id, record(visit))).json<{ code: string }>().code).toBe(
      'fieldwork/not-your-grid',
    )
    expect((await send(member, id, record(visit))).statusCode).toBe(202)
    const kept = (await heldBy(member)).find((row) => row.id === id)
    expect(JSON.stringify(kept)).not.toContain('3号楼')
  })

  it('is read by those who lead, with its place and grid and without its author', async () => {
    const { tasks } = await listFor(operator, 'part=ENDED&sort=CHECK')
    expect(tasks).toMatchObject([
      { gridName: '第1网格', communityName: '甲社区', title: '消防排查', result: { where: '好味道餐馆' } },
    ])
    expect(JSON.stringify(tasks)).not.toContain(member.person)
    const elsewhereLed = { ...community, org: OTHER.slice(0, 12), community: OTHER.slice(0, 12) }
    expect((await listFor(elsewhereLed, 'part=ENDED')).tasks).toEqual([])
    const refused = await server.as(peer).inject('/api/field-tasks?part=ENDED')
    expect(refused.json<{ code: string }>().code).toBe('fieldwork/leaders-only')
  })

  it('comes page by page, open ones by their due time and ended ones the newest first', async () => {
    const due = [3, 1, 2].map((days) => MONDAY + days * 86_400_000)
    for (const dueAt of due) await send(community, randomUUID(), { ...plan, dueAt })
    const walk = async (part: string): Promise<readonly FieldTaskView[]> => {
      const first = await listFor(community, `part=${part}&limit=1`)
      const second = await listFor(community, `part=${part}&limit=1&after=${first.next}`)
      return [...first.tasks, ...second.tasks]
    }
    expect((await walk('OPEN')).map(({ dueAt }) => dueAt)).toEqual(due.toSorted((a, b) => a - b).slice(0, 2))
    expect(new Set((await walk('ENDED')).map(({ id }) => id)).size).toBe(2)
    expect((await server.as(community).inject('/api/field-tasks?part=OPEN&after=x')).statusCode).toBe(400)
  })

  it('can be told again from its facts', async () => {
    const { finding, streams } = await verify(server.deps.db, [anyKind(createFieldTaskKind(() => []))])
    expect([finding, streams]).toEqual([null, 5])
  })
})
