/** The registers of the library: buildings with their flats, addresses, and what stands in and between them. */
import { buildingCode } from '../../packages/core/src/library/codes.ts'
import type { Building } from './building.ts'
import { csv } from './csv.ts'
import type { GridRow } from './grids.ts'
import type { Road } from './lines.ts'
import { facilities, factories, firms, schools, shops, type Estate } from './library.places.ts'
import { components } from './library.components.ts'
import { distance, distanceToSegment, toLonLat, type Point } from './plane.ts'
import { chanceOf } from './random.ts'
import { quarterOf } from './settle.ts'
import type { TeamRow } from './teams.ts'

const FIRST =
  '阳光 万达 锦绣 金地 富邦 松州 玉龙 天润 和平 兴安 紫金 丽水 碧水 华府 宝地 长青 明珠 新城 盛世 安泰 福泽 向阳 春晖 文苑 育才 翠园 银河 广厦 祥瑞 康宁'.split(
    ' ',
  )
const OLD_SECOND = '小区 家属院 里 新村 住宅区 楼区'.split(' ')
const NEW_SECOND = '家园 花园 嘉园 名苑 首府 华庭 公馆 园'.split(' ')

/** Road beside the heart of a grid; far from every road the grid's own name stands in. */
function roadNear(at: Point, roads: readonly Road[]): string {
  let [best, least] = ['', Infinity]
  for (const { name, line } of roads)
    for (let index = 1; index < line.length; index++) {
      const [a, b] = [line[index - 1], line[index]]
      if (!a || !b || !name || distance(a, at) > 3_000) continue
      const away = distanceToSegment(at, a, b)
      if (away < least) [best, least] = [name, away]
    }
  return best
}

/** One estate a basic grid, the only one of its name in its street. */
export function estates(grids: readonly GridRow[], roads: readonly Road[]): ReadonlyMap<string, Estate> {
  const chance = chanceOf('estates')
  const taken = new Set<string>()
  return new Map(
    grids.map((grid): [string, Estate] => {
      const second = quarterOf(grid) === 'NEW' ? NEW_SECOND : OLD_SECOND
      const village = grid.community.shortName.replace(/(社区|村)$/, '')
      let name = ''
      for (let tries = 0; !name || taken.has(name); tries++)
        name =
          quarterOf(grid) === 'VILLAGE'
            ? `${village}${'一二三四五六七八九十'.charAt(tries)}组`
            : `${chance.pick(FIRST)}${chance.pick(second)}${tries > 30 ? '二期' : ''}`
      taken.add(name)
      const road = roadNear(grid.centre, roads) || `${village}路`
      return [grid.code, { grid, name, road, door: chance.whole(1, 260) }]
    }),
  )
}

const STRUCTURE = (floors: number) =>
  floors > 6 ? 'REINFORCED' : floors > 1 ? 'BRICK_CONCRETE' : 'BRICK_TIMBER'

/** What stands in no estate is named by what it is for, and numbered. */
const NAMED = {
  COMMERCE: '商铺',
  OFFICE: '办公楼',
  INDUSTRY: '厂房',
  STORAGE: '库房',
  EDUCATION: '教学楼',
  MEDICAL: '门诊楼',
  CULTURE: '活动中心',
  OTHER: '附属用房',
} as const

/** Buildings in order of registration: community by community, grid by grid. */
function buildingRows(
  all: readonly Building[],
  named: ReadonlyMap<string, Estate>,
  firmOf: (grid: string) => string,
) {
  const chance = chanceOf('library buildings')
  const serials = new Map<string, number>()
  const numbers = new Map<string, number>()
  const next = (counts: Map<string, number>, key: string) => {
    const number = (counts.get(key) ?? 0) + 1
    counts.set(key, number)
    return number
  }
  return all.map(({ at, width, depth, angle, floors, grid, use, units, perFloor }) => {
    const community = grid.community.code
    const estate = named.get(grid.code)
    const place = estate?.name ?? grid.name
    const number = next(numbers, `${place} ${use === 'RESIDENTIAL' ? '' : use}`)
    const [lon, lat] = toLonLat(at)
    const quarter = quarterOf(grid)
    const newest = quarter === 'NEW' ? [2005, 2023] : quarter === 'OLD' ? [1978, 2004] : [1985, 2018]
    return {
      code: buildingCode(community, next(serials, community)),
      name: use === 'RESIDENTIAL' ? `${place}${number}号楼` : `${place}${number}号${NAMED[use]}`,
      address: estate ? `${estate.road}${estate.door}号` : '',
      lon,
      lat,
      width_m: width,
      depth_m: depth,
      angle_deg: Math.round((angle * 180) / Math.PI),
      use,
      structure: STRUCTURE(floors),
      floorsAbove: floors,
      floorsBelow: floors > 10 ? 1 : 0,
      units,
      households: units * floors * perFloor,
      builtYear: chance.whole(newest[0] ?? 1980, newest[1] ?? 2020),
      elevators: floors > 7 ? Math.max(1, units) * (floors > 17 ? 2 : 1) : 0,
      propertyFirm: use === 'RESIDENTIAL' && quarter !== 'VILLAGE' ? firmOf(grid.code) : '',
      per_floor: perFloor,
    }
  })
}

function addressRows(named: ReadonlyMap<string, Estate>) {
  const serials = new Map<string, number>()
  return [...named.values()].map(({ grid, name, road, door }) => {
    const community = grid.community.code
    const serial = (serials.get(community) ?? 0) + 1
    serials.set(community, serial)
    const [lon, lat] = toLonLat(grid.centre)
    return {
      code: `${community}A${String(serial).padStart(6, '0')}`,
      name,
      address: `${road}${door}号${name}`,
      lon,
      lat,
      road,
      door: String(door),
      estate: name,
      building: '无',
    }
  })
}

interface Made {
  readonly grids: readonly GridRow[]
  readonly roads: readonly Road[]
  readonly buildings: readonly Building[]
  readonly teams: readonly TeamRow[]
}

/** Text of the files of the library, by name. */
export function libraryFiles({ grids, roads, buildings, teams }: Made): Readonly<Record<string, string>> {
  const basic = grids.filter(({ kind }) => kind === 'BASIC')
  const named = estates(basic, roads)
  const { rows, firmOf } = firms([...named.values()])
  return {
    'library/address.csv': csv(addressRows(named)),
    'library/building.csv': csv(buildingRows(buildings, named, firmOf)),
    'library/unit.csv': csv(shops(buildings, named)),
    'library/property_firm.csv': csv(rows),
    'library/school.csv': csv(schools(grids)),
    'library/facility.csv': csv(facilities(grids)),
    'library/component.csv': csv(components(roads, basic)),
    'library/factory.csv': csv(factories(buildings)),
    'library/support_team.csv': csv(
      teams.map(({ code, name, community, grids: served, kind, people }) => ({
        code,
        name,
        community,
        kind,
        grids: served,
        people,
      })),
    ),
  }
}
