import { smallPack } from '@gezhi/core/districts/pack.testing'
import type { Static } from 'typebox'
import type { placeApi } from '@gezhi/core/library/place.api'
import type { Actor } from '@gezhi/core/people/actor'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../testing/app.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { districtsFeature, importPack } from '../districts/index.ts'
import { recordId } from './ids.ts'
import { libraryFeature } from './index.ts'
import {
  BUILDINGS,
  COMMUNITY,
  load,
  loadSmallLibrary,
  member,
  officer,
  row,
  SHOP,
} from './library.testing.ts'

type Houses = Static<(typeof placeApi.houses.schema.response)[200]>
type Nearest = Static<(typeof placeApi.nearest.schema.response)[200]>
type Inside = Static<(typeof placeApi.inside.schema.response)[200]>

const hydrant = (serial: number, lon: number) =>
  row({
    code: `150402011800000${serial}`,
    name: `消火栓${serial}`,
    place: { type: 'Point', coordinates: [lon, 42.2] },
    fields: { class: '消火栓', state: 'GOOD' },
  })

const server = testApp(
  async (deps) => {
    const district = await districtsFeature(deps)
    return [district.feature, libraryFeature({ ...deps, ...district, pack: null })]
  },
  {
    async seed(deps) {
      const { folder, remove } = await writePack(smallPack())
      await importPack(deps.db, folder, MONDAY)
      await remove()
      await loadSmallLibrary(deps)
      await load(
        deps,
        'COMPONENT',
        [1, 2, 3, 4].map((n) => hydrant(n, 118.9 + n / 1000)),
      )
    },
  },
)

const ask = (actor: Actor, url: string) => server.as(actor).inject(`/api/library/${url}`)
const building = (index: number) => recordId(DISTRICT, 'BUILDING', BUILDINGS[index]?.code ?? '')

describe('the sheet of a building', () => {
  it('has every flat with its staircase and floor, and names nobody', async () => {
    const { houses } = (await ask(member, `buildings/${building(0)}/houses`)).json<Houses>()
    expect(houses).toHaveLength(24)
    expect(houses.filter(({ floor }) => floor === 6).map(({ room }) => room)).toEqual([
      '601',
      '602',
      '601',
      '602',
    ])
    expect(new Set(houses.map(({ unit }) => unit))).toEqual(new Set(['1', '2']))
  })

  it('is there for buildings only, and for those who may see them', async () => {
    const shop = await ask(officer, `buildings/${recordId(DISTRICT, 'UNIT', SHOP.code)}/houses`)
    expect(shop.statusCode).toBe(404)
    expect((await ask(member, `buildings/${building(2)}/houses`)).statusCode).toBe(404)
  })
})

describe('what lies around', () => {
  it('is told nearest first, so many of each sort', async () => {
    const { records } = (await ask(officer, 'nearest?lon=118.9022&lat=42.2&each=2')).json<Nearest>()
    const hydrants = records.filter(({ sort }) => sort === '消火栓')
    expect(hydrants.map(({ name }) => name)).toEqual(['消火栓2', '消火栓3'])
    expect(hydrants[0]?.distanceM).toBeCloseTo(16.5, 0)
  })

  it('tells the building under a click', async () => {
    const { records } = (
      await ask(officer, 'nearest?lon=118.90101&lat=42.2&register=BUILDING&each=1')
    ).json<Nearest>()
    expect(records.map(({ id }) => id)).toEqual([building(0)])
  })

  it('is counted by register in a polygon, without what lies in its box only', async () => {
    // A triangle whose box holds three buildings and three hydrants; the third of each lies beyond its long side.
    const area = '118.8995,42.1995 118.9035,42.1995 118.8995,42.2015'
    const found = (await ask(officer, `inside?area=${encodeURIComponent(area)}`)).json<Inside>()
    expect(found.counts).toEqual([
      { register: 'BUILDING', records: 2 },
      { register: 'COMPONENT', records: 2 },
    ])
    expect(found.more).toBe(false)
  })

  it('shows people on the spot their own community, and refuses what is no area', async () => {
    const area = encodeURIComponent('118.89,42.19 118.92,42.19 118.92,42.21 118.89,42.21')
    const { records } = (await ask(member, `inside?area=${area}`)).json<Inside>()
    expect(records.length).toBeGreaterThan(0)
    expect(records.every(({ community }) => community === COMMUNITY)).toBe(true)
    expect((await ask(officer, 'inside?area=118.9,42.2')).statusCode).toBe(400)
  })
})
