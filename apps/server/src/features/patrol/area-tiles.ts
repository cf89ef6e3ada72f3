// Which tiles of the map touch a grid.
import { boundsOf, type Polygon } from '@gezhi/core/kernel/geo'
import { tileAt } from '../../kernel/tile-box.ts'

/** Deepest zoom that each layer of the map asks for (`@gezhi/ui/map/style`); deeper ones are enlarged from it. */
export const AREA_LAYERS = [
  ['base', 15],
  ['grids', 14],
  ['divisions', 14],
] as const
/** From the zoom at which a whole community is in sight. */
export const AREA_FROM = 11
/** Degrees around a grid: 200 m, so that its edge is not the edge of the world. */
const ROOM = 0.0018

export interface TilePlace {
  readonly layer: (typeof AREA_LAYERS)[number][0]
  readonly z: number
  readonly x: number
  readonly y: number
}

export function tilesAround(polygon: Polygon): readonly TilePlace[] {
  const [west, south, east, north] = boundsOf(polygon)
  return AREA_LAYERS.flatMap(([layer, deepest]) => {
    const places: TilePlace[] = []
    for (let z = AREA_FROM; z <= deepest; z++) {
      const [left, top] = tileAt(west - ROOM, north + ROOM, z)
      const [right, bottom] = tileAt(east + ROOM, south - ROOM, z)
      for (let x = left; x <= right; x++) for (let y = top; y <= bottom; y++) places.push({ layer, z, x, y })
    }
    return places
  })
}
