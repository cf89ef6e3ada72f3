// Splitting a grid along a line.
import { refuse, type Edited } from './edit.ts'
import {
  edgesOf,
  gridAreaM2,
  holds,
  same,
  tidyRing,
  weld,
  withCorners,
  type Edge,
  type GridLayout,
  type WholeRing,
} from './layout.ts'
import type { PlannedGrid, WholePoint } from './redraw.plan.ts'

interface Hit {
  readonly point: WholePoint
  /** Edge of the line and the share of it that lies before the hit. */
  readonly edge: number
  readonly share: number
}

/** Nearer to a corner than this the line goes through the corner: 20 cm, finer than anyone draws. */
const SNAP = 20
/** A part below this is a slip of the hand: square metres. */
const LEAST_M2 = 10

function meet([a, b]: Edge, [c, d]: Edge): { readonly at: WholePoint; readonly share: number } | null {
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
  const turned = rx * sy - ry * sx
  if (turned === 0) return null
  const [qx, qy] = [c[0] - a[0], c[1] - a[1]]
  const share = (qx * sy - qy * sx) / turned
  const other = (qx * ry - qy * rx) / turned
  if (share < 0 || share > 1 || other < 0 || other > 1) return null
  const at: WholePoint = [Math.round(a[0] + share * rx), Math.round(a[1] + share * ry)]
  const near = [c, d].find(([x, y]) => Math.hypot(x - at[0], y - at[1]) <= SNAP)
  return { at: near ?? at, share }
}

/** Where the line meets the ring, in the order of the line; a corner that two edges share is met once. */
function hitsOf(ring: WholeRing, line: readonly WholePoint[]): Hit[] {
  const hits = edgesOf(line).flatMap((part, edge) =>
    edgesOf(ring).flatMap((border): Hit[] => {
      const met = meet(part, border)
      return met ? [{ point: met.at, edge, share: met.share }] : []
    }),
  )
  hits.sort((a, b) => a.edge - b.edge || a.share - b.share)
  return hits.filter((hit, index) => index === 0 || !same(hit.point, hits[index - 1]?.point ?? hit.point))
}

/** The corners from one to the other in the direction of the ring, both included. */
function stretch(ring: WholeRing, from: WholePoint, to: WholePoint): WholePoint[] {
  const open = ring.slice(0, -1)
  const start = open.findIndex((corner) => same(corner, from))
  const corners: WholePoint[] = []
  for (let step = 0; step <= open.length; step++) {
    const corner = open[(start + step) % open.length]
    if (!corner) break
    corners.push(corner)
    if (step > 0 && same(corner, to)) break
  }
  return corners
}

const close = (corners: readonly WholePoint[]): WholePoint[] => {
  const [first] = corners
  return first ? tidyRing([...corners, first]) : []
}

/** People and homes by area, until somebody counts. */
function divide(grid: PlannedGrid, parts: readonly (readonly WholeRing[])[]): PlannedGrid[] {
  const cut = parts.map((rings) => ({ ...grid, rings: rings.map((ring) => [...ring]) }))
  const areas = cut.map(gridAreaM2)
  const whole = areas.reduce((sum, area) => sum + area, 0)
  const second = (areas[1] ?? 0) / whole
  const [households, population] = [
    Math.round(grid.households * second),
    Math.round(grid.population * second),
  ]
  return cut.map((part, index) =>
    index === 0
      ? { ...part, households: grid.households - households, population: grid.population - population }
      : { ...part, households, population },
  )
}

/**
 * Splits a grid along a line that enters it once and leaves it once. The larger part keeps code, name and posts; the other
 * is new, under `added`. Households and population are divided by area.
 */
export function splitGrid(
  layout: GridLayout,
  id: string,
  line: readonly WholePoint[],
  added: Pick<PlannedGrid, 'id' | 'name'>,
): Edited {
  const grid = layout.grids.find((one) => one.id === id)
  const [outer, ...holes] = grid?.rings ?? []
  if (!grid || !outer) return refuse('edit/no-grid')
  const hits = hitsOf(outer, line)
  if (hits.length < 2) return refuse('edit/line-misses')
  if (hits.length > 2) return refuse('edit/line-crosses-often')
  if (holes.some((hole) => hitsOf(hole, line).length > 0)) return refuse('edit/line-cuts-hole')
  const [enter, leave] = hits
  if (!enter || !leave) return refuse('edit/line-misses')
  const between = line.slice(enter.edge + 1, leave.edge + 1)
  const ring = withCorners(outer, [enter.point, leave.point])
  const parts = [
    close([...stretch(ring, enter.point, leave.point), ...between.toReversed()]),
    close([...stretch(ring, leave.point, enter.point), ...between]),
  ].sort((a, b) => gridAreaM2({ rings: [b] }) - gridAreaM2({ rings: [a] }))
  if (parts.some((part) => part.length === 0 || gridAreaM2({ rings: [part] }) < LEAST_M2))
    return refuse('edit/too-small')
  const whole = parts.map((part) => [
    part,
    ...holes.filter(([corner]) => corner !== undefined && holds([part], corner)),
  ])
  const [kept, cut] = divide(grid, whole)
  if (!kept || !cut) return refuse('edit/too-small')
  const grids = layout.grids.flatMap((one) =>
    one.id === id ? [kept, { ...cut, ...added, posts: [] }] : [one],
  )
  return { ok: true, layout: weld({ ...layout, grids }) }
}
