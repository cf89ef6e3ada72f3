import { gunzipSync } from 'node:zlib'
import { districtApi } from '@gezhi/core/districts/district.api'
import { smallPack, withCell } from '@gezhi/core/districts/pack.testing'
import { systemActor, type Actor } from '@gezhi/core/people/actor'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../testing/app.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from './districts.testing.ts'
import { importPack } from './import.command.ts'
import { districtsFeature, type DistrictsFeature } from './index.ts'
import { layersOf } from '../../testing/mvt.testing.ts'

let feature: DistrictsFeature

async function importNow(db: Parameters<typeof importPack>[0], raw = smallPack()) {
  const { folder, remove } = await writePack(raw)
  await importPack(db, folder, MONDAY)
  await remove()
}

const server = testApp(
  async (deps) => {
    feature = await districtsFeature(deps)
    return [feature.feature]
  },
  { seed: ({ db }) => importNow(db) },
)

const staff: Actor = {
  ...systemActor(DISTRICT, 'S22'),
  post: 'P-S1-D',
  role: 'STREET_DISPATCHER',
  org: '150402001',
}
const [LON, LAT] = [118.9, 42.2]

describe('reference data of the district', () => {
  it('answers the organisations that are active', async () => {
    const body = (await server.inject(districtApi.organisations.url)).json<{ organisations: object[] }>()
    expect(body.organisations).toHaveLength(8)
    expect(body.organisations[1]).toEqual({
      code: '150402001',
      kind: 'STREET',
      name: '西屯街道办事处',
      shortName: '西屯街道',
      parent: '150402',
    })
  })

  it('answers the catalogue with pinyin for search', async () => {
    const body = (await server.inject(districtApi.catalogue.url)).json<{ items: object[] }>()
    expect(body.items[0]).toMatchObject({
      code: 'W01001',
      pinyin: 'baolulajichengdui',
      initials: 'blljcd',
      leadDepartmentName: '城管执法局',
    })
  })

  it('answers 304 to a browser that has this version', async () => {
    const first = await server.inject(districtApi.catalogue.url)
    const tag = String(first.headers.etag)
    const again = await server.inject({ url: districtApi.catalogue.url, headers: { 'if-none-match': tag } })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const other = await server.inject({
      url: districtApi.catalogue.url,
      headers: { 'if-none-match': 'W/"x"' },
    })
    expect(other.statusCode).toBe(200)
  })

  it('answers grids with their boxes', async () => {
    const { grids } = (await server.inject(districtApi.grids.url)).json<{ grids: object[] }>()
    expect(grids).toHaveLength(8)
    expect(grids[1]).toMatchObject({ code: '1504020010011002', bounds: [118.91, 42.2, 118.92, 42.21] })
  })

  it('says where a point lies, and the exclusive grid first', async () => {
    const at = async (x: number, y: number) =>
      (await server.inject(`/api/locate?lon=${LON + x / 100}&lat=${LAT + y / 100}`)).json<object>()
    expect(await at(0.5, 2.5)).toEqual({
      inside: true,
      grid: '1504020010021001',
      gridName: '第4网格',
      community: '150402001002',
      communityName: '乙社区',
      street: '150402001',
      streetName: '西屯街道',
    })
    expect(await at(2.7, 1.2)).toMatchObject({ grid: '1504020020012001' })
    expect(await at(9, 9)).toEqual({
      inside: false,
      grid: null,
      gridName: null,
      community: null,
      communityName: null,
      street: null,
      streetName: null,
    })
  })

  it('names the people of an organisation to staff only, and only those in office', async () => {
    const url = '/api/organisations/150402001/posts'
    expect((await server.inject(url)).statusCode).toBe(401)
    const resident: Actor = { ...staff, role: 'RESIDENT' }
    expect((await server.as(resident).inject(url)).json()).toMatchObject({ code: 'district/staff-only' })
    expect((await server.as(staff).inject(url)).json()).toEqual({
      posts: [{ code: 'P-S1-D', role: 'STREET_DISPATCHER', personName: '张S20' }],
    })
    // Its only post ended in 2025, and the clock says 2031.
    expect((await server.as(staff).inject('/api/organisations/150402/posts')).json()).toEqual({ posts: [] })
    expect((await server.as(staff).inject('/api/organisations/999/posts')).json()).toMatchObject({
      code: 'district/organisation-unknown',
    })
  })
})

describe('vector tiles', () => {
  const tile = async (layer: string, z: number) => {
    const n = 2 ** z
    const rad = ((LAT + 0.005) * Math.PI) / 180
    const x = Math.floor(((LON + 0.005 + 180) / 360) * n)
    const y = Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * n)
    const answer = await server.inject(`/api/tiles/${layer}/${z}/${x}/${y}`)
    expect(answer.headers['content-encoding']).toBe('gzip')
    return layersOf(gunzipSync(answer.rawPayload))
  }

  it('carry the layers that the map style names', async () => {
    expect(Object.keys(await tile('divisions', 10)).sort()).toEqual([
      'communities',
      'community_labels',
      'street_labels',
      'streets',
    ])
    expect(Object.keys(await tile('base', 10)).sort()).toEqual(['roads', 'water'])
    expect(Object.keys(await tile('base', 14))).toContain('buildings')
  })

  it('carry grids under their codes as ids', async () => {
    const { grids = [] } = await tile('grids', 10)
    expect(grids.find(({ id }) => id === 1504020010011001)?.properties).toEqual({
      code: '1504020010011001',
      kind: 'BASIC',
      name: '第1网格',
      community: '150402001001',
      street: '150402001',
    })
    expect(grids).toHaveLength(8)
  })

  it('give a building its height by floors', async () => {
    const { buildings = [] } = await tile('base', 15)
    expect(buildings.map(({ properties }) => properties)).toEqual([{ height: 18 }])
  })

  it('are empty elsewhere, and stay for ever under a version', async () => {
    expect((await server.inject('/api/tiles/grids/10/0/0')).statusCode).toBe(204)
    const kept = await server.inject('/api/tiles/grids/10/0/0?v=3')
    expect(kept.headers['cache-control']).toContain('immutable')
    expect((await server.inject('/api/tiles/secrets/1/0/0')).statusCode).toBe(400)
  })
})

describe('the register in memory', () => {
  it('knows who holds a post by the clock, and names whoever held it', () => {
    const book = feature.districts(DISTRICT)
    expect(book.postOrg('P-S1-D')).toBe('150402001')
    expect([book.postOrg('P-Q-O'), book.postName('P-Q-O')]).toEqual([undefined, '张S22'])
    expect([book.postOrg('P-X'), book.postName('P-X')]).toEqual([undefined, undefined])
    expect([book.name, book.numberPrefix, feature.homeDistrict()]).toEqual(['红山区', 'HS', DISTRICT])
  })

  it('does not know a district that was never imported', () => {
    expect(() => feature.districts(110101)).toThrow(/not loaded/)
  })

  it('sees a post that somebody was given by hand', async () => {
    await sql`insert into post (district, code, person, role, org, valid_from)
      values (${DISTRICT}, 'P-NEW', 'S22', 'DISTRICT_OPERATOR', '150402', '2030-01-01')`.execute(
      server.deps.db,
    )
    await feature.refresh()
    expect(feature.districts(DISTRICT).postName('P-NEW')).toBe('张S22')
    expect(await feature.refresh()).toBe(false)
  })

  it('changes with an import and gets a new tag; a retired grid is still named, but nothing lies in it', async () => {
    const before = (await server.inject(districtApi.grids.url)).headers.etag
    const raw = smallPack()
    const gone = '1504020020012001'
    const without = (codes: typeof raw.posts) => ({
      ...codes,
      rows: codes.rows.filter(({ cells }) => cells['code'] !== gone && cells['grids'] !== gone),
    })
    const polygons = { ...raw.polygons, value: structuredClone(raw.polygons.value) as { features: object[] } }
    polygons.value.features.pop()
    await importNow(server.deps.db, {
      ...withCell(raw, 'staff', 2, 'name', '王一'),
      grids: without(raw.grids),
      posts: without(raw.posts),
      polygons,
    })
    await feature.refresh()
    const book = feature.districts(DISTRICT)
    expect(book.rules.locate([LON + 0.027, LAT + 0.012])?.grid).toBe('1504020020011001')
    expect(book.rules.grid(gone)?.name).toBe('第8网格')
    expect(book.postName('P-LEAD-A')).toBe('王一')
    const after = await server.inject(districtApi.grids.url)
    expect(after.json<{ grids: object[] }>().grids).toHaveLength(7)
    expect(after.headers.etag).not.toBe(before)
  })
})
