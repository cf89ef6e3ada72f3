// Whether the basic grids of a community fill it exactly and exclusive grids lie in it (domain specification §4.1).
// After welding, every edge of a basic grid is that of a neighbour the other way round, or one of the outline: then
// nothing overlaps and nothing gapes. What fails this is named by what lies beyond the edge.
import { selfCrossing } from '../districts/shape.ts'
import {
  cornersOf,
  crosses,
  edgesOf,
  edgesOfGrid,
  gridAreaM2,
  holds,
  isOn,
  keyOf,
  middleOf,
  same,
  weld,
  withCorners,
  type Edge,
  type GridLayout,
  type WholeRing,
} from './layout.ts'
import { UNITS, type PlannedGrid, type WholePoint } from './redraw.plan.ts'
import { finding, type RedrawFinding } from './redraw.refusals.ts'

export type LayoutFinding = RedrawFinding

const edgeKey = ([a, b]: Edge) => `${keyOf(a)} ${keyOf(b)}`

/** A point half a metre to the right of the middle of an edge: outside of the grid whose ring runs this way. */
function beyond([[x1, y1], [x2, y2]]: Edge): readonly [number, number] {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  const off = Math.min(50, length / 4)
  return [(x1 + x2) / 2 + ((y2 - y1) / length) * off, (y1 + y2) / 2 - ((x2 - x1) / length) * off]
}

const degrees = ([x, y]: WholePoint): readonly [number, number] => [x / UNITS, y / UNITS]

function brokenGrids({ grids }: GridLayout): RedrawFinding[] {
  return grids.flatMap((grid) => {
    for (const ring of grid.rings) {
      const [first] = ring
      const last = ring.at(-1)
      if (!first || !last || ring.length < 4 || !same(first, last))
        return [finding('broken', { grids: [grid.id] })]
      const place = selfCrossing(ring)
      if (place) return [finding('broken', { grids: [grid.id], place: [place[0] / UNITS, place[1] / UNITS] })]
    }
    return gridAreaM2(grid) > 0 ? [] : [finding('broken', { grids: [grid.id] })]
  })
}

/** One finding a kind and pair of grids, at the first place. */
function onePlaceEach(all: readonly RedrawFinding[]): RedrawFinding[] {
  const first = new Map<string, RedrawFinding>()
  for (const one of all) {
    const key = `${one.code} ${one.grids.toSorted().join()}`
    if (!first.has(key)) first.set(key, one)
  }
  return [...first.values()]
}

interface Owned {
  readonly edge: Edge
  readonly grid: PlannedGrid
}

function tilingOf(layout: GridLayout): RedrawFinding[] {
  const { community, grids } = weld(layout)
  const basic = grids.filter(({ kind }) => kind === 'BASIC')
  const corners = cornersOf(basic.flatMap(({ rings }) => rings))
  const border = layout.outline.flat().map((ring) => withCorners(ring, corners))
  const borderEdges = new Set(border.flatMap(edgesOf).flatMap(([a, b]) => [edgeKey([a, b]), edgeKey([b, a])]))
  const found: RedrawFinding[] = []
  const owned = new Map<string, Owned>()
  for (const grid of basic)
    for (const edge of edgesOfGrid(grid)) {
      const other = owned.get(edgeKey(edge))
      if (other)
        found.push(finding('overlap', { grids: [other.grid.id, grid.id], community, place: middleOf(edge) }))
      owned.set(edgeKey(edge), { edge, grid })
    }
  for (const { edge, grid } of owned.values()) {
    if (owned.has(edgeKey([edge[1], edge[0]])) || borderEdges.has(edgeKey(edge))) continue
    const point = beyond(edge)
    const other = basic.find((one) => one !== grid && holds(one.rings, point))
    const place = middleOf(edge)
    if (other) found.push(finding('overlap', { grids: [grid.id, other.id], community, place }))
    else if (holds(layout.outline.flat(), point))
      found.push(finding('gap', { grids: [grid.id], community, place }))
    else found.push(finding('outside', { grids: [grid.id], community, place }))
  }
  for (const edge of border.flatMap(edgesOf))
    if (!owned.has(edgeKey(edge)) && !owned.has(edgeKey([edge[1], edge[0]])))
      found.push(finding('gap', { community, place: middleOf(edge) }))
  return [...found, ...crossings(basic, community)]
}

/** Grids of one kind whose edges cross each other. */
function crossings(grids: readonly PlannedGrid[], community: string): RedrawFinding[] {
  const found: RedrawFinding[] = []
  for (const [index, grid] of grids.entries())
    for (const other of grids.slice(index + 1)) {
      const edges = edgesOfGrid(other)
      const crossed = edgesOfGrid(grid).find((edge) => edges.some((one) => crosses(edge, one)))
      if (crossed)
        found.push(finding('overlap', { grids: [grid.id, other.id], community, place: middleOf(crossed) }))
    }
  return found
}

/** Exclusive grids lie above the basic ones: inside the community, beside each other. */
function exclusiveOf({ community, outline, grids }: GridLayout): RedrawFinding[] {
  const exclusive = grids.filter(({ kind }) => kind === 'EXCLUSIVE')
  const border = outline.flat().flatMap(edgesOf)
  const isInside = (point: WholePoint) =>
    holds(outline.flat(), point) || border.some((edge) => same(edge[0], point) || isOn(point, edge))
  const leaving = exclusive.flatMap((grid) => {
    const corner = grid.rings.flat().find((point) => !isInside(point))
    const crossed = edgesOfGrid(grid).find((edge) => border.some((one) => crosses(edge, one)))
    const place = corner ? degrees(corner) : crossed && middleOf(crossed)
    return place ? [finding('outside', { grids: [grid.id], community, place })] : []
  })
  const within = exclusive.flatMap((grid) =>
    exclusive
      .filter((other) => other !== grid && holds(other.rings, insideOf(grid.rings)))
      .map((other) => finding('overlap', { grids: [grid.id, other.id].sort(), community })),
  )
  return [...leaving, ...within, ...crossings(exclusive, community)]
}

/** A point near the first corner, inside of the grid. */
function insideOf([outer = []]: readonly WholeRing[]): readonly [number, number] {
  const [edge] = edgesOf(outer)
  if (!edge) return [NaN, NaN]
  const [x, y] = beyond([edge[1], edge[0]])
  return [x, y]
}

/**
 * Everything that is wrong with how the grids lie; `checkPlan` says what is wrong with people and sizes. A grid whose own boundary is broken is
 * named alone: it would look like gaps and overlaps.
 */
export function checkLayout(layout: GridLayout): readonly LayoutFinding[] {
  const broken = brokenGrids(layout)
  if (broken.length > 0) return broken
  if (layout.outline.length === 0) return [finding('no-outline', { community: layout.community })]
  return onePlaceEach([...tilingOf(layout), ...exclusiveOf(layout)])
}
