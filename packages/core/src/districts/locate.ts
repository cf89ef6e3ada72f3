// Which grid a point lies in: cells over the polygons; most cells lie in one grid, the others ask a few polygons.
import type { LonLat } from '../kernel/geo.ts'
import type { Grid, Location } from './district.ts'

/** 512² cells: 40 % of the points of 601 grids need no polygon at all, the others 1.5 on average. */
const SIDE = 512

/** Edges of a polygon as x1, y1, x2, y2 with y1 < y2: both grids beside an edge compute the same crossing. */
function edgesOf({ polygon }: Pick<Grid, 'polygon'>): Float64Array {
  const edges: number[] = []
  for (const ring of polygon.coordinates) {
    let [x1, y1] = ring.at(-1) ?? [0, 0]
    for (const [x2, y2] of ring) {
      if (y1 < y2) edges.push(x1, y1, x2, y2)
      if (y1 > y2) edges.push(x2, y2, x1, y1)
      ;[x1, y1] = [x2, y2]
    }
  }
  return Float64Array.from(edges)
}

/** Even-odd rule; an edge holds its lower end and not its upper one. */
function contains(edges: Float64Array, x: number, y: number): boolean {
  let inside = false
  for (let at = 0; at < edges.length; at += 4) {
    const y1 = edges[at + 1] ?? 0
    const y2 = edges[at + 3] ?? 0
    if (y < y1 || y >= y2) continue
    const x1 = edges[at] ?? 0
    if (x < x1 + (((edges[at + 2] ?? 0) - x1) * (y - y1)) / (y2 - y1)) inside = !inside
  }
  return inside
}

interface Frame {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

function frameOf(grids: readonly Grid[]): Frame {
  const frame = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const { polygon } of grids)
    for (const ring of polygon.coordinates)
      for (const [lon, lat] of ring) {
        frame.west = Math.min(frame.west, lon)
        frame.south = Math.min(frame.south, lat)
        frame.east = Math.max(frame.east, lon)
        frame.north = Math.max(frame.north, lat)
      }
  return frame
}

interface Cells {
  readonly column: (lon: number) => number
  readonly row: (lat: number) => number
  readonly middleOf: (column: number, row: number) => LonLat
}

/** Monotone, also in rounding: a point between the ends of an edge never falls into a cell beyond theirs. */
function cellsOf({ west, south, east, north }: Frame): Cells {
  const [width, height] = [(east - west) / SIDE || 1, (north - south) / SIDE || 1]
  const clamp = (cell: number) => Math.min(SIDE - 1, Math.max(0, Math.floor(cell)))
  return {
    column: (lon) => clamp((lon - west) / width),
    row: (lat) => clamp((lat - south) / height),
    middleOf: (column, row) => [west + (column + 0.5) * width, south + (row + 0.5) * height],
  }
}

/** Numbers of the cells that a polygon's edges may touch, and of those that lie wholly inside. */
function coverageOf(grid: Grid, edges: Float64Array, cells: Cells) {
  const touched = new Set<number>()
  for (const ring of grid.polygon.coordinates) {
    let previous = ring.at(-1)
    for (const point of ring) {
      if (previous) markEdge(previous, point, cells, touched)
      previous = point
    }
  }
  const frame = frameOf([grid])
  const whole: number[] = []
  for (let row = cells.row(frame.south); row <= cells.row(frame.north); row++)
    for (let column = cells.column(frame.west); column <= cells.column(frame.east); column++) {
      const cell = row * SIDE + column
      if (!touched.has(cell) && contains(edges, ...cells.middleOf(column, row))) whole.push(cell)
    }
  return { touched, whole }
}

function markEdge([x1, y1]: LonLat, [x2, y2]: LonLat, cells: Cells, touched: Set<number>): void {
  const [left, right] = [cells.column(Math.min(x1, x2)), cells.column(Math.max(x1, x2))]
  const [low, high] = [cells.row(Math.min(y1, y2)), cells.row(Math.max(y1, y2))]
  for (let row = low; row <= high; row++)
    for (let column = left; column <= right; column++) touched.add(row * SIDE + column)
}

/** Per cell: numbers of grids whose edges come near, and then, as ~number, of a grid that holds the whole cell. */
function fillCells(grids: readonly Grid[], shapes: readonly Float64Array[], cells: Cells): Int32Array[] {
  const lists: number[][] = Array.from({ length: SIDE * SIDE }, () => [])
  grids.forEach((grid, index) => {
    const { touched, whole } = coverageOf(grid, shapes[index] ?? new Float64Array(), cells)
    for (const cell of touched) lists[cell]?.push(index)
    for (const cell of whole) lists[cell]?.push(~index)
  })
  return lists.map((list) => Int32Array.from(list))
}

/**
 * Answers which grid holds a point, null outside all of them. An exclusive grid wins over the basic grid below it
 * (domain specification §4.1). A point on the edge between two grids lies in exactly one of them.
 */
export function createLocator(given: readonly Grid[]): (point: LonLat) => Location | null {
  const rank = (grid: Grid) => (grid.kind === 'EXCLUSIVE' ? 0 : 1)
  const grids = [...given].sort((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1))
  const locations = grids.map(({ code, community, street }): Location => ({ grid: code, community, street }))
  const shapes = grids.map(edgesOf)
  const frame = frameOf(grids)
  const cells = cellsOf(frame)
  const lists = fillCells(grids, shapes, cells)
  return ([lon, lat]) => {
    if (!(lon >= frame.west && lon <= frame.east && lat >= frame.south && lat <= frame.north)) return null
    const list = lists[cells.row(lat) * SIDE + cells.column(lon)] ?? []
    for (const entry of list) {
      if (entry < 0) return locations[~entry] ?? null
      const shape = shapes[entry]
      if (shape && contains(shape, lon, lat)) return locations[entry] ?? null
    }
    return null
  }
}
