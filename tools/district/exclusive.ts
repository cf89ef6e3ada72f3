/** Exclusive grids: small places of their own (schools, markets, parks …) inside one basic grid of their community. */
import type { Division } from './divisions.ts'
import { axisOf, centroidOf, contains, distance, distanceToRing, onLattice, type Point } from './plane.ts'
import { chanceOf, type Chance } from './random.ts'
import type { BasicGrid } from './territory.ts'

export interface Place {
  readonly community: Division
  readonly name: string
  readonly kind: PlaceKind
  readonly ring: readonly Point[]
  readonly centre: Point
}

interface Kind {
  readonly suffix: string
  /** Length of the longer side in metres. */
  readonly size: readonly [number, number]
}

const KINDS = {
  SCHOOL: { suffix: '小学', size: [110, 160] },
  MARKET: { suffix: '便民市场', size: [80, 120] },
  HOSPITAL: { suffix: '卫生服务中心', size: [80, 120] },
  PARK: { suffix: '公园', size: [130, 230] },
  MALL: { suffix: '购物广场', size: [100, 150] },
  OFFICE: { suffix: '商务楼宇', size: [70, 100] },
  KINDERGARTEN: { suffix: '幼儿园', size: [60, 90] },
  FACTORY: { suffix: '企业园区', size: [260, 420] },
  LOGISTICS: { suffix: '物流园', size: [260, 420] },
  VILLAGE_SQUARE: { suffix: '文化广场', size: [70, 110] },
} as const satisfies Record<string, Kind>
export type PlaceKind = keyof typeof KINDS

const URBAN: readonly PlaceKind[] = ['SCHOOL', 'MARKET', 'HOSPITAL', 'PARK', 'MALL', 'OFFICE', 'KINDERGARTEN']
const RURAL: readonly PlaceKind[] = ['SCHOOL', 'VILLAGE_SQUARE', 'HOSPITAL', 'MARKET']
const ZONE: readonly PlaceKind[] = ['FACTORY', 'LOGISTICS', 'OFFICE']

/** Communities with three exclusive grids; all others have two, 184 in all. */
const WITH_THREE: ReadonlySet<string> = new Set(['150402010002', '150402010003'])

function kindsOf(community: Division, index: number): PlaceKind[] {
  const list = community.type === 'COMMUNITY' ? URBAN : community.type === 'VILLAGE' ? RURAL : ZONE
  const count = WITH_THREE.has(community.code) ? 3 : 2
  const step = list === URBAN ? 3 : 1
  return Array.from({ length: count }, (_, nth) => list[(index * 2 + nth * step) % list.length] ?? 'PARK')
}

/** A turned rectangle with one corner cut off, so that it does not look stamped. */
function footprint(centre: Point, length: number, width: number, angle: number, corner: number): Point[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [x, y] = [length / 2, width / 2]
  const corners: Point[] = [
    [-x, -y],
    [x, -y],
    [x, y * (1 - corner)],
    [x * (1 - corner), y],
    [-x, y],
  ]
  return corners.map(([u, v]) => onLattice([centre[0] + u * cos - v * sin, centre[1] + u * sin + v * cos]))
}

const fits = (ring: readonly Point[], place: readonly Point[], room: number) =>
  place.every((point) => contains(ring, point) && distanceToRing(ring, point) > room) &&
  ring.every((point) => !contains(place, point))

/** Tries places near the homes of the grid, smaller each round, until one lies clear of the grid's outline. */
function fit(grid: BasicGrid, kind: PlaceKind, taken: readonly Place[], chance: Chance): Point[] {
  const angle = axisOf(grid.ring)
  const [least, most] = KINDS[kind].size
  for (let shrink = 1; shrink > 0.2; shrink *= 0.9)
    for (let attempt = 0; attempt < 25; attempt++) {
      const home = attempt === 0 ? grid.centre : chance.pick(grid.homes)
      const length = chance.between(least, most) * shrink
      const place = footprint(
        home,
        length,
        length * chance.between(0.62, 0.9),
        angle,
        chance.between(0.2, 0.45),
      )
      const free = taken.every(({ centre }) => distance(centre, home) > length + most)
      if (free && fits(grid.ring, place, 14)) return place
    }
  throw new Error(`no room for ${kind} in a grid of ${grid.community.name}`)
}

/** All exclusive grids, each in another basic grid of its community where there are enough. */
export function placesIn(grids: readonly BasicGrid[]): Place[] {
  const chance = chanceOf('places')
  const byCommunity = [...Map.groupBy(grids, ({ community }) => community.code).values()]
  return byCommunity.flatMap((own, index) => {
    const places: Place[] = []
    const [first] = own
    if (!first) return places
    const hosts = chance.shuffled(own)
    kindsOf(first.community, index).forEach((kind, nth) => {
      const host = hosts[nth % hosts.length] ?? first
      const ring = fit(host, kind, places, chance)
      const name = `${first.community.shortName}${KINDS[kind].suffix}`
      places.push({ community: first.community, name, kind, ring, centre: centroidOf(ring) })
    })
    return places
  })
}
