// A raster map of somebody else in the place of the own vector one.
import type { Map as MapLibre } from 'maplibre-gl'

const SOURCE = 'backdrop'
/** What of the own base map it takes the place of; boundaries, buildings and names of our divisions stay above it. */
const REPLACED = ['water', 'road-edges', 'roads', 'road-labels']

export interface Backdrop {
  readonly attribution: string
  readonly maxZoom: number
}

/** Lays it under everything of ours; null takes it away again. `onFault` hears once of tiles that do not come. */
export function showBackdrop(map: MapLibre, backdrop: Backdrop | null, onFault: () => void): () => void {
  const shown = map.getLayer(SOURCE) !== undefined
  if (backdrop && !shown) {
    map.addSource(SOURCE, {
      type: 'raster',
      tiles: [`${location.origin}/api/base-map/{z}/{x}/{y}`],
      tileSize: 256,
      maxzoom: backdrop.maxZoom,
      attribution: backdrop.attribution,
    })
    map.addLayer({ id: SOURCE, type: 'raster', source: SOURCE }, 'grid-lines')
  }
  if (!backdrop && shown) {
    map.removeLayer(SOURCE)
    map.removeSource(SOURCE)
  }
  for (const id of REPLACED)
    if (map.getLayer(id)) map.setLayoutProperty(id, 'visibility', backdrop ? 'none' : 'visible')
  const listen = (event: object): void => {
    if (!('sourceId' in event) || event.sourceId !== SOURCE) return
    map.off('error', listen)
    onFault()
  }
  if (backdrop) map.on('error', listen)
  return () => void map.off('error', listen)
}
