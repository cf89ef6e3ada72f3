import { covers, type LonLat, type Ring } from '@gezhi/core/kernel/geo'

const ROWS = 24

/** Middle of the widest stretch of one line of latitude inside the polygon. */
function widestOn(
  rings: readonly Ring[],
  lat: number,
): { readonly at: LonLat; readonly width: number } | null {
  const crossings: number[] = []
  for (const ring of rings)
    ring.forEach(([x2, y2], index) => {
      const [x1, y1] = ring[index - 1] ?? [x2, y2]
      if (y1 > lat !== y2 > lat) crossings.push(x1 + ((x2 - x1) * (lat - y1)) / (y2 - y1))
    })
  crossings.sort((a, b) => a - b)
  let best: { at: LonLat; width: number } | null = null
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const [from, to] = [crossings[at] ?? 0, crossings[at + 1] ?? 0]
    if (!best || to - from > best.width) best = { at: [(from + to) / 2, lat], width: to - from }
  }
  return best
}

/**
 * A point well inside the first polygon, for its name: the middle of the widest of 24 horizontal stretches, weighted
 * towards the middle of its height. The centroid of a bent community often lies outside it.
 */
export function labelPoint(polygons: readonly (readonly Ring[])[]): LonLat {
  const rings = polygons[0] ?? []
  const outer = rings[0] ?? []
  const lats = outer.map(([, lat]) => lat)
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  let best: { readonly at: LonLat; readonly score: number } = { at: outer[0] ?? [0, 0], score: -1 }
  for (let row = 1; row < ROWS; row++) {
    const share = row / ROWS
    const found = widestOn(rings, south + (north - south) * share)
    const score = found ? found.width * (1 - Math.abs(share - 0.5)) : -1
    if (found && score > best.score && covers({ type: 'Polygon', coordinates: rings }, found.at))
      best = { at: found.at, score }
  }
  return best.at
}
