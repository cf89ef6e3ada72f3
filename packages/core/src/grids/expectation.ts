// How many cases a grid may expect beside others. A split makes two grids of one: what each is measured by is split too.
import { areaM2 } from '../districts/shape.ts'
import type { Polygon } from '../kernel/geo.ts'

/** Shares of what makes work: people report most of it, streets have to be walked, hazards have to be looked at. */
export const EXPECTATION_WEIGHTS = { population: 0.6, area: 0.2, hazards: 0.2 } as const

export interface GridSize {
  readonly population: number
  readonly areaM2: number
  /** Registered things that have to be looked at regularly: buildings with a hazard, facilities. */
  readonly hazards: number
}

/**
 * Part of the work of all `grids` that falls to each, in their order; the sum is 1. A figure that nobody has (no hazards
 * known anywhere) does not weigh. A part is additive: of a grid that is split, the new grids together expect what it
 * expected, so that nothing jumps on the day of a redraw.
 */
export function expectedShares(grids: readonly GridSize[]): readonly number[] {
  const measures = [
    { weight: EXPECTATION_WEIGHTS.population, of: (grid: GridSize) => grid.population },
    { weight: EXPECTATION_WEIGHTS.area, of: (grid: GridSize) => grid.areaM2 },
    { weight: EXPECTATION_WEIGHTS.hazards, of: (grid: GridSize) => grid.hazards },
  ]
    .map((measure) => ({ ...measure, whole: grids.reduce((sum, grid) => sum + measure.of(grid), 0) }))
    .filter(({ whole }) => whole > 0)
  const weights = measures.reduce((sum, { weight }) => sum + weight, 0)
  if (weights === 0) return grids.map(() => 1 / grids.length)
  return grids.map((grid) =>
    measures.reduce((sum, { weight, of, whole }) => sum + (weight / weights) * (of(grid) / whole), 0),
  )
}

/** Square metres of a polygon of a few kilometres, on a plane at its own latitude. */
export const polygonAreaM2 = ({ coordinates }: Polygon): number => {
  const lat = coordinates[0]?.[0]?.[1] ?? 0
  const [outer = 0, ...holes] = coordinates.map((ring) => areaM2(ring, lat))
  return holes.reduce((left, hole) => left - hole, outer)
}
