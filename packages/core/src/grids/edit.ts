// Edits of a layout that keep shared edges shared: a corner moves in every grid that has it.
import type { PlannedGrid, WholePoint } from './redraw.plan.ts'
import { edgesOf, isOn, keyOf, same, tidyRing, weld, type Edge, type GridLayout } from './layout.ts'

/** Why an edit cannot be done; the layout stays as it was. */
export type EditRefusal =
  | 'edit/on-outline'
  | 'edit/corner-needed'
  | 'edit/no-corner'
  | 'edit/no-grid'
  | 'edit/line-misses'
  | 'edit/line-crosses-often'
  | 'edit/line-cuts-hole'
  | 'edit/too-small'
  | 'edit/no-neighbours'

export type Edited =
  | { readonly ok: true; readonly layout: GridLayout }
  | { readonly ok: false; readonly refusal: EditRefusal }

export const refuse = (refusal: EditRefusal): Edited => ({ ok: false, refusal })

/** True for a corner on the outline of the community: it belongs to the neighbours as well and stays where it is. */
export const isOnOutline = ({ outline }: GridLayout, point: WholePoint): boolean =>
  outline.flat().some((ring) => edgesOf(ring).some((edge) => same(edge[0], point) || isOn(point, edge)))

const mapRings = (
  layout: GridLayout,
  change: (ring: readonly WholePoint[], grid: PlannedGrid) => WholePoint[],
): GridLayout => ({
  ...layout,
  grids: layout.grids.map((grid) => ({
    ...grid,
    rings: grid.rings.map((ring) => change(ring, grid)).filter(({ length }) => length > 0),
  })),
})

const hasCorner = ({ grids }: GridLayout, point: WholePoint): boolean =>
  grids.some(({ rings }) => rings.some((ring) => ring.some((corner) => same(corner, point))))

/** Moves a corner in all grids that have it. Corners on the outline stay. */
export function moveCorner(layout: GridLayout, from: WholePoint, to: WholePoint): Edited {
  if (!hasCorner(layout, from)) return refuse('edit/no-corner')
  if (isOnOutline(layout, from)) return refuse('edit/on-outline')
  const moved = mapRings(layout, (ring) => tidyRing(ring.map((corner) => (same(corner, from) ? to : corner))))
  if (moved.grids.some(({ rings }) => rings.length === 0)) return refuse('edit/too-small')
  return { ok: true, layout: weld(moved) }
}

/** Puts a corner into an edge, on both sides of it. */
export function insertCorner(layout: GridLayout, [a, b]: Edge, point: WholePoint): Edited {
  if (same(point, a) || same(point, b)) return { ok: true, layout }
  let found = false
  const changed = mapRings(layout, (ring) => {
    const corners: WholePoint[] = []
    for (const [index, corner] of ring.entries()) {
      const before = ring[index - 1]
      if (before && ((same(before, a) && same(corner, b)) || (same(before, b) && same(corner, a)))) {
        found = true
        corners.push(point)
      }
      corners.push(corner)
    }
    return corners
  })
  return found ? { ok: true, layout: changed } : refuse('edit/no-corner')
}

/** Takes a corner out of the edge that runs through it. Where three grids meet it is needed. */
export function removeCorner(layout: GridLayout, point: WholePoint): Edited {
  if (!hasCorner(layout, point)) return refuse('edit/no-corner')
  if (isOnOutline(layout, point)) return refuse('edit/on-outline')
  const neighbours = new Set<string>()
  for (const { rings } of layout.grids)
    for (const edge of rings.flatMap(edgesOf)) {
      if (same(edge[0], point)) neighbours.add(keyOf(edge[1]))
      if (same(edge[1], point)) neighbours.add(keyOf(edge[0]))
    }
  if (neighbours.size > 2) return refuse('edit/corner-needed')
  const changed = mapRings(layout, (ring) => {
    const open = ring.slice(0, -1).filter((corner) => !same(corner, point))
    const [first] = open
    return first ? tidyRing([...open, first]) : []
  })
  if (changed.grids.some(({ rings }) => rings.length === 0)) return refuse('edit/too-small')
  return { ok: true, layout: changed }
}
