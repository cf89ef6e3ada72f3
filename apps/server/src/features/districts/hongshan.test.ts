// The pack of Hongshan as it lies in the project: its figures, its import, its places and the weight of its tiles.
import { fileURLToPath } from 'node:url'
import { covers, boundsOf, type LonLat } from '@gezhi/core/kernel/geo'
import type { Pack } from '@gezhi/core/districts/register'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DistrictBook } from '../../kernel/district.ts'
import { testDatabase } from '../../testing/database.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/parts.testing.ts'
import { createBook, loadPackRulebook } from './book.ts'
import { findBaseTexts, getDistrict } from './district.store.ts'
import { savePack, type Imported } from './import.store.ts'
import { readPackFolder } from './pack.read.ts'
import { createTiles, type TileLayer } from './tiles.ts'

const FOLDER = fileURLToPath(new URL('../../../../../districts/hongshan/', import.meta.url))
const database = testDatabase()
let pack: Pack
let book: DistrictBook
let first: Imported
let seconds: number

beforeAll(async () => {
  const result = await readPackFolder(FOLDER)
  if (!result.ok) throw new Error(JSON.stringify(result.errors.slice(0, 10)))
  pack = result.pack
  book = createBook(pack, () => MONDAY)
  // Processor time of all threads, the embedded database included: a busy machine does not change it.
  const start = process.cpuUsage()
  first = await savePack(database.db, pack, MONDAY)
  const { user, system } = process.cpuUsage(start)
  seconds = (user + system) / 1e6
})

const holders = (role: string) =>
  new Set(pack.posts.filter((post) => post.role === role).map(({ staff }) => staff)).size
const count = (kind: string) => pack.organisations.filter((one) => one.kind === kind).length

describe('the pack of Hongshan', () => {
  it('has the figures of the district', () => {
    expect({
      streets: count('STREET'),
      communities: count('COMMUNITY'),
      grids: pack.grids.length,
      basic: pack.grids.filter(({ kind }) => kind === 'BASIC').length,
      exclusive: pack.grids.filter(({ kind }) => kind === 'EXCLUSIVE').length,
      leaders: holders('GRID_LEADER'),
      members: holders('GRID_MEMBER'),
      teams: pack.teams.length,
      people: pack.teams.reduce((sum, { people }) => sum + people, 0),
      items: pack.catalogue.length,
      categories: new Set(pack.catalogue.map(({ category }) => category)).size,
      services: pack.services.length,
      atHome: pack.services.filter(({ atHome }) => atHome).length,
      systems: pack.systems.length,
      safetyFields: new Set(pack.checks.map(({ field }) => field)).size,
      mediation: count('MEDIATION'),
    }).toEqual({
      streets: 15,
      communities: 91,
      grids: 601,
      basic: 417,
      exclusive: 184,
      leaders: 463,
      members: 748,
      teams: 842,
      people: 7200,
      items: 534,
      categories: 14,
      services: 112,
      atHome: 109,
      systems: 48,
      safetyFields: 15,
      mediation: 8,
    })
  })

  it('puts every point of a community into exactly one of its basic grids', () => {
    const communities = pack.divisions.filter(({ level }) => level === 'COMMUNITY')
    const basic = Map.groupBy(
      pack.grids.filter(({ kind }) => kind === 'BASIC'),
      ({ community }) => community,
    )
    // Without bias: small numbers would all lie in the corner of the box, outside the community.
    const share = fc.noBias(fc.nat(1_000_000)).map((millionths) => millionths / 1_000_000)
    fc.assert(
      fc.property(fc.nat(communities.length - 1), share, share, (index, x, y) => {
        const { code, outline } = communities[index] ?? { code: '', outline: [] }
        const [polygon] = outline.map((coordinates) => ({ type: 'Polygon', coordinates }) as const)
        if (!polygon) throw new Error(`${code} has no outline`)
        const [west, south, east, north] = boundsOf(polygon)
        const point: LonLat = [west + (east - west) * x, south + (north - south) * y]
        fc.pre(covers(polygon, point))
        expect((basic.get(code) ?? []).filter((grid) => covers(grid.polygon, point))).toHaveLength(1)
        expect(book.rules.locate(point)?.community).toBe(code)
      }),
      { numRuns: 2000 },
    )
  })

  it('finds every building in a grid', () => {
    expect(pack.buildings.filter(({ lon, lat }) => !book.rules.locate([lon, lat]))).toEqual([])
  })

  it('is read as a rulebook without a database', async () => {
    const { rules, numberPrefix, postOrg } = await loadPackRulebook(FOLDER, () => MONDAY)
    expect([rules.district, numberPrefix, rules.limits.URGENT.intake.ms]).toEqual([DISTRICT, 'HS', 300_000])
    expect(postOrg('P-150402-ADMIN-1')).toBe('150402')
  })
})

describe('the pack of Hongshan in the database', () => {
  it('is imported within ten seconds of a processor', () => {
    expect(first.counts['grid']).toEqual({ added: 601, changed: 0, retired: 0 })
    expect(seconds).toBeLessThan(10)
  })

  it('is not written a second time', async () => {
    const again = await savePack(database.db, pack, MONDAY)
    expect(again).toEqual({ ...first, counts: {} })
  })

  it('comes back as it was', async () => {
    const stored = await getDistrict(database.db, DISTRICT)
    const byCode = <T extends { readonly code: string }>(rows: readonly T[]) =>
      [...rows].sort((a, b) => (a.code < b.code ? -1 : 1))
    expect(stored.settings).toEqual(pack.settings)
    expect(stored.limits).toEqual(pack.limits)
    expect(stored.grids).toEqual(byCode(pack.grids))
    expect(byCode(stored.posts)).toEqual(byCode(pack.posts))
    expect(byCode(stored.organisations)).toEqual(byCode(pack.organisations))
    expect(byCode(stored.catalogue)).toEqual(byCode(pack.catalogue))
    expect(byCode(stored.divisions)).toEqual(byCode(pack.divisions))
  })

  it('says the same of a point in SQL', async () => {
    const points = pack.buildings.filter((_, index) => index % 50 === 0).map(({ lon, lat }) => ({ lon, lat }))
    const { rows } = await sql<{ lon: number; lat: number; grid: string }>`
      select lon, lat, (select code from grid where district = ${DISTRICT}
        and st_covers(polygon, st_setsrid(st_makepoint(lon, lat), 4326)) order by kind desc, code limit 1) as grid
      from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as p(lon float8, lat float8)`.execute(
      database.db,
    )
    expect(rows).toHaveLength(points.length)
    for (const { lon, lat, grid } of rows) expect(book.rules.locate([lon, lat])?.grid).toBe(grid)
  })

  it('has no tile above 150 kB', async () => {
    const register = await getDistrict(database.db, DISTRICT)
    const tiles = createTiles(register, {
      base: () => findBaseTexts(database.db, DISTRICT),
      drawn: async () => 0,
    })
    const weights: Record<TileLayer, number> = { divisions: 0, grids: 0, base: 0 }
    const frame = register.grids.map(({ polygon }) => boundsOf(polygon))
    const [west, north] = [Math.min(...frame.map(([w]) => w)), Math.max(...frame.map(([, , , n]) => n))]
    const [east, south] = [Math.max(...frame.map(([, , e]) => e)), Math.min(...frame.map(([, s]) => s))]
    for (let z = 8; z <= 15; z++) {
      const n = 2 ** z
      const column = (lon: number) => Math.floor(((lon + 180) / 360) * n)
      const row = (lat: number) =>
        Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * n)
      for (let x = column(west); x <= column(east); x++)
        for (let y = row(north); y <= row(south); y++)
          for (const layer of ['divisions', 'grids', 'base'] as const)
            weights[layer] = Math.max(weights[layer], (await tiles.get(layer, z, x, y))?.length ?? 0)
    }
    for (const weight of Object.values(weights)) {
      expect(weight).toBeGreaterThan(1_000)
      expect(weight).toBeLessThan(150_000)
    }
    tiles.close()
  })
})
