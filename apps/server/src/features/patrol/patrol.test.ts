import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import type { PatrolCommand } from '@gezhi/core/patrol/commands'
import type { GridCoverage, patrolApi } from '@gezhi/core/patrol/patrol.api'
import { sql } from 'kysely'
import { createHash, randomUUID } from 'node:crypto'
import type { Static } from 'typebox'
import { readAs } from '../../kernel/access.store.ts'
import type { MarkedCollection } from '../../kernel/collections.ts'
import { writeAs } from '../../kernel/database.ts'
import { anyKind, type JsonValue } from '../../kernel/stream-kind.ts'
import { verify } from '../../kernel/verify.ts'
import { loadKind } from '../library/load.kind.ts'
import { patrolCollection, pointCollection } from './held.collections.ts'
import { patrolKind } from './patrol.kind.ts'
import { findPatrolPhotos } from './patrol.store.ts'
import { smallPack } from '@gezhi/core/districts/pack.testing'
import type { AreaPack } from '@gezhi/core/patrol/area-pack.api'
import type { Street } from '@gezhi/core/patrol/streets'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../testing/app.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { districtsFeature, importPack, type DistrictsFeature } from '../districts/index.ts'
import { load, row } from '../library/library.testing.ts'
import { recordId } from '../library/ids.ts'
import { layersOf } from '../../testing/mvt.testing.ts'
import { patrolFeature } from './index.ts'
import { community, elsewhere, GRID, member, operator, peer, street } from './patrol.testing.ts'

const component = (serial: string, name: string) =>
  row({ code: `150402${serial}`, name, fields: { class: name, state: 'GOOD' } })
const HYDRANT = component('0113000001', '消火栓1')
const CAMERA = component('0133000001', '视频监控杆1')
const LAMP = component('0118000001', '路灯1')
const RESTAURANT = row({ code: '91150402MA0N0XYR7P', name: '好味道餐馆', fields: { gasUse: true } })
const idOf = ({ code }: { readonly code: string }, register: 'COMPONENT' | 'UNIT' = 'COMPONENT') =>
  recordId(DISTRICT, register, code)

let districts: DistrictsFeature
const server = testApp(
  async (deps) => {
    districts = await districtsFeature(deps)
    return [districts.feature, patrolFeature({ ...deps, ...districts })]
  },
  {
    async seed(deps) {
      const { folder, remove } = await writePack(smallPack())
      await importPack(deps.db, folder, MONDAY)
      await remove()
      await load(deps, 'COMPONENT', [HYDRANT, CAMERA, LAMP], { source: 'URBAN_MANAGEMENT' })
      await load(deps, 'UNIT', [RESTAURANT], { source: 'MARKET' })
    },
  },
)

const packsOf = async (actor = member): Promise<readonly AreaPack[]> => {
  const answer = await server.as(actor).inject('/api/area-packs')
  expect(answer.statusCode).toBe(200)
  return answer.json<{ packs: readonly AreaPack[] }>().packs
}
const partOf = (hash: string, actor = member) => server.as(actor).inject(`/api/area-packs/parts/${hash}`)

const HOUR = 3_600_000
type Recording = Extract<PatrolCommand, { type: 'record' }>
const record = (given: Partial<Recording> = {}): Recording => ({
  type: 'record',
  grid: GRID,
  startedAt: MONDAY - HOUR,
  endedAt: MONDAY,
  end: 'PERSON',
  positions: 'SOUND',
  visits: [{ point: idOf(HYDRANT), at: MONDAY - HOUR / 2, means: 'QR', uncertain: false }],
  streets: [{ name: '昭乌达路', metres: 1000, walked: 400 }],
  ...given,
})
const send = (actor: Actor, id: string, payload: PatrolCommand, key: string = randomUUID()) =>
  server.as(actor).inject({
    method: 'POST',
    url: `/api/patrols/${id}/commands`,
    payload,
    headers: { 'idempotency-key': key },
  })
const coverageFor = async (actor: Actor, query = '') => {
  const answer = await server.as(actor).inject(`/api/patrol/coverage${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<{ grids: readonly GridCoverage[] }>().grids
}
type Detail = Static<(typeof patrolApi.grid.schema.response)[200]>
const gridFor = async (actor: Actor) =>
  (await server.as(actor).inject(`/api/patrol/coverage/${GRID}`)).json<Detail>()
const changesOf = (collection: MarkedCollection, actor: Actor, mark: JsonValue = null) =>
  readAs(server.deps.db, scopeOf(actor), (tx) =>
    collection.changes(tx, { actor, scope: scopeOf(actor), now: MONDAY }, mark, 50),
  )
const heldBy = (actor: Actor) =>
  readAs(server.deps.db, scopeOf(actor), async (tx) => {
    const holder = { actor, scope: scopeOf(actor), now: MONDAY }
    return patrolCollection.rows(tx, holder, await patrolCollection.ids(tx, holder, null, 50))
  })

describe('points of interest', () => {
  it('are hydrants, hazards and facilities of the own community, and cameras as places', async () => {
    const { rows, mark } = await changesOf(pointCollection, member)
    expect(rows.map((row) => ('kind' in row ? String(row.kind) : '')).toSorted()).toEqual([
      'CAMERA',
      'HAZARD',
      'HYDRANT',
    ])
    expect((await changesOf(pointCollection, member, mark)).gone).toEqual([])
    expect((await changesOf(pointCollection, elsewhere)).rows).toEqual([])
    expect((await changesOf(pointCollection, operator)).rows).toEqual([])
  })
})

describe('a patrol that is over', () => {
  const id = '01990000-0000-7000-8000-00000000000a'

  it('comes in once, however often it is sent', async () => {
    const key = randomUUID()
    const first = await send(member, id, record(), key)
    expect([first.statusCode, first.json()]).toEqual([202, { id, version: 1 }])
    expect((await send(member, id, record(), key)).json()).toEqual({ id, version: 1 })
    const again = await send(member, id, record())
    expect(again.json<{ code: string }>().code).toBe('patrol/recorded-already')
  })

  it('is on the device of its person for a month, and on nobody else’s', async () => {
    expect(await heldBy(member)).toMatchObject([{ id, visits: 1, metres: 1000, walked: 400 }])
    expect(await heldBy(peer)).toEqual([])
  })

  it('covers its grid for the community, the street and the district', async () => {
    for (const leader of [community, street, operator]) {
      const grid = (await coverageFor(leader)).find((one) => one.grid === GRID)
      expect(grid).toMatchObject({
        points: 2,
        seen: 1,
        metres: 1000,
        walked: 400,
        patrols: 1,
        lastAt: MONDAY,
      })
    }
    expect((await coverageFor(operator, '?street=150402002')).every(({ seen }) => seen === 0)).toBe(true)
    expect((await coverageFor(street)).every((grid) => grid.street === street.street)).toBe(true)
  })

  it('R-P-27 names nobody, tells no position and shows no peer', async () => {
    const told = JSON.stringify([await coverageFor(operator), await gridFor(operator)])
    expect(told).not.toContain(member.person)
    expect(told).not.toContain('startedAt')
    for (const actor of [member, peer]) {
      const answer = await server.as(actor).inject('/api/patrol/coverage')
      expect(answer.json<{ code: string }>().code).toBe('patrol/leaders-only')
    }
    const { rows } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns where table_name like 'patrol%'`.execute(
      server.deps.db,
    )
    expect(rows.filter(({ name }) => /^(lon|lat|place|track|geom|position)$/.test(name))).toEqual([])
  })

  it('leaves gaps that say nothing, and notes that do', async () => {
    await send(member, id, { type: 'note', text: '餐馆今日停业' })
    const { points, streets, notes } = await gridFor(community)
    expect(points.find(({ code }) => code === HYDRANT.code)).toMatchObject({ seenAt: MONDAY - HOUR / 2 })
    expect(points.find(({ code }) => code === RESTAURANT.code)).toMatchObject({ seenAt: null, means: null })
    expect(streets).toMatchObject([{ name: '昭乌达路', walked: 400 }])
    expect(notes).toMatchObject([{ text: '餐馆今日停业', positions: 'SOUND' }])
  })

  it('is not taken from elsewhere, with a body that is not its own, or of a grid that is not there', async () => {
    const other = randomUUID()
    expect((await send(elsewhere, other, record())).json<{ code: string }>().code).toBe(
      'patrol/not-your-grid',
    )
    const withTrack = { ...record(), track: [[118.9, 42.2]] } as PatrolCommand
    expect((await send(member, other, withTrack)).statusCode).toBe(400)
    const missing = await server.as(operator).inject('/api/patrol/coverage/1504020010019999')
    expect(missing.json<{ code: string }>().code).toBe('patrol/no-grid')
  })

  it('is forgotten by coverage after the period that is asked for', async () => {
    server.clock.set(MONDAY + 10 * 24 * HOUR)
    const of = async (days: number) =>
      (await coverageFor(community, `?days=${days}`)).find(({ grid }) => grid === GRID)
    expect(await of(7)).toMatchObject({ seen: 0, metres: null, patrols: 0 })
    expect(await of(30)).toMatchObject({ seen: 1, patrols: 1 })
    server.clock.set(MONDAY)
  })

  it('keeps its photos', async () => {
    const photo = 'a'.repeat(64)
    const visit = {
      point: idOf(RESTAURANT, 'UNIT'),
      at: MONDAY,
      means: 'PHOTO',
      photo,
      uncertain: false,
    } as const
    await send(member, randomUUID(), record({ visits: [visit] }))
    const kept = await writeAs(server.deps.db, DISTRICT, (tx) =>
      findPatrolPhotos(tx, DISTRICT, [photo, 'b'.repeat(64)]),
    )
    expect([...kept]).toEqual([photo])
  })

  it('can be told again from its facts', async () => {
    const { finding, streams } = await verify(server.deps.db, [anyKind(patrolKind), anyKind(loadKind)])
    expect([finding, streams]).toEqual([null, 4])
  })
})

describe('the map of a grid', () => {
  it('is listed in parts for whoever works in it, and each part is what its hash says', async () => {
    const [pack, ...others] = await packsOf()
    expect(others).toEqual([])
    expect(pack?.grid).toBe(GRID)
    expect(pack?.parts.map(({ key }) => key.split('/')[0])).toEqual(
      expect.arrayContaining(['base', 'grids', 'divisions', 'streets']),
    )
    for (const { hash, bytes } of pack?.parts ?? []) {
      const answer = await partOf(hash)
      const content = gunzipSync(answer.rawPayload)
      expect(createHash('sha256').update(content).digest('hex')).toBe(hash)
      expect(content).toHaveLength(bytes)
    }
  })

  it('holds buildings at the deepest zoom and the streets to walk', async () => {
    const [pack] = await packsOf()
    const deep = pack?.parts.filter(({ key }) => key.startsWith('base/15/')) ?? []
    const layers = await Promise.all(
      deep.map(async ({ hash }) => Object.keys(layersOf(gunzipSync((await partOf(hash)).rawPayload)))),
    )
    expect(layers.flat()).toContain('buildings')
    const { hash = '' } = pack?.parts.find(({ key }) => key === 'streets') ?? {}
    // Gate: what `createAreas` wrote.
    const streets = JSON.parse(gunzipSync((await partOf(hash)).rawPayload).toString()) as readonly Street[]
    expect(streets.map(({ name }) => name)).toEqual(['昭乌达路'])
  })

  it('is of all grids of a community for its operator, whose parts are shared', async () => {
    const packs = await packsOf(community)
    expect(packs.length).toBeGreaterThan(1)
    const hashes = packs.map(({ parts }) => new Set(parts.map(({ hash }) => hash)))
    expect([...(hashes[0] ?? [])].some((hash) => hashes[1]?.has(hash))).toBe(true)
  })

  it('is nobody else’s: neither who works in no grid nor who works elsewhere gets a part', async () => {
    const refused = await server.as(operator).inject('/api/area-packs')
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, 'patrol/no-grids'])
    const [pack] = await packsOf()
    const { hash = '' } = pack?.parts.find(({ key }) => key === 'streets') ?? {}
    const answer = await partOf(hash, elsewhere)
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'patrol/no-part'])
    expect((await partOf('not-a-hash')).statusCode).toBe(400)
    expect((await server.inject('/api/area-packs')).statusCode).toBe(401)
  })

  it('changes only where the map changed: a new road leaves the borders as they were', async () => {
    const before = new Map((await packsOf())[0]?.parts.map(({ key, hash }) => [key, hash]))
    // Gate: JSON of JSON; only the name of its one road differs.
    const pack = JSON.parse(JSON.stringify(smallPack()).replaceAll('昭乌达路', '新路')) as ReturnType<
      typeof smallPack
    >
    const { folder, remove } = await writePack(pack)
    await importPack(server.deps.db, folder, MONDAY)
    await remove()
    expect(await districts.refresh()).toBe(true)
    const after = (await packsOf())[0]?.parts ?? []
    const changed = after.filter(({ key, hash }) => before.get(key) !== hash).map(({ key }) => key)
    expect(changed).toContain('streets')
    expect(changed.filter((key) => /^(grids|divisions)/.test(key))).toEqual([])
    expect(districts.maps(DISTRICT)?.mark).toBeDefined()
  })
})
