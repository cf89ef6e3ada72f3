import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { smallPack } from '@gezhi/core/districts/pack.testing'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../testing/app.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { writePack } from '../districts/districts.testing.ts'
import { districtsFeature, importPack } from '../districts/index.ts'
import { recordId } from './ids.ts'
import { libraryFeature } from './index.ts'
import { BUILDINGS, loadSmallLibrary, member, officer } from './library.testing.ts'
import { intervalOf } from './ogc.routes.ts'

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
    },
  },
)

interface Items {
  readonly numberReturned: number
  readonly features: readonly { readonly id: string; readonly properties: { readonly name: string } }[]
  readonly links: readonly { readonly rel: string; readonly href: string }[]
}
const get = async <T>(path: string, actor = officer): Promise<T> =>
  (await server.as(actor).inject(`/api/ogc${path}`)).json<T>()
const items = (query: string, actor = officer) => get<Items>(`/collections/building/items?${query}`, actor)

describe('OGC API – Features', () => {
  it('says where everything is, and which classes it keeps', async () => {
    const { links } = await get<Items>('')
    expect(links.map(({ rel }) => rel)).toEqual(['self', 'service-desc', 'conformance', 'data'])
    expect(await get('/conformance')).toEqual({
      conformsTo: [
        'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
        'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
      ],
    })
    const { collections } = await get<{ collections: { id: string }[] }>('/collections')
    expect(collections.map(({ id }) => id)).toContain('building')
    expect(collections.map(({ id }) => id)).not.toContain('house')
  })

  it('pages by links until all features were given once', async () => {
    const names: string[] = []
    for (let path: string | undefined = '/collections/building/items?limit=2'; path;) {
      const page: Items = await get<Items>(path)
      names.push(...page.features.map(({ properties }) => properties.name))
      path = page.links.find(({ rel }) => rel === 'next')?.href.replace(/^.*\/api\/ogc/, '')
    }
    expect(names).toEqual(BUILDINGS.map(({ name }) => name))
  })

  it('narrows by box and by time of change, and by what the post may see', async () => {
    expect((await items('bbox=118.9005,42.1,118.9015,42.3')).numberReturned).toBe(1)
    expect((await items('datetime=2031-05-05T00:00:00Z/..')).numberReturned).toBe(3)
    expect((await items('datetime=../2030-01-01T00:00:00Z')).numberReturned).toBe(0)
    expect((await items('', member)).numberReturned).toBe(2)
  })

  it('gives one feature by its id', async () => {
    const id = recordId(DISTRICT, 'BUILDING', BUILDINGS[0]?.code ?? '')
    expect(await get(`/collections/building/items/${id}`)).toMatchObject({
      type: 'Feature',
      id,
      geometry: { type: 'Point', coordinates: [118.901, 42.2] },
      properties: { use: 'RESIDENTIAL', floorsAbove: 6 },
    })
  })

  it('refuses what it does not understand, with 400 and 404', async () => {
    const status = async (path: string) => (await server.as(officer).inject(`/api/ogc${path}`)).statusCode
    for (const query of ['bbox=1,2,3', 'bbox=a,b,c,d', 'datetime=yesterday', 'limit=0', 'colour=red'])
      expect(await status(`/collections/building/items?${query}`), query).toBe(400)
    expect(await status('/collections/person/items')).toBe(404)
    expect((await server.inject('/api/ogc/collections/building/items')).statusCode).toBe(401)
  })

  it('reads intervals', () => {
    const at = Date.parse('2031-05-05T00:00:00Z')
    expect(intervalOf('2031-05-05T00:00:00Z')).toEqual({ from: at, to: at })
    expect(() => intervalOf('2031/2030')).toThrow()
    expect(() => intervalOf('a/b/c')).toThrow()
  })
})

const OGRINFO = '/usr/bin/ogrinfo'
it.skipIf(!existsSync(OGRINFO))('is read by GDAL (skipped where gdal-bin is missing)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gezhi-ogc-'))
  const file = join(folder, 'building.geojson')
  writeFileSync(file, JSON.stringify(await items('limit=10')))
  const { stdout } = await promisify(execFile)(OGRINFO, ['-so', '-al', file])
  rmSync(folder, { recursive: true })
  expect(stdout).toContain('Feature Count: 3')
  expect(stdout).toContain('Geometry: Point')
  expect(stdout).toMatch(/floorsAbove: Integer/)
})
