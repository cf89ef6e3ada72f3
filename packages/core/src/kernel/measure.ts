// Lengths, areas and circles on the ground. Pure.
import { distanceM, type LonLat } from './geo.ts'

const RADIUS_M = 6_371_008.8
const RAD = Math.PI / 180

/** Metres along a line. */
export const lengthM = (line: readonly LonLat[]): number =>
  line.reduce((sum, point, index) => {
    const before = line[index - 1]
    return before ? sum + distanceM(before, point) : 0
  }, 0)

/** Square metres of a ring that is not closed, on the sphere (Chamberlain and Duquette 2007); either direction. */
export function areaM2(ring: readonly LonLat[]): number {
  if (ring.length < 3) return 0
  const twice = ring.reduce((sum, [lon, lat], index) => {
    const [nextLon, nextLat] = ring[(index + 1) % ring.length] ?? [lon, lat]
    return sum + (nextLon - lon) * RAD * (2 + Math.sin(lat * RAD) + Math.sin(nextLat * RAD))
  }, 0)
  return Math.abs((twice * RADIUS_M * RADIUS_M) / 2)
}

/** Corners of a circle on the ground, counter-clockwise, not closed. 64 of them enclose 99.8 % of its area. */
export function circleRing([lon, lat]: LonLat, radiusM: number, corners = 64): readonly LonLat[] {
  const north = radiusM / (RADIUS_M * RAD)
  const east = north / Math.cos(lat * RAD)
  return Array.from({ length: corners }, (_, index) => {
    const angle = (2 * Math.PI * index) / corners
    return [lon + east * Math.cos(angle), lat + north * Math.sin(angle)]
  })
}
