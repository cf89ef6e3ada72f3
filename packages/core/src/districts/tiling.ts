// Basic grids tile their community and exclusive grids lie within it (domain specification §4.1, topology test).
// Every inner edge has a grid on either side and every other edge lies on the outline: then nothing overlaps or gapes.
import { covers, type LonLat, type Ring } from '../kernel/geo.ts'
import type { Grid } from './district.ts'
import { valuesOf, type Row, type Table } from './pack.cells.ts'
import type { Report } from './pack.errors.ts'
import type { Division } from './register.ts'
import { areaM2, cross, distanceTo, segmentsOf, type Segment } from './shape.ts'

/** Share by which the areas may differ: rounding in the eighth digit, not a missing corner. */
const AREA_TOLERANCE = 1e-6
/** Degrees within which a corner counts as lying on the outline: 0.1 mm. */
const ON_LINE = 1e-9

const keyOf = ([x, y]: LonLat) => `${x},${y}`
const edgeKey = ([a, b]: Segment) => `${keyOf(a)} ${keyOf(b)}`
const turned = ([a, b]: Segment): Segment => [b, a]
const placeOf = ([[x1, y1], [x2, y2]]: Segment) =>
  `${((x1 + x2) / 2).toFixed(6)}, ${((y1 + y2) / 2).toFixed(6)}`

const ringsOf = (grid: Grid): readonly Ring[] => grid.polygon.coordinates

interface Community {
  readonly code: string
  readonly outline: Division['outline']
  readonly grids: readonly Row<Grid>[]
}

function checkTiles({ code, outline, grids }: Community, file: string, report: Report): void {
  const owner = new Map<string, string>()
  for (const { row, value } of grids)
    for (const segment of ringsOf(value).flatMap(segmentsOf)) {
      const key = edgeKey(segment)
      const other = owner.get(key)
      // Two rings that run the same way along an edge lie on the same side of it.
      if (other !== undefined)
        return report({ file, row, column: 'geometry' }, 'pack/overlap', { other, place: placeOf(segment) })
      owner.set(key, value.code)
    }
  const border = new Set(outline.flat().flatMap(segmentsOf).map(edgeKey))
  for (const { row, value } of grids)
    for (const segment of ringsOf(value).flatMap(segmentsOf))
      if (!owner.has(edgeKey(turned(segment))) && !border.has(edgeKey(segment)))
        return report({ file, row, column: 'geometry' }, 'pack/gap', {
          community: code,
          place: placeOf(segment),
        })
  checkArea({ code, outline, grids }, file, report)
}

function checkArea({ code, outline, grids }: Community, file: string, report: Report): void {
  const lat = outline[0]?.[0]?.[0]?.[1] ?? 0
  const area = ([outer = [], ...holes]: readonly Ring[]) =>
    holes.reduce((sum, hole) => sum - areaM2(hole, lat), areaM2(outer, lat))
  const sum = (all: readonly (readonly Ring[])[]) => all.reduce((total, rings) => total + area(rings), 0)
  const [covered, whole] = [sum(grids.map(({ value }) => ringsOf(value))), sum(outline)]
  if (Math.abs(covered - whole) <= whole * AREA_TOLERANCE) return
  report({ file, row: null, column: 'geometry' }, 'pack/area', {
    community: code,
    grids: Math.round(covered),
    outline: Math.round(whole),
  })
}

/** The first place where an exclusive grid leaves the outline; running along it is allowed. */
function leaving(grid: Grid, outline: Division['outline']): LonLat | null {
  const border = outline.flat().flatMap(segmentsOf)
  const isInside = (point: LonLat) =>
    outline.some((rings) => covers({ type: 'Polygon', coordinates: rings }, point)) ||
    border.some((segment) => distanceTo(segment, point) <= ON_LINE)
  for (const segment of ringsOf(grid).flatMap(segmentsOf)) {
    const [a, b] = segment
    if (!isInside(a)) return a
    if (
      border.some(
        ([c, d]) => cross(a, b, c, d) && distanceTo([c, d], a) > ON_LINE && distanceTo([c, d], b) > ON_LINE,
      )
    )
      return a
  }
  return null
}

/** Reports gaps, overlaps and exclusive grids that leave their community; one finding a community and kind. */
export function checkTiling(
  grids: Table<Grid>,
  divisions: Table<Division>,
  file: string,
  report: Report,
): void {
  const outlines = new Map(valuesOf(divisions).map((division) => [division.code, division.outline]))
  for (const [code, rows] of Map.groupBy(grids.rows, ({ value }) => value.community)) {
    const outline = outlines.get(code)
    // Its absence has been reported already.
    if (!outline) continue
    const basic = rows.filter(({ value }) => value.kind === 'BASIC')
    // A grid whose own polygon is at fault would look like a gap.
    if (isWhole(grids, code)) checkTiles({ code, outline, grids: basic }, file, report)
    for (const { row, value } of rows) {
      const place = value.kind === 'EXCLUSIVE' ? leaving(value, outline) : null
      if (place)
        report({ file: grids.file, row, column: 'geometry' }, 'pack/outside-community', {
          community: code,
          place: place.map((degrees) => degrees.toFixed(6)).join(', '),
        })
    }
  }
}

function isWhole(grids: Table<Grid>, community: string): boolean {
  const basic = (code: string) => code.startsWith(`${community}1`)
  const read = new Set(grids.rows.map(({ value }) => value.code))
  return [...grids.codes].filter(basic).every((code) => read.has(code))
}
