// Which layers of the map somebody wants to see; the browser remembers.
import { LAYER_GROUPS, type LayerGroup, PLACE_LAYERS, type PlaceLayer } from '@gezhi/ui/map'

/** True of layers that the registers fill. */
export const isPlace = (group: LayerGroup): group is PlaceLayer =>
  PLACE_LAYERS.some((layer) => layer === group)

const KEY = 'gezhi.map.layers'
const USUAL: readonly LayerGroup[] = ['cases', 'grids', 'borders', 'buildings']

/** The layers of last time; the usual ones when nothing or nonsense is kept. */
export function keptLayers(): readonly LayerGroup[] {
  const kept = localStorage.getItem(KEY)?.split(',')
  return kept ? LAYER_GROUPS.filter((group) => kept.includes(group)) : USUAL
}

export const keepLayers = (layers: readonly LayerGroup[]): void => localStorage.setItem(KEY, layers.join(','))

const BACKDROP_KEY = 'gezhi.map.backdrop'

/** Whether the base map of others was chosen last time. */
export const keptBackdrop = (): boolean => localStorage.getItem(BACKDROP_KEY) === 'on'
export const keepBackdrop = (on: boolean): void => localStorage.setItem(BACKDROP_KEY, on ? 'on' : 'off')
