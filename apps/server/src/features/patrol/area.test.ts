import { smallPack } from '@gezhi/core/districts/pack.testing'
import type { AreaPack } from '@gezhi/core/patrol/area-pack.api'
import type { Street } from '@gezhi/core/patrol/streets'
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../testing/app.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { districtsFeature, importPack, type DistrictsFeature } from '../districts/index.ts'
import { layersOf } from '../districts/mvt.testing.ts'
import { patrolFeature } from './index.ts'
import { community, elsewhere, GRID, member, operator } from './patrol.testing.ts'

let districts: DistrictsFeature
const server = testApp(
  async (deps) => {
    districts = await districtsFeature(deps)
    return [districts.feature, patrolFeature({ ...deps, ...districts })]
  },
  {
    async seed({ db }) {
      const { folder, remove } = await writePack(smallPack())
      await importPack(db, folder, MONDAY)
      await remove()
    },
  },
)

const packsOf = async (actor = member): Promise<readonly AreaPack[]> => {
  const answer = await server.as(actor).inject('/api/area-packs')
  expect(answer.statusCode).toBe(200)
  return answer.json<{ packs: readonly AreaPack[] }>().packs
}
const partOf = (hash: string, actor = member) => server.as(actor).inject(`/api/area-packs/parts/${hash}`)

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
