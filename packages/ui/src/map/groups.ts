// Groups of layers that are switched on and off together.
import type { Map as MapLibre } from 'maplibre-gl'
import { PLACE_LAYERS } from './places.ts'
import type { PlaceLayer } from './placeImages.ts'

const OWN = ['cases', 'grids', 'borders', 'buildings'] as const
export type LayerGroup = (typeof OWN)[number] | PlaceLayer
export const LAYER_GROUPS: readonly LayerGroup[] = [...OWN, ...PLACE_LAYERS]

/** Layers of the style; places are asked for instead of hidden. */
const LAYERS: Readonly<Partial<Record<LayerGroup, readonly string[]>>> = {
  cases: ['clusters', 'pins', 'selected', 'selected-pin'],
  grids: ['grid-lines', 'day-grids'],
  borders: ['street-lines', 'community-lines', 'street-labels', 'community-labels'],
  buildings: ['buildings'],
}

/** Shows the groups named and hides the others. */
export function showGroups(map: MapLibre, shown: readonly LayerGroup[]): void {
  for (const group of LAYER_GROUPS)
    for (const id of LAYERS[group] ?? [])
      if (map.getLayer(id))
        map.setLayoutProperty(id, 'visibility', shown.includes(group) ? 'visible' : 'none')
}
