// Making one grid of two neighbours.
import { turn } from '../districts/shape.ts'
import { refuse, type Edited } from './edit.ts'
import { edgesOfGrid, keyOf, weld, type Edge, type GridLayout } from './layout.ts'
import type { WholePoint } from './redraw.plan.ts'

const edgeKey = ([a, b]: Edge) => `${keyOf(a)} ${keyOf(b)}`

/** Edges that follow each other, as closed rings. */
function ringsOf(edges: readonly Edge[]): WholePoint[][] {
  const from = Map.groupBy(edges, ([start]) => keyOf(start))
  const rings: WholePoint[][] = []
  for (const edge of edges) {
    let next = from.get(keyOf(edge[0]))?.shift()
    if (!next) continue
    const ring: WholePoint[] = [next[0]]
    while (next) {
      ring.push(next[1])
      next = from.get(keyOf(next[1]))?.shift()
    }
    rings.push(ring)
  }
  return rings
}

/**
 * Adds a neighbour to a grid, which keeps code and name; homes and people are added, posts of both work in it. The
 * neighbour's code ends.
 */
export function mergeGrids(layout: GridLayout, id: string, neighbour: string): Edited {
  const welded = weld(layout)
  const [grid, other] = [id, neighbour].map((wanted) => welded.grids.find((one) => one.id === wanted))
  if (!grid || !other || grid === other) return refuse('edit/no-grid')
  if (grid.kind !== other.kind) return refuse('edit/no-neighbours')
  const edges = [...edgesOfGrid(grid), ...edgesOfGrid(other)]
  const known = new Set(edges.map(edgeKey))
  const left = edges.filter(([a, b]) => !known.has(edgeKey([b, a])))
  if (left.length === edges.length) return refuse('edit/no-neighbours')
  const rings = ringsOf(left)
  const outer = rings.filter((ring) => turn(ring) > 0)
  if (outer.length !== 1) return refuse('edit/no-neighbours')
  const merged = {
    ...grid,
    rings: [...outer, ...rings.filter((ring) => turn(ring) < 0)],
    households: grid.households + other.households,
    population: grid.population + other.population,
    posts: [...new Set([...grid.posts, ...other.posts])],
  }
  const grids = welded.grids.flatMap((one) => (one.id === id ? [merged] : one.id === neighbour ? [] : [one]))
  return { ok: true, layout: weld({ ...layout, grids }) }
}
