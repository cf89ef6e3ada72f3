/** What buildings are for: homes until every household of the grid has one, then shops, stores and offices. */
import type { Building, Footprint } from './building.ts'
import type { GridRow } from './grids.ts'
import { chanceOf, type Chance } from './random.ts'

type Settled = Pick<Building, 'use' | 'floors' | 'units' | 'perFloor'>

interface Homes {
  /** Share of the grid's households that live in such houses, counted from the heart of the grid outwards. */
  readonly upTo: number
  readonly floors: readonly number[]
  /** Metres of front for a staircase. */
  readonly front: number
  readonly perFloor: readonly [number, number]
}

/** Slabs and rows of single-storey houses; towers, slabs and terraces; yards; hostels. */
const HOMES = {
  OLD: [
    { upTo: 0.65, floors: [5, 6, 6, 7], front: 16, perFloor: [2, 2] },
    { upTo: 1.04, floors: [1], front: 70, perFloor: [4, 6] },
  ],
  NEW: [
    { upTo: 0.5, floors: [11, 18, 18, 26], front: 40, perFloor: [3, 4] },
    { upTo: 0.85, floors: [6, 7], front: 15, perFloor: [2, 2] },
    { upTo: 1.04, floors: [2, 3], front: 40, perFloor: [2, 3] },
  ],
  VILLAGE: [{ upTo: 1.04, floors: [1], front: 40, perFloor: [3, 5] }],
  ZONE: [{ upTo: 1.0, floors: [4, 5], front: 22, perFloor: [4, 6] }],
} as const satisfies Record<string, readonly Homes[]>

/** Where nobody lives, by what is most common. */
const WORK = {
  OLD: ['COMMERCE', 'COMMERCE', 'COMMERCE', 'OFFICE', 'STORAGE', 'OTHER'],
  NEW: ['COMMERCE', 'COMMERCE', 'OFFICE', 'OTHER', 'OTHER', 'CULTURE'],
  VILLAGE: ['STORAGE', 'STORAGE', 'OTHER', 'COMMERCE'],
  ZONE: ['INDUSTRY', 'INDUSTRY', 'STORAGE', 'OFFICE'],
} as const satisfies Record<string, readonly Building['use'][]>

export const USE_OF_PLACE = {
  OFFICE: { use: 'OFFICE', floors: 20 },
  MALL: { use: 'COMMERCE', floors: 5 },
  HOSPITAL: { use: 'MEDICAL', floors: 9 },
  SCHOOL: { use: 'EDUCATION', floors: 4 },
  KINDERGARTEN: { use: 'EDUCATION', floors: 3 },
  MARKET: { use: 'COMMERCE', floors: 2 },
  FACTORY: { use: 'INDUSTRY', floors: 2 },
  LOGISTICS: { use: 'STORAGE', floors: 1 },
} as const satisfies Record<string, Pick<Building, 'use' | 'floors'>>

export type Quarter = keyof typeof HOMES

export function quarterOf({ community, centre }: GridRow): Quarter {
  if (community.type === 'VIRTUAL') return 'ZONE'
  if (community.type === 'VILLAGE') return 'VILLAGE'
  return Math.hypot(...centre) < 2_600 ? 'OLD' : 'NEW'
}

function homes({ floors, front, perFloor }: Homes, { width }: Footprint, chance: Chance): Settled {
  const units = Math.max(1, Math.round(width / front))
  return { use: 'RESIDENTIAL', floors: chance.pick(floors), units, perFloor: chance.whole(...perFloor) }
}

/** In the order given, from the heart of the grid outwards. */
export function settle(grid: GridRow, footprints: readonly Footprint[]): Building[] {
  const chance = chanceOf(`settle ${grid.code}`)
  const quarter = quarterOf(grid)
  let housed = 0
  return footprints.map((footprint) => {
    const kind = HOMES[quarter].find(({ upTo }) => housed < upTo * grid.households)
    if (!kind) {
      const use = chance.pick(WORK[quarter])
      const floors = use === 'OFFICE' ? chance.whole(2, 5) : chance.whole(1, 2)
      return { ...footprint, grid, use, floors, units: 0, perFloor: 0 }
    }
    const settled = homes(kind, footprint, chance)
    housed += settled.units * settled.floors * settled.perFloor
    return { ...footprint, grid, ...settled }
  })
}
