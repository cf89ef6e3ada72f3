import type { StyleSpecification } from 'maplibre-gl'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'
import { tileRoot } from './kept-tiles.ts'

/** Fonts of the device draw every label: no glyph server is asked, because the style names none (MapLibre ≥ 5.11). */
const FONT = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'sans-serif']
const LAYERS = ['base', 'divisions', 'grids'] as const

type Layer = StyleSpecification['layers'][number]
type Colour = (typeof COLOURS)[ThemeName]['map']

const base = (colour: Colour): Layer[] => [
  { id: 'land', type: 'background', paint: { 'background-color': colour.land } },
  {
    id: 'water',
    type: 'fill',
    source: 'base',
    'source-layer': 'water',
    paint: { 'fill-color': colour.water },
  },
  {
    id: 'road-edges',
    type: 'line',
    source: 'base',
    'source-layer': 'roads',
    minzoom: 12,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour.roadEdge,
      'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 12, 1.5, 16, 11, 19, 42],
    },
  },
  {
    id: 'roads',
    type: 'line',
    source: 'base',
    'source-layer': 'roads',
    minzoom: 9,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour.road,
      'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 10, 0.8, 16, 8.5, 19, 38],
    },
  },
]

const divisions = (colour: Colour): Layer[] => [
  {
    id: 'grid-lines',
    type: 'line',
    source: 'grids',
    'source-layer': 'grids',
    minzoom: 11.5,
    paint: {
      'line-color': ['match', ['get', 'kind'], 'EXCLUSIVE', colour.exclusiveGrid, colour.grid],
      'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.5, 17, 1.4],
      'line-opacity': ['interpolate', ['linear'], ['zoom'], 11.5, 0, 12.5, 1],
    },
  },
  {
    id: 'community-lines',
    type: 'line',
    source: 'divisions',
    'source-layer': 'communities',
    minzoom: 10,
    paint: { 'line-color': colour.border, 'line-width': 0.9, 'line-dasharray': [4, 2], 'line-opacity': 0.7 },
  },
  {
    id: 'street-lines',
    type: 'line',
    source: 'divisions',
    'source-layer': 'streets',
    paint: {
      'line-color': colour.border,
      'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1, 15, 2.4],
    },
  },
]

const buildings = (colour: Colour): Layer => ({
  id: 'buildings',
  type: 'fill-extrusion',
  source: 'base',
  'source-layer': 'buildings',
  minzoom: 14,
  paint: {
    'fill-extrusion-color': colour.building,
    'fill-extrusion-height': [
      'interpolate',
      ['linear'],
      ['zoom'],
      14,
      0,
      14.8,
      ['coalesce', ['get', 'height'], 9],
    ],
    'fill-extrusion-opacity': 0.82,
  },
})

const label = (
  colour: Colour,
  id: string,
  source: string,
  field: string,
  size: number,
  zooms: { minzoom?: number; maxzoom?: number },
): Layer => ({
  id: `${id}-labels`,
  type: 'symbol',
  source,
  'source-layer': field,
  ...zooms,
  layout: {
    'text-field': ['get', 'name'],
    'text-font': FONT,
    'text-size': size,
    'text-padding': 6,
    'text-max-width': 8,
    ...(id === 'road'
      ? { 'symbol-placement': 'line' as const, 'text-pitch-alignment': 'viewport' as const }
      : {}),
  },
  paint: {
    'text-color': colour.label,
    'text-halo-color': colour.halo,
    'text-halo-width': 1.4,
    ...(id === 'community' || id === 'road' ? { 'text-opacity': 0.85 } : {}),
  },
})

/** The muted base on which cases stand out: land, water, roads, grids as thin lines, buildings extruded. */
export function styleOf(theme: ThemeName, origin: string): StyleSpecification {
  const colour = COLOURS[theme].map
  const source = (name: string, maxzoom: number) => ({
    type: 'vector' as const,
    tiles: [`${tileRoot(origin)}/${name}/{z}/{x}/{y}`],
    minzoom: 0,
    maxzoom,
  })
  return {
    version: 8,
    sources: Object.fromEntries(LAYERS.map((name) => [name, source(name, name === 'base' ? 15 : 14)])),
    light: { anchor: 'viewport', intensity: 0.25 },
    layers: [
      ...base(colour),
      ...divisions(colour),
      buildings(colour),
      label(colour, 'road', 'base', 'roads', 11, { minzoom: 15 }),
      label(colour, 'community', 'divisions', 'community_labels', 12, { minzoom: 12.5, maxzoom: 17 }),
      label(colour, 'street', 'divisions', 'street_labels', 14, { minzoom: 9.5, maxzoom: 14 }),
    ],
  }
}
