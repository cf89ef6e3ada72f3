/** Where things lie in the synthetic district: its outline, where people live, and how streets divide it. */
import type { Division } from './divisions.ts'
import { contains, type Point } from './plane.ts'
import { chanceOf, type Chance } from './random.ts'

/** Homes drawn per basic grid; each stands for about ten households. */
export const HOMES_PER_GRID = 40
export const BASIC_GRIDS = 417
const BASE_COUNT: Readonly<Record<Division['type'], number>> = {
  COMMUNITY: 5,
  VILLAGE: 3,
  VIRTUAL: 4,
  STREET: 0,
  TOWN: 0,
  ZONE: 0,
}

/** Basic grids of each community, 417 in all: villages 3, the two zones 4, residents' committees 5 or 6. */
export function basicGridCounts(list: readonly Division[]): ReadonlyMap<string, number> {
  const urban = list.filter(({ type }) => type === 'COMMUNITY')
  const extra = BASIC_GRIDS - list.reduce((sum, { type }) => sum + BASE_COUNT[type], 0)
  return new Map(
    list.map((community) => {
      const index = urban.indexOf(community)
      // Spread the extra grids evenly over the list.
      const more =
        index >= 0 &&
        Math.floor(((index + 1) * extra) / urban.length) > Math.floor((index * extra) / urban.length)
      return [community.code, BASE_COUNT[community.type] + (more ? 1 : 0)]
    }),
  )
}

/** Outline of about 500 km²: a circle of 12.6 km bent by seven waves, with the town in its north-west. */
export function outline(): Point[] {
  const chance = chanceOf('outline')
  const waves = [1, 2, 3, 5, 8, 13, 21].map((wave) => ({
    wave,
    height: chance.between(0.4, 1) * (wave < 4 ? 1_000 : 2_400 / wave),
    phase: chance.between(0, 2 * Math.PI),
  }))
  return Array.from({ length: 140 }, (_, index) => {
    const angle = (index / 140) * 2 * Math.PI
    const radius =
      12_400 +
      waves.reduce((sum, { wave, height, phase }) => sum + height * Math.cos(wave * angle + phase), 0)
    return [3_600 + radius * Math.cos(angle), -4_900 + radius * Math.sin(angle)] as Point
  })
}

interface Settlement {
  readonly at: Point
  readonly spread: number
  readonly weight: number
}

/** Where homes gather: old town, station, south of the railway, the new west, north of the river, two towns, two zones. */
const SETTLEMENTS: readonly Settlement[] = [
  { at: [0, 0], spread: 1_350, weight: 24 },
  { at: [900, -1_500], spread: 1_300, weight: 15 },
  { at: [300, -2_900], spread: 1_200, weight: 8 },
  { at: [-3_600, -300], spread: 1_500, weight: 13 },
  { at: [-5_000, -3_200], spread: 2_200, weight: 5 },
  { at: [600, 3_300], spread: 1_250, weight: 13 },
  { at: [3_100, 400], spread: 1_150, weight: 8 },
  { at: [9_500, -2_800], spread: 2_200, weight: 4 },
  { at: [4_500, -11_500], spread: 3_200, weight: 6 },
  { at: [7_600, -600], spread: 900, weight: 1.5 },
  { at: [3_800, 4_300], spread: 900, weight: 1.5 },
  { at: [3_600, -5_500], spread: 6_500, weight: 7 },
]

/** Homes of the district: seeded points, dense where the settlements are. */
export function homes(ring: readonly Point[], count: number): Point[] {
  const chance = chanceOf('homes')
  const total = SETTLEMENTS.reduce((sum, { weight }) => sum + weight, 0)
  const settlement = () => {
    let left = chance.next() * total
    return SETTLEMENTS.find(({ weight }) => (left -= weight) < 0) ?? SETTLEMENTS[0]
  }
  const found: Point[] = []
  while (found.length < count) {
    const place = settlement()
    if (!place) continue
    const point = scatter(place, chance)
    if (contains(ring, point)) found.push(point)
  }
  return found
}

const scatter = ({ at, spread }: Settlement, chance: Chance): Point => [
  at[0] + chance.normal() * spread,
  at[1] + chance.normal() * spread,
]

/** A cut into the part that lies `towards` a compass direction and the rest. */
export interface Branch {
  readonly towards: number
  readonly bend?: number
  readonly name?: string
  readonly first: Branch | string
  readonly rest: Branch | string
}

const [EAST, NORTH, WEST, SOUTH] = [0, Math.PI / 2, Math.PI, -Math.PI / 2]
const cut = (towards: number, first: Branch | string, rest: Branch | string, bend = 0.04): Branch => ({
  towards,
  bend,
  first,
  rest,
})
const street = (number: string) => `150402${number}`

/**
 * The nine old streets lie between river, western new town and railway; 桥北 and the logistics zone north of the
 * river; 红庙子 and the industrial zone in the east, 文钟 in the south.
 */
export const STREET_TREE: Branch = {
  towards: NORTH + 0.08,
  bend: 0.03,
  name: '英金河',
  first: cut(EAST, street('401'), street('011')),
  rest: {
    towards: WEST - 0.12,
    bend: 0.03,
    name: '锡伯河',
    first: street('010'),
    rest: cut(
      SOUTH,
      street('102'),
      cut(
        EAST,
        cut(SOUTH, street('100'), street('400')),
        cut(
          SOUTH,
          street('007'),
          cut(
            EAST,
            street('004'),
            cut(
              SOUTH,
              cut(WEST, street('005'), street('006')),
              cut(
                WEST,
                cut(SOUTH, street('008'), street('001')),
                cut(EAST, street('009'), cut(SOUTH, street('002'), street('003'))),
              ),
            ),
          ),
        ),
      ),
    ),
  },
}
