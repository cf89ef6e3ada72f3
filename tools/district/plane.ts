/** Plane geometry in metres around the town centre; every stored vertex lies on the 1e-6° lattice of the files. */
export type Point = readonly [x: number, y: number]

/** Town centre of Hongshan district (150402). */
export const CENTRE: Point = [118.96, 42.26]
const METRES_PER_DEGREE = 111_320
const SHRINK = Math.cos((CENTRE[1] * Math.PI) / 180)

const micro = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** Longitude and latitude with six decimals (about 0.1 m). */
export const toLonLat = ([x, y]: Point): Point => [
  micro(CENTRE[0] + x / (METRES_PER_DEGREE * SHRINK)),
  micro(CENTRE[1] + y / METRES_PER_DEGREE),
]

export const toMetres = ([lon, lat]: Point): Point => [
  (lon - CENTRE[0]) * METRES_PER_DEGREE * SHRINK,
  (lat - CENTRE[1]) * METRES_PER_DEGREE,
]

/** The point as it will be read back from the files. */
export const onLattice = (point: Point): Point => toMetres(toLonLat(point))

export const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1])
export const along = (a: Point, b: Point, share: number): Point => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
]

/** Positive for counter-clockwise rings (without a repeated last point). */
export function areaOf(ring: readonly Point[]): number {
  let sum = 0
  ring.forEach((a, index) => {
    const b = ring[(index + 1) % ring.length] ?? a
    sum += a[0] * b[1] - b[0] * a[1]
  })
  return sum / 2
}

export const lengthOf = (line: readonly Point[]) =>
  line.reduce((sum, point, index) => sum + (index ? distance(point, line[index - 1] ?? point) : 0), 0)

export function centroidOf(ring: readonly Point[]): Point {
  let [x, y] = [0, 0]
  const area = areaOf(ring)
  ring.forEach((a, index) => {
    const b = ring[(index + 1) % ring.length] ?? a
    const cross = a[0] * b[1] - b[0] * a[1]
    x += (a[0] + b[0]) * cross
    y += (a[1] + b[1]) * cross
  })
  return [x / (6 * area), y / (6 * area)]
}

export function contains(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false
  let previous = ring.at(-1)
  for (const point of ring) {
    if (previous) {
      const [x1, y1] = point
      const [x2, y2] = previous
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
    }
    previous = point
  }
  return inside
}

export function distanceToSegment(p: Point, a: Point, b: Point): number {
  const length = distance(a, b)
  if (length === 0) return distance(p, a)
  const share = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length ** 2
  return distance(p, along(a, b, Math.min(1, Math.max(0, share))))
}

export function distanceToRing(ring: readonly Point[], point: Point): number {
  let least = Infinity
  ring.forEach((a, index) => {
    least = Math.min(least, distanceToSegment(point, a, ring[(index + 1) % ring.length] ?? a))
  })
  return least
}

const side = (a: Point, b: Point, c: Point) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

/** True when the open segments cross or touch; shared end points do not count. */
export function segmentsMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [s1, s2, s3, s4] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  return s1 * s2 <= 0 && s3 * s4 <= 0 && !(s1 === 0 && s2 === 0)
}

/** Share of the circle with the same outline: 1 is a circle, 0.785 a square, 0.35 a strip of 1 : 7. */
export function compactness(ring: readonly Point[]): number {
  const outline = lengthOf([...ring, ...ring.slice(0, 1)])
  return (4 * Math.PI * Math.abs(areaOf(ring))) / outline ** 2
}

/** Direction in radians of the longest extent of a cloud of points. */
export function axisOf(points: readonly Point[]): number {
  const mean = points.reduce<Point>(
    (sum, p) => [sum[0] + p[0] / points.length, sum[1] + p[1] / points.length],
    [0, 0],
  )
  let [xx, yy, xy] = [0, 0, 0]
  for (const [x, y] of points) {
    xx += (x - mean[0]) ** 2
    yy += (y - mean[1]) ** 2
    xy += (x - mean[0]) * (y - mean[1])
  }
  return Math.atan2(2 * xy, xx - yy) / 2
}
