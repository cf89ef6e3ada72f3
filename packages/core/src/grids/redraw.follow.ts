// Where a case goes when grids are redrawn. It keeps the grid of its report as history; who acts next follows its place.
import { covers, type LonLat } from '../kernel/geo.ts'
import { polygonOf } from './redraw.plan.ts'
import type { Consequences } from './redraw.ts'

/** What of a redraw decides where things go. */
export type Redrawn = Pick<Consequences, 'grids' | 'retired' | 'before'>

/**
 * The grid that a thing in `grid` at `place` belongs to after a redraw; null: it stays.
 * Out of a retired grid it goes to the successor that holds its place, else to the one with the largest share. Out of a
 * grid that goes on it moves only when it lay in it by its place: where somebody had set the grid by hand, that stands.
 * `locate` answers by the grids after the redraw.
 */
export function gridAfter(
  { grid, place }: { readonly grid: string; readonly place: LonLat | null },
  { grids, retired, before }: Redrawn,
  locate: (point: LonLat) => string | null,
): string | null {
  const here = place && locate(place)
  const gone = retired.find(({ code }) => code === grid)
  if (gone) {
    const held = here !== null && gone.successors.includes(here)
    return held ? here : (gone.successors[0] ?? here)
  }
  const old = before.find(({ code }) => code === grid)
  if (!old || place === null || here === null || here === grid) return null
  const lay = covers(polygonOf({ rings: old.rings.map((ring) => [...ring]) }), place)
  return lay && grids.some(({ code }) => code === here) ? here : null
}
