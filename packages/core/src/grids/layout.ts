// How the grids of a community lie, on whole coordinates: neighbours share their corners exactly, so no sliver can arise.
import { cross, distanceTo, turn } from '../districts/shape.ts'
import { UNITS, type PlannedGrid, type WholePoint } from './redraw.plan.ts'

/** Closed: the last corner is the first again. */
export type WholeRing = readonly WholePoint[]

/** The grids of one community and the outline that they fill, all in units of 1e-7 degrees. */
export interface GridLayout {
  readonly community: string
  /** Polygons of rings; empty when the community has no outline. */
  readonly outline: readonly (readonly WholeRing[])[]
  readonly grids: readonly PlannedGrid[]
}

/** A corner that lies this near to an edge lies on it: rounding to whole units moves a point by up to 0.71. */
const ON_EDGE = 1

export const keyOf = ([x, y]: WholePoint): string => `${x},${y}`
export const same = (a: WholePoint, b: WholePoint): boolean => a[0] === b[0] && a[1] === b[1]

export type Edge = readonly [WholePoint, WholePoint]
export const edgesOf = (ring: WholeRing): readonly Edge[] =>
  ring.slice(1).map((point, index): Edge => [ring[index] ?? point, point])
export const edgesOfGrid = ({ rings }: Pick<PlannedGrid, 'rings'>): readonly Edge[] => rings.flatMap(edgesOf)

/** True when the inside of one edge crosses that of the other; touching is no crossing. */
export const crosses = ([a, b]: Edge, [c, d]: Edge): boolean => cross(a, b, c, d)

/** True when the corner lies on the edge and is none of its ends. */
export function isOn(point: WholePoint, edge: Edge): boolean {
  const [[x1, y1], [x2, y2]] = edge
  if (point[0] < Math.min(x1, x2) - ON_EDGE || point[0] > Math.max(x1, x2) + ON_EDGE) return false
  if (point[1] < Math.min(y1, y2) - ON_EDGE || point[1] > Math.max(y1, y2) + ON_EDGE) return false
  return !same(point, edge[0]) && !same(point, edge[1]) && distanceTo(edge, point) <= ON_EDGE
}

/** Even-odd rule over all rings; a point on an edge may count either way. */
export function holds(rings: readonly WholeRing[], [x, y]: readonly [number, number]): boolean {
  let inside = false
  for (const ring of rings)
    for (const [[x1, y1], [x2, y2]] of edgesOf(ring))
      if (y1 > y !== y2 > y && x < x1 + ((x2 - x1) * (y - y1)) / (y2 - y1)) inside = !inside
  return inside
}

/** Without corners that repeat the one before; closed again. Empty when nothing is left of it. */
export function tidyRing(ring: WholeRing): WholePoint[] {
  const open = ring.slice(0, -1)
  const kept = open.filter((point, index) => !same(point, open.at(index - 1) ?? [NaN, NaN]))
  const [first] = kept
  return first && kept.length >= 3 ? [...kept, first] : []
}

/** Counter-clockwise outside, clockwise holes (RFC 7946). */
export const orient = (rings: readonly WholeRing[]): WholePoint[][] =>
  rings.map((ring, index) => (turn(ring) > 0 === (index === 0) ? [...ring] : [...ring].reverse()))

/** The ring with those of the points that lie on its edges among its corners. */
export function withCorners(ring: WholeRing, points: readonly WholePoint[]): WholePoint[] {
  const [first] = ring
  if (!first) return []
  const corners: WholePoint[] = [first]
  for (const edge of edgesOf(ring)) {
    const [from, to] = edge
    const along = ([x, y]: WholePoint) => Math.hypot(x - from[0], y - from[1])
    corners.push(...points.filter((point) => isOn(point, edge)).sort((a, b) => along(a) - along(b)), to)
  }
  return tidyRing(corners)
}

/** Different points among the rings. */
export const cornersOf = (rings: readonly WholeRing[]): WholePoint[] => [
  ...new Map(rings.flat().map((point) => [keyOf(point), point])).values(),
]

/** Corners from the westernmost, southernmost one on, so that the same ring reads the same. */
function fromFirst(ring: WholeRing): string {
  const keys = tidyRing(ring).slice(0, -1)
  const first = keys.reduce((least, [x, y], index) => {
    const [lx, ly] = keys[least] ?? [x, y]
    return x < lx || (x === lx && y < ly) ? index : least
  }, 0)
  return [...keys.slice(first), ...keys.slice(0, first)].map(keyOf).join(' ')
}

/** Whether two outlines hold the same area: a corner in the middle of a straight edge makes no other one. */
export function isSameArea(a: readonly WholeRing[], b: readonly WholeRing[]): boolean {
  const corners = cornersOf([...a, ...b])
  const written = (rings: readonly WholeRing[]) =>
    orient(rings)
      .map((ring) => fromFirst(withCorners(ring, corners)))
      .sort()
      .join(';')
  return written(a) === written(b)
}

/**
 * The same layout in which every corner that lies on an edge of another basic grid, or of the outline, is a corner there
 * too. What moves afterwards moves on both sides.
 */
export function weld(layout: GridLayout): GridLayout {
  const basic = layout.grids.filter(({ kind }) => kind === 'BASIC')
  const points = cornersOf([...layout.outline.flat(), ...basic.flatMap(({ rings }) => rings)])
  return {
    ...layout,
    grids: layout.grids.map((grid) =>
      grid.kind === 'BASIC'
        ? { ...grid, rings: orient(grid.rings.map((ring) => withCorners(ring, points))) }
        : grid,
    ),
  }
}

const METRES = 111_195.08 / UNITS

/** Square metres of one ring. */
export function ringAreaM2(ring: WholeRing): number {
  const lat = (ring[0]?.[1] ?? 0) / UNITS
  return (Math.abs(turn(ring)) / 2) * METRES ** 2 * Math.cos((lat * Math.PI) / 180)
}

/** Square metres of a grid, holes taken off. */
export const gridAreaM2 = ({ rings: [outer = [], ...holes] }: Pick<PlannedGrid, 'rings'>): number =>
  holes.reduce((sum, hole) => sum - ringAreaM2(hole), ringAreaM2(outer))

/** Longitude and latitude in degrees of the middle of an edge: where a finding is shown. */
export const middleOf = ([[x1, y1], [x2, y2]]: Edge): readonly [number, number] => [
  (x1 + x2) / 2 / UNITS,
  (y1 + y2) / 2 / UNITS,
]
