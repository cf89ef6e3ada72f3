// grids.csv with grids.geojson, and divisions.geojson: codes, parents and sound polygons.
import type { LonLat, Polygon, Ring } from '../kernel/geo.ts'
import type { Grid, Organisation } from './district.ts'
import * as cell from './pack.cells.ts'
import type { RawTable, Table } from './pack.cells.ts'
import type { PackPlace, Report } from './pack.errors.ts'
import { featuresOf, linesOrAreas, polygonsOf, textOf, type RawFeature, type RawGeo } from './pack.geo.ts'
import { counterClockwise, selfCrossing, turn } from './shape.ts'
import { DIVISION_LEVELS, type BaseFeature, type Division } from './register.ts'

const COLUMNS = {
  code: cell.code('16 digits: community, 1 BASIC or 2 EXCLUSIVE, number', /^\d{12}[12]\d{3}$/),
  kind: cell.among(['BASIC', 'EXCLUSIVE']),
  name: cell.text,
  community: cell.code('12 digits', /^\d{12}$/),
  households: cell.whole(0, 1_000_000),
  population: cell.whole(0, 10_000_000),
}

const KIND_DIGIT = { BASIC: '1', EXCLUSIVE: '2' } as const

const placeOf = ([lon, lat]: LonLat) => `${lon.toFixed(6)}, ${lat.toFixed(6)}`

/** True when every ring is closed by itself, has an area and does not meet itself. */
function isSound(rings: readonly Ring[], at: PackPlace, report: Report): boolean {
  for (const ring of rings) {
    if (turn(ring) === 0) return (report(at, 'pack/geometry', { reason: 'area 0' }), false)
    const place = selfCrossing(ring)
    if (place) return (report(at, 'pack/self-crossing', { place: placeOf(place) }), false)
  }
  return rings.length > 0
}

/** Outer ring counter-clockwise, holes clockwise (RFC 7946). */
const wound = (rings: readonly Ring[]): readonly Ring[] =>
  rings.map((ring, index) => (index === 0 ? counterClockwise(ring) : [...counterClockwise(ring)].reverse()))

function polygonOf(feature: RawFeature, at: PackPlace, report: Report): Polygon | null {
  const [rings, ...more] = polygonsOf(feature, at, report) ?? []
  if (!rings) return null
  if (more.length > 0) return (report(at, 'pack/geometry', { reason: 'MultiPolygon' }), null)
  return isSound(rings, at, report) ? { type: 'Polygon', coordinates: wound(rings) } : null
}

/** Features by their property `code`; a code that comes twice is reported. */
function byCode(raw: RawGeo, report: Report): ReadonlyMap<string, RawFeature> {
  const found = new Map<string, RawFeature>()
  for (const feature of featuresOf(raw, report)) {
    const at = { file: raw.file, row: feature.row, column: 'code' }
    const code = textOf(feature, 'code')
    const before = found.get(code)
    if (code === '') report(at, 'pack/required')
    else if (before) report(at, 'pack/duplicate', { value: code, first: before.row })
    else found.set(code, feature)
  }
  return found
}

/** Grids with their polygons. `organisations` names the communities. */
export function readGrids(
  raw: RawTable,
  geo: RawGeo,
  organisations: Table<Organisation>,
  report: Report,
): Table<Grid> {
  const table = cell.readTable(raw, COLUMNS, report)
  cell.checkUnique(table, 'code', (row) => row.code, report)
  const features = byCode(geo, report)
  for (const [code, { row }] of features)
    if (!table.codes.has(code))
      report({ file: geo.file, row, column: 'code' }, 'pack/unknown-reference', {
        value: code,
        target: raw.file,
      })
  const rows = table.rows.flatMap(({ row, value }) => {
    const at = (column: string) => ({ file: raw.file, row, column })
    const { code, kind, community } = value
    if (!organisations.codes.has(community))
      report(at('community'), 'pack/unknown-reference', { value: community, target: organisations.file })
    if (!code.startsWith(community + KIND_DIGIT[kind]))
      report(at('code'), 'pack/wrong-parent', { value: code, parent: `${community}${KIND_DIGIT[kind]}` })
    const feature = features.get(code)
    if (!feature) return (report(at('code'), 'pack/polygon-missing'), [])
    const polygon = polygonOf(feature, { file: geo.file, row: feature.row, column: 'geometry' }, report)
    return polygon ? [{ row, value: { ...value, street: community.slice(0, 9), polygon } }] : []
  })
  return { ...table, rows }
}

/** Outlines of all streets and communities. */
export function readDivisions(
  raw: RawGeo,
  organisations: Table<Organisation>,
  report: Report,
): Table<Division> {
  const features = byCode(raw, report)
  const rows = [...features].flatMap(([code, feature]) => {
    const at = (column: string) => ({ file: raw.file, row: feature.row, column })
    const level = DIVISION_LEVELS.find((one) => one === textOf(feature, 'level'))
    if (!organisations.codes.has(code))
      report(at('code'), 'pack/unknown-reference', { value: code, target: organisations.file })
    if (!level) {
      report(at('level'), 'pack/not-allowed', {
        value: textOf(feature, 'level'),
        allowed: DIVISION_LEVELS.join(' '),
      })
      return []
    }
    const parts = polygonsOf(feature, at('geometry'), report)
    if (!parts?.every((rings) => isSound(rings, at('geometry'), report))) return []
    return [{ row: feature.row, value: { code, level, outline: parts.map(wound) } }]
  })
  for (const { row, value } of organisations.rows) {
    const needed = value.kind === 'STREET' || value.kind === 'COMMUNITY'
    if (needed && !features.has(value.code))
      report({ file: organisations.file, row, column: 'code' }, 'pack/polygon-missing')
  }
  return { file: raw.file, rows, codes: new Set(features.keys()) }
}

/** Water or roads: name may be empty, kind not. */
export function readBase(raw: RawGeo, report: Report): readonly BaseFeature[] {
  return featuresOf(raw, report).flatMap((feature) => {
    const at = (column: string) => ({ file: raw.file, row: feature.row, column })
    const kind = textOf(feature, 'kind')
    if (kind === '') report(at('kind'), 'pack/required')
    const geometry = linesOrAreas(feature, at('geometry'), report)
    return geometry ? [{ name: textOf(feature, 'name'), kind, geometry }] : []
  })
}
