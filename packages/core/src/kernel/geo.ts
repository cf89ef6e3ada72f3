/** Longitude and latitude in degrees, CGCS2000/WGS-84. */
export type LonLat = readonly [lon: number, lat: number]
export type Ring = readonly LonLat[]
export interface Polygon {
  readonly type: 'Polygon'
  readonly coordinates: readonly Ring[]
}

const RADIUS_M = 6_371_008.8
const RAD = Math.PI / 180

/** Great-circle distance in metres. */
export function distanceM(a: LonLat, b: LonLat): number {
  const dLat = (b[1] - a[1]) * RAD
  const dLon = (b[0] - a[0]) * RAD
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RAD) * Math.cos(b[1] * RAD) * Math.sin(dLon / 2) ** 2
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

function inRing(ring: Ring, [x, y]: LonLat): boolean {
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

/** Even-odd rule over all rings, so holes are outside. */
export const covers = (polygon: Polygon, point: LonLat): boolean =>
  polygon.coordinates.reduce((inside, ring) => inside !== inRing(ring, point), false)

/** West, south, east, north. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

export function boundsOf(polygon: Polygon): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of polygon.coordinates[0] ?? []) {
    west = Math.min(west, lon)
    south = Math.min(south, lat)
    east = Math.max(east, lon)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}
