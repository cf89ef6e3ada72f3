// A community of nine square grids, about 110 m wide each, for tests of layouts.
import type { GridLayout } from './layout.ts'
import type { PlannedGrid, WholePoint } from './redraw.plan.ts'

export const SIDE = 10_000
const ORIGIN: WholePoint = [1_189_000_000, 422_600_000]
export const COMMUNITY = '150402001001'

/** A point by columns and rows of squares from the south-west corner. */
export const at = (column: number, row: number): WholePoint => [
  ORIGIN[0] + Math.round(column * SIDE),
  ORIGIN[1] + Math.round(row * SIDE),
]

export const squareRing = (column: number, row: number, width = 1, height = 1): WholePoint[] => [
  at(column, row),
  at(column + width, row),
  at(column + width, row + height),
  at(column, row + height),
  at(column, row),
]

export const gridAt = (column: number, row: number, change: Partial<PlannedGrid> = {}): PlannedGrid => ({
  id: `${COMMUNITY}100${row * 3 + column + 1}`,
  kind: 'BASIC',
  name: `Grid ${row * 3 + column + 1}`,
  community: COMMUNITY,
  rings: [squareRing(column, row)],
  households: 400,
  population: 1000,
  posts: [],
  ...change,
})

/** Nine squares; their community is the square around them. */
export const nineGrids = (): GridLayout => ({
  community: COMMUNITY,
  outline: [[squareRing(0, 0, 3, 3)]],
  grids: [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => gridAt(column, row))),
})

/** Id of the grid in that square. */
export const idAt = (column: number, row: number): string => gridAt(column, row).id
