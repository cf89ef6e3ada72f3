// Cases as tiles: where there are more than a list shows, and on days that have passed.
import { DEEPEST_ZOOM } from '@gezhi/core/kernel/tiles'
import type { ExpressionSpecification, Map as MapLibre, VectorTileSource } from 'maplibre-gl'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'
import { ringImage } from './pins.ts'

const SOURCE = 'case-tiles'
const FONT = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'sans-serif']
/** Layers that take clicks: single cases and cells. */
export const CASE_TILE_LAYERS = ['case-dots', 'case-cells'] as const

export interface CaseTiles {
  /** Query of the tiles: filter, instant, and `v` to ask anew. */
  readonly query: string
  /** Of a day that has passed only the urgency is told: steps and delays are those of today. */
  readonly past: boolean
}

const urgency: ExpressionSpecification = [
  'case',
  ['>', ['get', 'urgent'], 0],
  'URGENT',
  ['>', ['get', 'important'], 0],
  'IMPORTANT',
  'GENERAL',
]

const pinImage = (past: boolean): ExpressionSpecification =>
  past
    ? ['concat', 'pin|', urgency, '||0']
    : ['concat', 'pin|', urgency, '|', ['get', 'step'], '|', ['to-string', ['min', 1, ['get', 'overdue']]]]

function addLayers(map: MapLibre, theme: ThemeName, past: boolean): void {
  const before = map.getLayer('clusters') ? 'clusters' : undefined
  const fixed = { 'icon-allow-overlap': true, 'icon-ignore-placement': true } as const
  map.addLayer(
    {
      id: 'case-cells',
      type: 'symbol',
      source: SOURCE,
      'source-layer': 'cases',
      filter: ['>', ['get', 'n'], 1],
      layout: {
        ...fixed,
        'icon-image': ringImage('urgent', 'important', 'n'),
        'text-field': ['to-string', ['get', 'n']],
        'text-font': FONT,
        'text-size': 13,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': COLOURS[theme].text },
    },
    before,
  )
  map.addLayer(
    {
      id: 'case-dots',
      type: 'symbol',
      source: SOURCE,
      'source-layer': 'cases',
      filter: ['==', ['get', 'n'], 1],
      layout: {
        ...fixed,
        'icon-image': pinImage(past),
        'symbol-sort-key': [
          '+',
          ['*', 4, ['get', 'urgent']],
          ['*', 2, ['get', 'important']],
          ['get', 'overdue'],
        ],
      },
    },
    before,
  )
}

/** Shows cases by tiles; null takes them away. A new query is asked while the old answer stays. */
export function showCaseTiles(map: MapLibre, theme: ThemeName, tiles: CaseTiles | null): void {
  const source = map.getSource<VectorTileSource>(SOURCE)
  if (source && !tiles) {
    for (const id of CASE_TILE_LAYERS) map.removeLayer(id)
    map.removeSource(SOURCE)
  }
  if (!tiles) return
  const address = [`${location.origin}/api/cases/tiles/{z}/{x}/{y}?${tiles.query}`]
  if (!source) {
    map.addSource(SOURCE, { type: 'vector', tiles: address, maxzoom: DEEPEST_ZOOM })
    return addLayers(map, theme, tiles.past)
  }
  source.setTiles(address)
  map.setLayoutProperty('case-dots', 'icon-image', pinImage(tiles.past))
}

/** How many cases the view shows now: the sum of what is drawn. Tiles at their seams are told twice, cases are not. */
export function casesInView(map: MapLibre): number {
  if (!map.getLayer('case-dots')) return 0
  const seen = map
    .queryRenderedFeatures({ layers: [...CASE_TILE_LAYERS] })
    .map(({ geometry, properties }) => [JSON.stringify(geometry), Number(properties['n'])] as const)
  return [...new Map(seen).values()].reduce((sum, n) => sum + n, 0)
}
