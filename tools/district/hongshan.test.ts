/** The pack that the product ships: complete, sound, as large as the district it stands for, and made by the generator. */
import { readFile } from 'node:fs/promises'
import { createRulebook } from '@gezhi/core/districts/rulebook'
import type { Pack } from '@gezhi/core/districts/register'
import { boundsOf, covers, distanceM, type LonLat } from '@gezhi/core/kernel/geo'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readPackFolder } from '../../apps/server/src/features/districts/pack.read.ts'
import { packFiles } from './pack.ts'

const FOLDER = new URL('../../districts/hongshan/', import.meta.url)
let pack: Pack

beforeAll(async () => {
  const result = await readPackFolder(FOLDER.pathname)
  if (!result.ok) throw new Error(result.errors.map(({ file, row, en }) => `${file} ${row} ${en}`).join('\n'))
  pack = result.pack
})

const countBy = <T>(list: readonly T[], key: (one: T) => string) =>
  Object.fromEntries([...Map.groupBy(list, key)].map(([name, own]) => [name, own.length]))

it('is byte for byte what the generator writes', { timeout: 120_000 }, async () => {
  for (const [name, text] of Object.entries(packFiles()))
    expect((await readFile(new URL(name, FOLDER), 'utf8')) === text, name).toBe(true)
})

describe('the figures of the district', () => {
  it('has 15 streets, 91 communities, 26 departments and 8 mediation organisations', () => {
    expect(countBy(pack.organisations, ({ kind }) => kind)).toEqual({
      DISTRICT: 1,
      GOVERNMENT: 1,
      STREET: 15,
      COMMUNITY: 91,
      DEPARTMENT: 26,
      MEDIATION: 8,
      COURT: 1,
      PROPERTY: 8,
    })
  })

  it('has 601 grids: 417 basic and 184 exclusive', () => {
    expect(countBy(pack.grids, ({ kind }) => kind)).toEqual({ BASIC: 417, EXCLUSIVE: 184 })
  })

  it('has basic grids of 300 to 500 households or about a thousand people', () => {
    const sizes = pack.grids.filter(({ kind }) => kind === 'BASIC')
    expect(sizes.filter(({ households }) => households < 300 || households > 500)).toEqual([])
    expect(sizes.filter(({ population }) => population < 600 || population > 1_400)).toEqual([])
  })

  it('has 463 grid leaders with one to three grids and 748 grid members', () => {
    const leaders = pack.posts.filter(({ role }) => role === 'GRID_LEADER')
    expect(new Set(leaders.map(({ staff }) => staff)).size).toBe(463)
    expect(new Set(leaders.map(({ grids }) => grids.length))).toEqual(new Set([1, 2, 3]))
    expect(new Set(leaders.flatMap(({ grids }) => grids)).size).toBe(601)
    const members = pack.posts.filter(({ role }) => role === 'GRID_MEMBER')
    expect(new Set(members.map(({ staff }) => staff)).size).toBe(748)
  })

  it('has 842 service teams with 7,200 people, at least one for each grid', () => {
    expect(pack.teams).toHaveLength(842)
    expect(pack.teams.reduce((sum, { people }) => sum + people, 0)).toBe(7_200)
    expect(new Set(pack.teams.flatMap(({ grids }) => grids)).size).toBe(601)
  })

  it('has 159 grid party branches and 463 groups, named as units', async () => {
    const [, ...lines] = (await readFile(new URL('party.csv', FOLDER), 'utf8')).trim().split('\n')
    expect(countBy(lines, (line) => line.split(',')[1] ?? '')).toEqual({ BRANCH: 159, GROUP: 463 })
  })

  it('has 534 items in 14 categories: 116 urgent, 194 important, 224 general', () => {
    expect(new Set(pack.catalogue.map(({ category }) => category)).size).toBe(14)
    expect(countBy(pack.catalogue, ({ urgency }) => urgency)).toEqual({
      URGENT: 116,
      IMPORTANT: 194,
      GENERAL: 224,
    })
  })

  it('has 112 services in 10 categories, 109 of them at home', () => {
    expect(pack.services).toHaveLength(112)
    expect(new Set(pack.services.map(({ category }) => category)).size).toBe(10)
    expect(pack.services.filter(({ atHome }) => atHome)).toHaveLength(109)
  })

  it('has 48 systems of 14 departments, 100 classes of components and 63 of events', () => {
    expect(pack.systems).toHaveLength(48)
    expect(new Set(pack.systems.map(({ department }) => department)).size).toBe(14)
    expect(countBy(pack.classes, ({ kind }) => kind)).toEqual({ COMPONENT: 100, EVENT: 63 })
  })

  it('names the two pilots of the seed: an urban community and a village', () => {
    const names = pack.organisations.map(({ code, name }) => `${code} ${name}`)
    expect(names).toContain('150402010003 红山郡社区委员会')
    expect(names).toContain('150402100204 东南营子村委会')
  })
})

describe('people', () => {
  const ROLES_OF = {
    STREET: ['STREET_DISPATCHER', 'STREET_HANDLER', 'STREET_LEADER'],
    COMMUNITY: ['COMMUNITY_OPERATOR', 'GRID_LEADER', 'GRID_MEMBER'],
    DEPARTMENT: ['DEPT_DISPATCHER', 'DEPT_HANDLER', 'DEPT_LEADER'],
  } as const

  it('stand in every street, community and department, in every role that works there', () => {
    const posts = new Set(pack.posts.map(({ org, role }) => `${org} ${role}`))
    const missing = pack.organisations.flatMap(({ code, kind }) =>
      (kind in ROLES_OF ? ROLES_OF[kind as keyof typeof ROLES_OF] : []).filter(
        (role) => !posts.has(`${code} ${role}`),
      ),
    )
    expect(missing).toEqual([])
  })

  it('hold two posts in some communities: operator and grid leader', () => {
    const twice = [...Map.groupBy(pack.posts, ({ staff }) => staff).values()].filter(
      ({ length }) => length > 1,
    )
    expect(twice.length).toBeGreaterThan(20)
    for (const posts of twice)
      expect(posts.map(({ role }) => role).sort()).toEqual(['COMMUNITY_OPERATOR', 'GRID_LEADER'])
  })

  it('have the whistle right delegated for a term only', () => {
    const delegated = pack.posts.filter(({ delegations }) => delegations.includes('WHISTLE'))
    expect(delegated.map(({ role }) => role)).toEqual(['STREET_DISPATCHER', 'STREET_DISPATCHER'])
    expect(delegated.every(({ to }) => to !== null)).toBe(true)
  })

  it('never oversee or lead and keep the logs at once', () => {
    const kept = pack.posts.filter(({ role }) => ['AUDITOR', 'DPO', 'ADMIN'].includes(role))
    expect(new Set(kept.map(({ staff }) => staff)).size).toBe(3)
  })
})

describe('the territory', () => {
  const cities = () => pack.grids.map(({ polygon }) => boundsOf(polygon))

  it('lies around the town centre of Hongshan', () => {
    const [west, south] = [Math.min(...cities().map(([w]) => w)), Math.min(...cities().map(([, s]) => s))]
    const [east, north] = [Math.max(...cities().map(([, , e]) => e)), Math.max(...cities().map((b) => b[3]))]
    const [lon, lat] = pack.settings.centre
    expect(lon > west && lon < east && lat > south && lat < north).toBe(true)
    expect(distanceM([west, south], [east, north])).toBeLessThan(45_000)
  })

  it('has every point of a community in exactly one of its basic grids', () => {
    const basic = pack.grids.filter(({ kind }) => kind === 'BASIC')
    const boxes = basic.map((grid) => ({ grid, box: boundsOf(grid.polygon) }))
    const { locate } = createRulebook({ ...pack, grids: basic })
    const communities = pack.divisions.filter(({ level }) => level === 'COMMUNITY')
    // Doubles of fast-check crowd around zero; shares in millionths are even.
    const share = fc.nat(1_000_000).map((millionths) => millionths / 1_000_000)
    fc.assert(
      fc.property(fc.nat(communities.length - 1), share, share, (index, x, y) => {
        const division = communities[index]
        const outline = { type: 'Polygon' as const, coordinates: division?.outline[0] ?? [] }
        const [west, south, east, north] = boundsOf(outline)
        const point: LonLat = [west + x * (east - west), south + y * (north - south)]
        fc.pre(covers(outline, point))
        const near = boxes.filter(
          ({ box }) => point[0] >= box[0] && point[0] <= box[2] && point[1] >= box[1] && point[1] <= box[3],
        )
        const holding = near.filter(({ grid }) => covers(grid.polygon, point)).map(({ grid }) => grid.code)
        return (
          holding.length === 1 &&
          locate(point)?.grid === holding[0] &&
          locate(point)?.community === division?.code
        )
      }),
      { numRuns: 2_000 },
    )
  })

  it('numbers the grids of a community from north to south', () => {
    const latitude = (grids: Pack['grids']) =>
      grids.reduce((sum, { polygon }) => sum + (boundsOf(polygon)[1] + boundsOf(polygon)[3]) / 2, 0) /
      grids.length
    for (const { code } of pack.organisations.filter(({ kind }) => kind === 'COMMUNITY')) {
      const own = pack.grids.filter((grid) => grid.community === code && grid.kind === 'BASIC')
      const row = Math.ceil(Math.sqrt(own.length))
      expect(latitude(own.slice(0, row)), code).toBeGreaterThan(latitude(own.slice(row)))
    }
  })

  it('has some 20,000 buildings, each in a grid and none across its edges', () => {
    expect(pack.buildings.length).toBeGreaterThan(20_000)
    const { locate, grid } = createRulebook({
      ...pack,
      grids: pack.grids.filter(({ kind }) => kind === 'BASIC'),
    })
    for (const { lon, lat, widthM, depthM, angleDeg } of pack.buildings) {
      const angle = (angleDeg * Math.PI) / 180
      const home = locate([lon, lat])
      const polygon = grid(home?.grid ?? '')?.polygon
      for (const [u, v] of [
        [1, 1],
        [1, -1],
        [-1, 1],
        [-1, -1],
      ] as const) {
        const [x, y] = [(u * widthM) / 2, (v * depthM) / 2]
        const east = x * Math.cos(angle) - y * Math.sin(angle)
        const north = x * Math.sin(angle) + y * Math.cos(angle)
        const corner: LonLat = [lon + east / 82_392, lat + north / 111_320]
        expect(polygon && covers(polygon, corner)).toBe(true)
      }
    }
  })

  it('stays small enough to be read and diffed', async () => {
    const polygons = await readFile(new URL('grids.geojson', FOLDER))
    expect(polygons.length).toBeLessThan(900_000)
  })
})

describe('the catalogue', () => {
  const item = (name: string) => pack.catalogue.find((one) => one.name === name)

  it('lets grid members settle at least 40 simple matters on the spot, all of them general', () => {
    const own = pack.catalogue.filter(({ selfHandle }) => selfHandle)
    expect(own.length).toBeGreaterThanOrEqual(40)
    expect(own.filter(({ urgency, departmentOnly }) => urgency !== 'GENERAL' || departmentOnly)).toEqual([])
  })

  it('makes a whistle for urgent matters an emergency, and only for them', () => {
    for (const { urgency, whistleType } of pack.catalogue)
      expect(whistleType === 'EMERGENCY').toBe(urgency === 'URGENT')
  })

  it('splits down only what is general and not reserved to a department', () => {
    for (const { delegable, urgency, departmentOnly } of pack.catalogue)
      expect(delegable).toBe(urgency === 'GENERAL' && !departmentOnly)
  })

  it('never waits for a photograph when something is urgent or somebody must be protected', () => {
    const wrong = pack.catalogue.filter(
      ({ photoRequired, urgency, sensitivePerson }) =>
        photoRequired && (urgency === 'URGENT' || sensitivePerson),
    )
    expect(wrong).toEqual([])
  })

  it('hides violence at home, self-harm and minors', () => {
    for (const name of ['家庭暴力正在发生', '自伤自杀危机干预', '校园欺凌线索', '留守儿童监护缺失'])
      expect(item(name)?.sensitivePerson, name).toBe(true)
  })

  it('gives the number to call where a life is at stake', () => {
    expect(item('初起火情')?.emergencyNumber).toBe('119')
    expect(item('突发急病需急救')?.emergencyNumber).toBe('120')
    expect(item('打架斗殴正在发生')?.emergencyNumber).toBe('110')
    expect(item('交通事故堵塞道路')?.emergencyNumber).toBe('122')
  })

  it('says when each item is accepted and closed, with no blank left to fill', () => {
    for (const { name, acceptCondition, closeCondition } of pack.catalogue)
      for (const condition of [acceptCondition, closeCondition]) {
        expect(condition.length, name).toBeGreaterThan(12)
        expect(condition, name).not.toMatch(/[{}]/)
      }
  })

  it('merges what can be the same matter: a lost cover and a rattling one, not a cover and a lamp', () => {
    expect(item('井盖丢失')?.family).toBe(item('井盖破损松动异响')?.family)
    expect(item('井盖丢失')?.family).not.toBe(item('单灯不亮')?.family)
  })

  it('never names the lead again among those who join in', () => {
    expect(pack.catalogue.filter((one) => one.coDepartments.includes(one.leadDepartment))).toEqual([])
  })
})

describe('the calendar', () => {
  it('knows that national day rests and that a make-up Saturday works', () => {
    const kinds = new Map(pack.calendar.map(({ date, kind }) => [date, kind]))
    expect(kinds.get('2026-10-01')).toBe('REST')
    expect(kinds.get('2026-02-14')).toBe('WORK')
    expect(new Set(pack.calendar.map(({ date }) => date.slice(0, 4)))).toEqual(
      new Set(['2024', '2025', '2026']),
    )
  })
})
