// Where somebody is when the device does not know it well: known places close by, or a grid chosen from a list. Pure.
import { boundsOf, covers, distanceM, type LonLat, type Polygon } from '../kernel/geo.ts'

/** Steps each way in which an outline is searched for a point inside it. */
const STEPS = 16

/** A point inside the outline: its middle where that lies inside, else the inside point of a net that is closest to it. */
export function innerPoint(polygon: Polygon): LonLat {
  const [west, south, east, north] = boundsOf(polygon)
  const middle: LonLat = [(west + east) / 2, (south + north) / 2]
  if (covers(polygon, middle)) return middle
  let best = polygon.coordinates[0]?.[0] ?? middle
  let least = Infinity
  for (let column = 0; column < STEPS; column++)
    for (let row = 0; row < STEPS; row++) {
      const lon = west + ((column + 0.5) * (east - west)) / STEPS
      const lat = south + ((row + 0.5) * (north - south)) / STEPS
      const away = distanceM(middle, [lon, lat])
      if (away < least && covers(polygon, [lon, lat])) [best, least] = [[lon, lat], away]
    }
  return best
}

export interface Vague {
  readonly point: LonLat
  /** Metres to the farthest corner: the place is somewhere within. */
  readonly accuracyM: number
}

/** Somewhere in an area: all that is known when the position is wrong and only the grid is named. */
export function somewhereIn(polygon: Polygon): Vague {
  const point = innerPoint(polygon)
  const corners = polygon.coordinates[0] ?? []
  return { point, accuracyM: Math.ceil(Math.max(...corners.map((corner) => distanceM(point, corner)))) }
}

/** The other side of a narrow street. A device that is more exact than this still stands beside what is meant. */
const CLOSE_M = 30
/** Beyond that the circle says nothing about one house or the next. */
const FARTHEST_M = 150

/** Known places that a position may mean, nearest first: within its circle, at least 30 m and at most 150 m. */
export function placesAround<P extends { readonly lon: number; readonly lat: number }>(
  { point, accuracyM }: { readonly point: LonLat; readonly accuracyM: number | null },
  known: readonly P[],
  most: number,
): readonly { readonly place: P; readonly metres: number }[] {
  const within = Math.min(FARTHEST_M, Math.max(CLOSE_M, accuracyM ?? 0))
  return known
    .map((place) => ({ place, metres: Math.round(distanceM(point, [place.lon, place.lat])) }))
    .filter(({ metres }) => metres <= within)
    .toSorted((a, b) => a.metres - b.metres)
    .slice(0, most)
}
