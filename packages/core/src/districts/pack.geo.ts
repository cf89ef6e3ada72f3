// GeoJSON files of the pack: features and coordinates checked one by one, so that each fault names its feature.
import type { LonLat, Ring } from '../kernel/geo.ts'
import type { PackPlace, Report } from './pack.errors.ts'
import type { BaseFeature, BaseGeometry } from './register.ts'

/** A parsed file that should hold a FeatureCollection. */
export interface RawGeo {
  readonly file: string
  readonly value: unknown
}

export interface RawFeature {
  /** Number of the feature in its file, from 1. */
  readonly row: number
  readonly properties: Readonly<Record<string, unknown>>
  readonly type: string
  readonly coordinates: unknown
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The features of a collection; what is no feature with a geometry is reported. */
export function featuresOf({ file, value }: RawGeo, report: Report): readonly RawFeature[] {
  const features = isRecord(value) && value['type'] === 'FeatureCollection' ? value['features'] : undefined
  if (!Array.isArray(features)) {
    report({ file, row: null, column: null }, 'pack/bad-shape', { expected: 'FeatureCollection' })
    return []
  }
  return features.flatMap((feature: unknown, index): RawFeature[] => {
    const geometry = isRecord(feature) ? feature['geometry'] : undefined
    if (!isRecord(feature) || !isRecord(geometry)) {
      report({ file, row: index + 1, column: 'geometry' }, 'pack/bad-shape', { expected: 'Feature' })
      return []
    }
    const { properties } = { properties: feature['properties'] }
    return [
      {
        row: index + 1,
        properties: isRecord(properties) ? properties : {},
        type: String(geometry['type']),
        coordinates: geometry['coordinates'],
      },
    ]
  })
}

/** A property as text; empty when it is not there. */
export function textOf({ properties }: RawFeature, name: string): string {
  const value = properties[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

const isPoint = (value: unknown): value is LonLat =>
  Array.isArray(value) &&
  value.length >= 2 &&
  typeof value[0] === 'number' &&
  typeof value[1] === 'number' &&
  Math.abs(value[0]) <= 180 &&
  Math.abs(value[1]) <= 90

const isLine = (value: unknown): value is readonly LonLat[] =>
  Array.isArray(value) && value.length >= 2 && value.every(isPoint)

const isRing = (value: unknown): value is Ring => {
  if (!isLine(value) || value.length < 4) return false
  const [first, last] = [value[0], value.at(-1)]
  return first?.[0] === last?.[0] && first?.[1] === last?.[1]
}

const isPolygon = (value: unknown): value is readonly Ring[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRing)

const isListOf =
  <T>(check: (value: unknown) => value is T) =>
  (value: unknown): value is readonly T[] =>
    Array.isArray(value) && value.length > 0 && value.every(check)

const isMultiPolygon = isListOf(isPolygon)
const isMultiLine = isListOf(isLine)

/** The polygons of a Polygon or MultiPolygon, or undefined when it is another thing or not complete. */
export function polygonsOf(
  { type, coordinates }: RawFeature,
  at: PackPlace,
  report: Report,
): readonly (readonly Ring[])[] | undefined {
  if (type === 'Polygon' && isPolygon(coordinates)) return [coordinates]
  if (type === 'MultiPolygon' && isMultiPolygon(coordinates)) return coordinates
  report(at, 'pack/geometry', { reason: type })
  return undefined
}

const CHECKS: Readonly<Record<BaseGeometry, (value: unknown) => boolean>> = {
  Polygon: isPolygon,
  MultiPolygon: isMultiPolygon,
  LineString: isLine,
  MultiLineString: isMultiLine,
}

const isBaseGeometry = (type: string): type is BaseGeometry => type in CHECKS

export function linesOrAreas(
  { type, coordinates }: RawFeature,
  at: PackPlace,
  report: Report,
): BaseFeature['geometry'] | undefined {
  if (isBaseGeometry(type) && CHECKS[type](coordinates)) return { type, coordinates }
  report(at, 'pack/geometry', { reason: type })
  return undefined
}
