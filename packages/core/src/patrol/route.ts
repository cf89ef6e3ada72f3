// The order in which a patrol passes its points: each time the nearest that is left. Pure.
import { distanceM, type LonLat } from '../kernel/geo.ts'

export interface Placed {
  readonly id: string
  readonly place: LonLat
}

/**
 * Points in the order of the way, from `from` or from the first of them. At most 25 % longer than the best way for the
 * dozens of points of a grid, and the person goes as the day demands anyway.
 */
export function routeOf<Point extends Placed>(
  points: readonly Point[],
  from: LonLat | null,
): readonly Point[] {
  const left = new Set(points)
  const way: Point[] = []
  let here = from ?? points[0]?.place
  while (here && left.size > 0) {
    const next = nearestOf(left, here)
    if (!next) break
    left.delete(next)
    way.push(next)
    here = next.place
  }
  return way
}

function nearestOf<Point extends Placed>(points: Iterable<Point>, here: LonLat): Point | null {
  let [nearest, metres]: [Point | null, number] = [null, Infinity]
  for (const point of points) {
    const away = distanceM(here, point.place)
    if (away < metres) [nearest, metres] = [point, away]
  }
  return nearest
}
