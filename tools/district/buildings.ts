/** Some 20,000 building footprints in rows, clear of roads, rivers and of each other. */
import type { Building, Footprint } from './building.ts'
import type { GridRow } from './grids.ts'
import type { Road, Water } from './lines.ts'
import { axisOf, contains, distance, distanceToRing, distanceToSegment, type Point } from './plane.ts'
import { chanceOf, type Chance } from './random.ts'
import { quarterOf, settle, USE_OF_PLACE } from './settle.ts'

interface Style {
  readonly width: readonly [number, number]
  readonly depth: readonly [number, number]
  readonly gap: number
  readonly row: number
  readonly count: readonly [number, number]
}

/** Slabs of the old town, towers of the new quarters, yards of villages, sheds of the zones. */
const STYLES = {
  OLD: { width: [42, 66], depth: [11, 14], gap: 12, row: 30, count: [40, 56] },
  NEW: { width: [24, 34], depth: [15, 18], gap: 24, row: 44, count: [30, 44] },
  VILLAGE: { width: [13, 18], depth: [8, 10], gap: 8, row: 26, count: [88, 132] },
  ZONE: { width: [60, 110], depth: [28, 46], gap: 24, row: 75, count: [12, 20] },
} as const satisfies Record<string, Style>

export const outlineOf = ({ at, width, depth, angle }: Footprint, margin = 0): Point[] => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [x, y] = [width / 2 + margin, depth / 2 + margin]
  const corners: readonly Point[] = [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ]
  return corners.map(([u, v]) => [at[0] + u * cos - v * sin, at[1] + u * sin + v * cos])
}

const reach = ({ width, depth }: Footprint) => Math.hypot(width, depth) / 2

interface Obstacles {
  readonly roads: readonly Road[]
  readonly waters: readonly Water[]
}

/** True when roads and water leave room: the circle around the building keeps off every carriageway. */
function isClear(building: Footprint, { roads, waters }: Obstacles): boolean {
  const away = reach(building)
  return (
    roads.every(({ line, width }) =>
      line.every((a, index) => {
        const b = line[index + 1]
        return !b || distanceToSegment(building.at, a, b) > away + width / 2 + 3
      }),
    ) &&
    waters.every(({ ring }) => !contains(ring, building.at) && distanceToRing(ring, building.at) > away + 8)
  )
}

/** Only what lies near the grid: most of the 500 roads do not. */
function nearby(grid: GridRow, all: Obstacles): Obstacles {
  const size = Math.max(...grid.ring.map((point) => distance(point, grid.centre))) + 60
  const close = (line: readonly Point[]) =>
    line.some((a, index) => distanceToSegment(grid.centre, a, line[index + 1] ?? a) < size)
  return {
    roads: all.roads.filter(({ line }) => close(line)),
    waters: all.waters.filter(({ ring }) => close(ring) || contains(ring, grid.centre)),
  }
}

const styleOf = (grid: GridRow): Style => STYLES[quarterOf(grid)]

/** Rows of buildings around the heart of the grid, along its longer side. */
function candidates(grid: GridRow, style: Style, chance: Chance): Footprint[] {
  const heart = grid.basic ? heartOf(grid.basic.homes) : grid.centre
  const angle = axisOf(grid.ring)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const found: Footprint[] = []
  for (let row = -10; row <= 10; row++)
    for (let u = -420 + chance.between(0, 20); u < 420;) {
      const width = Math.round(chance.between(...style.width))
      const depth = Math.round(chance.between(...style.depth))
      const [x, y] = [u + width / 2, row * style.row + chance.between(-2, 2)]
      u += width + style.gap
      const at: Point = [heart[0] + x * cos - y * sin, heart[1] + x * sin + y * cos]
      found.push({ at, width, depth, angle })
    }
  return found.sort((a, b) => distance(a.at, heart) - distance(b.at, heart))
}

/** The home with the most neighbours within 150 m: where a village stands in its fields. */
function heartOf(homes: readonly Point[]): Point {
  const near = (home: Point) => homes.filter((other) => distance(home, other) < 150).length
  return homes.reduce((best, home) => (near(home) > near(best) ? home : best), homes[0] ?? [0, 0])
}

const inside = (ring: readonly Point[], building: Footprint) =>
  outlineOf(building, 2).every((corner) => contains(ring, corner))

function inBasicGrid(grid: GridRow, places: readonly GridRow[], all: Obstacles, chance: Chance): Building[] {
  const style = styleOf(grid)
  const obstacles = nearby(grid, all)
  const outside = (building: Footprint) =>
    places.every(
      ({ ring }) => !contains(ring, building.at) && distanceToRing(ring, building.at) > reach(building) + 4,
    )
  const footprints = candidates(grid, style, chance)
    .filter((one) => inside(grid.ring, one) && outside(one) && isClear(one, obstacles))
    .slice(0, chance.whole(...style.count))
  return settle(grid, footprints)
}

/** One to three larger buildings in a place; parks and squares stay open. */
function inPlace(grid: GridRow, chance: Chance): Building[] {
  const kind = grid.place?.kind
  if (!kind || kind === 'PARK' || kind === 'VILLAGE_SQUARE') return []
  const angle = axisOf(grid.ring)
  const size = Math.max(...grid.ring.map((point) => distance(point, grid.centre)))
  const width = Math.round(size * chance.between(0.8, 1))
  const building = { at: grid.centre, width, depth: Math.round(width * 0.5), angle }
  return inside(grid.ring, building)
    ? [{ ...building, ...USE_OF_PLACE[kind], grid, units: 0, perFloor: 0 }]
    : []
}

export function buildings(
  grids: readonly GridRow[],
  roads: readonly Road[],
  waters: readonly Water[],
): Building[] {
  const chance = chanceOf('buildings')
  const places = Map.groupBy(
    grids.filter(({ kind }) => kind === 'EXCLUSIVE'),
    ({ community }) => community.code,
  )
  return grids.flatMap((grid) =>
    grid.kind === 'BASIC'
      ? inBasicGrid(grid, places.get(grid.community.code) ?? [], { roads, waters }, chance)
      : inPlace(grid, chance),
  )
}
