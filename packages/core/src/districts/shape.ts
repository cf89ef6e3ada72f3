// Small plane geometry on rings of longitude and latitude. Rings are closed: the last point repeats the first.
import type { LonLat, Ring } from '../kernel/geo.ts'

const METRES_PER_DEGREE = 111_195.08
const RAD = Math.PI / 180

/** Twice the signed area in square degrees; above zero when the ring runs counter-clockwise. */
export function turn(ring: Ring): number {
  let sum = 0
  // Around the first point: the products of whole coordinates would lose eight digits.
  const [x0, y0] = ring[0] ?? [0, 0]
  for (let at = 1; at < ring.length; at++) {
    const [[x1, y1], [x2, y2]] = [ring[at - 1] ?? [x0, y0], ring[at] ?? [x0, y0]]
    sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
  }
  return sum
}

/** Area in square metres of a ring that lies around the latitude `lat`. */
export const areaM2 = (ring: Ring, lat: number): number =>
  (Math.abs(turn(ring)) / 2) * METRES_PER_DEGREE ** 2 * Math.cos(lat * RAD)

export const counterClockwise = (ring: Ring): Ring => (turn(ring) < 0 ? [...ring].reverse() : ring)

/** Above zero when c lies left of the line from a to b. */
const side = (a: LonLat, b: LonLat, c: LonLat) =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

/** True when the open segments a–b and c–d cross in one point; touching is no crossing. */
export function cross(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  if (Math.max(a[0], b[0]) <= Math.min(c[0], d[0]) || Math.max(c[0], d[0]) <= Math.min(a[0], b[0]))
    return false
  if (Math.max(a[1], b[1]) <= Math.min(c[1], d[1]) || Math.max(c[1], d[1]) <= Math.min(a[1], b[1]))
    return false
  return (
    Math.sign(side(a, b, c)) * Math.sign(side(a, b, d)) < 0 &&
    Math.sign(side(c, d, a)) * Math.sign(side(c, d, b)) < 0
  )
}

export type Segment = readonly [LonLat, LonLat]

export const segmentsOf = (ring: Ring): Segment[] =>
  ring.slice(1).map((point, index): Segment => [ring[index] ?? point, point])

/** A point where the ring meets itself: two edges cross, or a corner comes twice. Null when it is simple. */
export function selfCrossing(ring: Ring): LonLat | null {
  const seen = new Set<string>()
  for (const point of ring.slice(1)) {
    const key = point.join()
    if (seen.has(key)) return point
    seen.add(key)
  }
  const segments = segmentsOf(ring)
  for (const [index, [a, b]] of segments.entries())
    for (let other = index + 2; other < segments.length; other++) {
      const [c, d] = segments[other] ?? [a, b]
      if (cross(a, b, c, d)) return a
    }
  return null
}

/** Distance of a point from a segment, in degrees. */
export function distanceTo([a, b]: Segment, [x, y]: LonLat): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / length))
  return Math.hypot(a[0] + share * dx - x, a[1] + share * dy - y)
}
