// Grids as they were on a day that has passed, in the place of those of today.
import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'

const ID = 'day-grids'

/** Shows these grids and hides today's; null brings today's back. `shown`: whether grids are wanted at all. */
export function showDayGrids(
  map: MapLibre,
  theme: ThemeName,
  grids: FeatureCollection | null,
  shown: boolean,
): void {
  const today = grids === null && shown ? 'visible' : 'none'
  if (map.getLayer('grid-lines')) map.setLayoutProperty('grid-lines', 'visibility', today)
  const source = map.getSource<GeoJSONSource>(ID)
  if (grids === null) {
    if (!source) return
    map.removeLayer(ID)
    map.removeSource(ID)
    return
  }
  if (source) {
    void source.setData(grids)
    map.setLayoutProperty(ID, 'visibility', shown ? 'visible' : 'none')
    return
  }
  const colours = COLOURS[theme].map
  map.addSource(ID, { type: 'geojson', data: grids })
  map.addLayer(
    {
      id: ID,
      type: 'line',
      source: ID,
      minzoom: 11,
      layout: { visibility: shown ? 'visible' : 'none' },
      paint: {
        'line-color': ['match', ['get', 'kind'], 'EXCLUSIVE', colours.exclusiveGrid, colours.grid],
        'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.7, 17, 1.6],
      },
    },
    'grid-lines',
  )
}
