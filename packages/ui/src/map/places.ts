// Places and things of the registers on the map, each layer as vector tiles of its own. Never persons.
import { MAP_LAYER_NAMES } from '@gezhi/core/library/layers'
import { DEEPEST_ZOOM } from '@gezhi/core/kernel/tiles'
import type { LayerSpecification, Map as MapLibre } from 'maplibre-gl'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'
import { isPlaceLayer, type PlaceLayer } from './placeImages.ts'

export const PLACE_LAYERS: readonly PlaceLayer[] = MAP_LAYER_NAMES.filter(isPlaceLayer)

const FONT = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'sans-serif']
/** Those of which thousands stand along every street: their names would say «lamp 12». */
const NAMELESS: readonly PlaceLayer[] = ['components', 'hydrants', 'cameras']

const idOf = (layer: PlaceLayer): string => `place-${layer}`

/** A sign for each thing, smaller from afar; a sign that stands for many carries their number. */
const layerOf = (layer: PlaceLayer, theme: ThemeName): LayerSpecification => ({
  id: idOf(layer),
  type: 'symbol',
  source: idOf(layer),
  'source-layer': layer,
  layout: {
    'icon-image': `place|${layer}`,
    'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.75, 14, 0.6, 16, 0.85, 18, 1],
    'icon-allow-overlap': true,
    'text-field': [
      'step',
      ['zoom'],
      ['case', ['>', ['get', 'n'], 1], ['to-string', ['get', 'n']], ''],
      15,
      NAMELESS.includes(layer) ? '' : ['get', 'name'],
    ],
    'text-font': FONT,
    'text-size': 12,
    'text-offset': [0, 1],
    'text-anchor': 'top',
    'text-max-width': 8,
    'text-optional': true,
  },
  paint: {
    'text-color': COLOURS[theme].text,
    'text-halo-color': COLOURS[theme].map.halo,
    'text-halo-width': 1.4,
  },
})

/** Shows these layers below the cases and takes the others away. */
export function showPlaces(map: MapLibre, theme: ThemeName, shown: readonly PlaceLayer[]): void {
  const before = map.getLayer('clusters') ? 'clusters' : undefined
  for (const layer of PLACE_LAYERS) {
    const id = idOf(layer)
    const stands = map.getLayer(id) !== undefined
    if (shown.includes(layer) === stands) continue
    if (stands) {
      map.removeLayer(id)
      map.removeSource(id)
      continue
    }
    map.addSource(id, {
      type: 'vector',
      tiles: [`${location.origin}/api/library/tiles/${layer}/{z}/{x}/{y}`],
      maxzoom: DEEPEST_ZOOM,
    })
    map.addLayer(layerOf(layer, theme), before)
  }
}

/** Layers of places that are shown now. */
export const placesShown = (map: MapLibre): string[] =>
  PLACE_LAYERS.map(idOf).filter((id) => map.getLayer(id) !== undefined)
