import { isOnOutline } from '@gezhi/core/grids/edit'
import { cornersOf, edgesOf, type GridLayout } from '@gezhi/core/grids/layout'
import type { Grip } from './handles.ts'
import { middleOfEdge } from './places.ts'

/** What of the chosen grid can be taken hold of: its corners but for those on the outline, and the middles of its edges. */
export function gripsOf(layout: GridLayout, selected: string | null): readonly Grip[] {
  const grid = layout.grids.find(({ id }) => id === selected)
  if (!grid) return []
  const free = (at: readonly [number, number]): boolean =>
    grid.kind === 'EXCLUSIVE' || !isOnOutline(layout, [at[0], at[1]])
  return [
    ...cornersOf(grid.rings)
      .filter(free)
      .map((at): Grip => ({ kind: 'CORNER', at })),
    ...grid.rings
      .flatMap(edgesOf)
      .filter((edge) => free(middleOfEdge(edge)))
      .map((edge): Grip => ({ kind: 'MIDDLE', edge })),
  ]
}
