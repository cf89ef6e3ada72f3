// Checks GeoJSON (RFC 7946) before anything of it is taken: what is wrong is said with the feature in which it is.
import type { LonLat } from '../kernel/geo.ts'
import type { Geometry } from './load.ts'

export type GeoFault =
  | 'not-a-collection'
  | 'not-a-feature'
  | 'no-properties'
  | 'geometry-type'
  | 'coordinates'
  | 'out-of-range'
  | 'ring-short'
  | 'ring-open'
  | 'self-crossing'

export interface GeoFeature {
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: Geometry | null
  readonly fault: GeoFault | null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function positionFault(value: unknown): GeoFault | null {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) return 'coordinates'
  if (!value.every((number) => typeof number === 'number' && Number.isFinite(number))) return 'coordinates'
  const [lon = NaN, lat = NaN] = value as number[]
  return lon < -180 || lon > 180 || lat < -90 || lat > 90 ? 'out-of-range' : null
}

const first = (faults: Iterable<GeoFault | null>): GeoFault | null => {
  for (const fault of faults) if (fault) return fault
  return null
}

const side = (a: LonLat, b: LonLat, c: LonLat) =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

/** Rings of up to this many corners are looked at for crossings: every pair of edges is compared. */
const MOST_CORNERS = 2_000

function crosses(ring: readonly LonLat[]): boolean {
  const edges = ring.slice(1).map((b, index) => [ring[index] ?? b, b] as const)
  return edges.some(([a, b], one) =>
    edges.slice(one + 2).some(([c, d], later) => {
      const neighbours = one === 0 && later + 2 === edges.length - 1
      return !neighbours && side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
    }),
  )
}

function ringFault(value: unknown): GeoFault | null {
  if (!Array.isArray(value)) return 'coordinates'
  const fault = first(value.map(positionFault))
  if (fault) return fault
  if (value.length < 4) return 'ring-short'
  // Gate: every position was checked above.
  const ring = value as LonLat[]
  const [begin, end] = [ring[0], ring.at(-1)]
  if (begin?.[0] !== end?.[0] || begin?.[1] !== end?.[1]) return 'ring-open'
  return ring.length <= MOST_CORNERS && crosses(ring) ? 'self-crossing' : null
}

const each = (value: unknown, fault: (part: unknown) => GeoFault | null): GeoFault | null =>
  Array.isArray(value) && value.length > 0 ? first(value.map(fault)) : 'coordinates'

/** What is wrong with a geometry; null: nothing. Lines with one position and other types of geometry are faults. */
export function geometryFault(value: unknown): GeoFault | null {
  if (!isRecord(value)) return 'geometry-type'
  const { coordinates } = value
  switch (value['type']) {
    case 'Point':
      return positionFault(coordinates)
    case 'LineString':
      return (
        each(coordinates, positionFault) ?? ((coordinates as unknown[]).length < 2 ? 'coordinates' : null)
      )
    case 'Polygon':
      return each(coordinates, ringFault)
    case 'MultiPolygon':
      return each(coordinates, (polygon) => each(polygon, ringFault))
    default:
      return 'geometry-type'
  }
}

function featureOf(value: unknown): GeoFeature {
  const wrong = (fault: GeoFault): GeoFeature => ({ properties: {}, geometry: null, fault })
  if (!isRecord(value) || value['type'] !== 'Feature') return wrong('not-a-feature')
  const { properties, geometry, id } = value
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') return wrong('not-a-feature')
  if (properties !== null && !isRecord(properties)) return wrong('no-properties')
  const fault = geometry === null ? null : geometryFault(geometry)
  // Gate: checked by `geometryFault`.
  return { properties: properties ?? {}, geometry: fault ? null : (geometry as Geometry | null), fault }
}

/** Members that would change what a collection means (RFC 7946 §7.1). */
const FOREIGN: readonly string[] = ['coordinates', 'geometries', 'geometry', 'properties']

/** Features of a collection, each with what is wrong with it; null: it is no collection at all. */
export function readFeatures(value: unknown): readonly GeoFeature[] | null {
  if (!isRecord(value) || value['type'] !== 'FeatureCollection' || !Array.isArray(value['features']))
    return null
  if (FOREIGN.some((name) => name in value)) return null
  return value['features'].map(featureOf)
}

type Nested = LonLat | readonly Nested[]
const isPosition = (value: Nested): value is LonLat => typeof value[0] === 'number'
const mapped = (value: Nested, turn: (at: LonLat) => LonLat): Nested =>
  isPosition(value) ? turn(value) : value.map((part) => mapped(part, turn))

/** The same geometry in another datum. */
export const turned = (geometry: Geometry, turn: (at: LonLat) => LonLat): Geometry => ({
  ...geometry,
  // Gate: a geometry was checked when it was read.
  coordinates: mapped(geometry.coordinates as Nested, turn),
})

/** A point that stands for a geometry: itself, or the middle of the corners of its first ring. */
export function standFor({ type, coordinates }: Geometry): LonLat {
  // Gate: a geometry was checked when it was read.
  if (type === 'Point') return coordinates as LonLat
  const ring = (
    type === 'LineString'
      ? coordinates
      : type === 'Polygon'
        ? (coordinates as unknown[])[0]
        : (coordinates as unknown[][])[0]?.[0]
  ) as readonly LonLat[]
  const corners = type === 'LineString' ? ring : ring.slice(0, -1)
  const sum = corners.reduce((all, [x, y]) => [all[0] + x, all[1] + y] as const, [0, 0] as const)
  return [sum[0] / corners.length, sum[1] / corners.length]
}
