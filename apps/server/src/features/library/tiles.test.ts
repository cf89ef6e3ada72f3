import { gunzipSync } from 'node:zlib'
import { smallPack } from '@gezhi/core/districts/pack.testing'
import type { LoadRow } from '@gezhi/core/library/load'
import type { MapLayerName } from '@gezhi/core/library/layers'
import type { Actor } from '@gezhi/core/people/actor'
import { expect, describe, it, vi } from 'vitest'
import { tileAt } from '../../kernel/tile-box.ts'
import { testApp } from '../../testing/app.testing.ts'
import { layersOf } from '../../testing/mvt.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { districtsFeature, importPack } from '../districts/index.ts'
import { createLibraryTiles, libraryFeature } from './index.ts'
import { recordId } from './ids.ts'
import {
  COMMUNITY,
  load,
  loadSmallLibrary,
  member,
  officer,
  OTHER_COMMUNITY,
  row,
} from './library.testing.ts'

const [LON, LAT] = [118.905, 42.205]
const [W, H] = [0.0002, 0.0001]

const house = (serial: number, community: string, floors: number): LoadRow => {
  const [x, y] = [LON - serial / 1000, LAT]
  const ring = [
    [x, y],
    [x + W, y],
    [x + W, y + H],
    [x, y + H],
    [x, y],
  ]
  return row({
    code: `${community}0001${serial}`,
    name: `幸福小区${serial}号楼`,
    community,
    place: { type: 'Polygon', coordinates: [ring] },
    fields: { floorsAbove: floors },
  })
}
const thing = (serial: number, kind: string, lon: number, community = COMMUNITY): LoadRow =>
  row({
    code: `150402011800000${serial}`,
    name: `${kind}${serial}`,
    community,
    place: { type: 'Point', coordinates: [lon, LAT] },
    fields: { class: kind, state: 'GOOD' },
  })

const server = testApp(
  async (deps) => {
    const tiles = createLibraryTiles(deps.db)
    const district = await districtsFeature({ ...deps, buildings: tiles.buildings })
    return [district.feature, libraryFeature({ ...deps, ...district, pack: null, tiles })]
  },
  {
    start: true,
    async seed(deps) {
      const { folder, remove } = await writePack(smallPack())
      await importPack(deps.db, folder, MONDAY)
      await remove()
      await loadSmallLibrary(deps)
      await load(deps, 'COMPONENT', [
        thing(1, '消火栓', LON),
        thing(2, '消火栓', LON + 0.001),
        thing(3, '视频监控杆', LON + 0.002),
        thing(4, '路灯', LON + 0.003),
        thing(5, '消火栓', LON + 0.004, OTHER_COMMUNITY),
      ])
      await load(deps, 'FACILITY', [
        row({
          code: `${COMMUNITY}F0001`,
          name: '第一社区党群服务中心',
          place: { type: 'Point', coordinates: [LON, LAT] },
          fields: { kind: 'SERVICE_HALL' },
        }),
      ])
      const team = (serial: number, community: string) =>
        row({ code: `${DISTRICT}T000${serial}`, name: `服务队${serial}`, community, place: null })
      await load(deps, 'SUPPORT_TEAM', [team(1, COMMUNITY), team(2, COMMUNITY), team(3, OTHER_COMMUNITY)])
    },
  },
)

const addressOf = (path: string, z: number): string => `${path}/${z}/${tileAt(LON, LAT, z).join('/')}`
const ask = (who: Actor, url: string, headers: Record<string, string> = {}) =>
  server.as(who).inject({ url, headers })

async function featuresOf(who: Actor, layer: MapLayerName, z: number) {
  const { rawPayload, statusCode } = await ask(who, addressOf(`/api/library/tiles/${layer}`, z))
  return statusCode === 204 ? [] : (layersOf(gunzipSync(rawPayload))[layer] ?? [])
}
const heights = async (): Promise<unknown[]> => {
  const { rawPayload } = await server.inject(addressOf('/api/tiles/base', 15))
  const { buildings = [] } = layersOf(gunzipSync(rawPayload))
  return buildings.map(({ properties }) => properties)
}

describe('the buildings of the map', () => {
  it('are those of the background until the register has them, then the registered ones, without a name', async () => {
    expect(await heights()).toEqual([{ height: 18 }])
    const before = (await server.inject(addressOf('/api/tiles/base', 15))).headers.etag
    await load(server.deps, 'BUILDING', [house(1, COMMUNITY, 11), house(2, OTHER_COMMUNITY, 4)], {
      name: 'outlines',
    })
    await vi.waitFor(async () => expect(await heights()).toEqual([{ height: 33 }, { height: 12 }]), 10_000)
    const after = (await server.inject(addressOf('/api/tiles/base', 15))).headers.etag
    expect(after).not.toBe(before)
  })

  it('change their height with the next word of a source, in tiles that browsers keep as well', async () => {
    const tile = addressOf('/api/library/tiles/buildings', 16)
    const tag = (await ask(officer, tile)).headers.etag ?? ''
    expect((await ask(officer, tile, { 'if-none-match': tag })).statusCode).toBe(304)
    await load(server.deps, 'BUILDING', [house(1, COMMUNITY, 12)], { asOf: MONDAY + 1, name: 'newer' })
    await vi.waitFor(async () => {
      expect((await ask(officer, tile, { 'if-none-match': tag })).statusCode).toBe(200)
      const found = await featuresOf(officer, 'buildings', 16)
      expect(found[0]?.properties['height']).toBe(36)
    })
    await vi.waitFor(async () => expect((await heights())[0]).toEqual({ height: 36 }))
  })
})

describe('layers of the registers', () => {
  it('part hydrants and cameras from other components, each with its record', async () => {
    const names = async (layer: MapLayerName) =>
      (await featuresOf(officer, layer, 14)).map(({ properties }) => properties['name'])
    expect(await names('hydrants')).toEqual(['消火栓1', '消火栓2', '消火栓5'])
    expect(await names('cameras')).toEqual(['视频监控杆3'])
    expect(await names('components')).toEqual(['路灯4'])
    const [first] = await featuresOf(officer, 'hydrants', 14)
    expect(first?.properties['id']).toBe(recordId(DISTRICT, 'COMPONENT', '1504020118000001'))
  })

  it('gather what lies close together from afar, and say how many', async () => {
    const cells = await featuresOf(officer, 'hydrants', 9)
    expect(cells.map(({ properties }) => [properties['n'], properties['id']])).toEqual([[3, undefined]])
  })

  it('place a team where it is met: the service hall of its community', async () => {
    const stations = await featuresOf(officer, 'teams', 14)
    expect(stations.map(({ properties }) => [properties['name'], properties['n']])).toEqual([
      ['第一社区党群服务中心', 2],
    ])
  })

  it('are found near a point too, teams at their station', async () => {
    const near = (await ask(officer, `/api/library/nearest?lon=${LON}&lat=${LAT}&each=1`)).json<{
      records: { name: string; sort: string | null }[]
    }>()
    const names = new Map(near.records.map(({ sort, name }) => [sort, name]))
    expect([names.get('消火栓'), names.get('视频监控杆')]).toEqual(['消火栓1', '视频监控杆3'])
    expect([names.get('STATION'), names.get('SERVICE_HALL')]).toEqual([
      '第一社区党群服务中心',
      '第一社区党群服务中心',
    ])
  })

  it('show people of a grid what is of their community, and residents nothing', async () => {
    expect(await featuresOf(member, 'hydrants', 14)).toHaveLength(2)
    expect(await featuresOf(member, 'buildings', 16)).toHaveLength(1)
    const resident: Actor = { ...member, post: 'R', role: 'RESIDENT' }
    expect((await ask(resident, addressOf('/api/library/tiles/hydrants', 14))).statusCode).toBe(403)
    expect((await server.inject(addressOf('/api/library/tiles/hydrants', 14))).statusCode).toBe(401)
  })

  it('are empty elsewhere, and refused where there is no such layer', async () => {
    expect((await ask(officer, '/api/library/tiles/hydrants/14/0/0')).statusCode).toBe(204)
    expect((await ask(officer, '/api/library/tiles/hydrants/2/9/9')).statusCode).toBe(204)
    expect((await ask(officer, '/api/library/tiles/houses/14/0/0')).statusCode).toBe(400)
  })

  it('are told to geographic programs as TileJSON', async () => {
    const told = (await ask(officer, '/api/library/tiles/hydrants')).json<{
      tilejson: string
      tiles: string[]
      vector_layers: { id: string }[]
    }>()
    expect(told.tilejson).toBe('3.0.0')
    expect(told.tiles[0]).toMatch(/^http.*\/api\/library\/tiles\/hydrants\/\{z\}\/\{x\}\/\{y\}$/)
    expect(told.vector_layers.map(({ id }) => id)).toEqual(['hydrants'])
  })
})
