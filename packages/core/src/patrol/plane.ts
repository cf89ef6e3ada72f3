// Metres on a plane around one place: exact to a centimetre within a grid, and cheap for thousands of positions.
import type { LonLat } from '../kernel/geo.ts'

const METRES_PER_DEGREE = 111_195.08
const RAD = Math.PI / 180

/** East and north in metres. */
export type Spot = readonly [east: number, north: number]

export interface Plane {
  readonly spot: (point: LonLat) => Spot
  readonly point: (spot: Spot) => LonLat
}

/** The plane that touches the earth at `origin`. */
export function planeAt([lon0, lat0]: LonLat): Plane {
  const eastDegree = METRES_PER_DEGREE * Math.cos(lat0 * RAD)
  return {
    spot: ([lon, lat]) => [(lon - lon0) * eastDegree, (lat - lat0) * METRES_PER_DEGREE],
    point: ([east, north]) => [lon0 + east / eastDegree, lat0 + north / METRES_PER_DEGREE],
  }
}

export const between = (a: Spot, b: Spot): number => Math.hypot(b[0] - a[0], b[1] - a[1])

/** Spot at `share` (0–1) of the way from a to b. */
export const along = (a: Spot, b: Spot, share: number): Spot => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
]

/** Metres from a spot to the segment a–b. */
export function toSegment(at: Spot, a: Spot, b: Spot): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const square = dx * dx + dy * dy
  const share =
    square === 0 ? 0 : Math.min(1, Math.max(0, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / square))
  return between(at, along(a, b, share))
}
