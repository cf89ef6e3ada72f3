// Records of the library on the map: facilities and components as points, in their own two layers.
import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'

export interface PlaceMark {
  readonly name: string
  readonly sort: 'FACILITY' | 'COMPONENT'
  readonly place: readonly [number, number]
}

const FONT = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'sans-serif']

const featuresOf = (marks: readonly PlaceMark[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: marks.map(({ name, sort, place: [lon, lat] }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { name, sort },
  })),
})

/** Shows these places below the cases. Facilities are large dots with their name, components small ones. */
export function showPlaces(map: MapLibre, theme: ThemeName, marks: readonly PlaceMark[]): void {
  const source = map.getSource<GeoJSONSource>('places')
  if (source) return void source.setData(featuresOf(marks))
  const colours = COLOURS[theme]
  const facility = colours.step.FEEDBACK.mark
  map.addSource('places', { type: 'geojson', data: featuresOf(marks) })
  const before = map.getLayer('clusters') ? 'clusters' : undefined
  map.addLayer(
    {
      id: 'places',
      type: 'circle',
      source: 'places',
      paint: {
        'circle-color': ['match', ['get', 'sort'], 'FACILITY', facility, colours.muted],
        'circle-radius': ['match', ['get', 'sort'], 'FACILITY', 6, 3],
        'circle-stroke-color': colours.panel,
        'circle-stroke-width': 1.5,
      },
    },
    before,
  )
  map.addLayer(
    {
      id: 'place-labels',
      type: 'symbol',
      source: 'places',
      filter: ['==', ['get', 'sort'], 'FACILITY'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 12,
        'text-offset': [0, 0.9],
        'text-anchor': 'top',
        'text-max-width': 8,
      },
      paint: {
        'text-color': colours.step.FEEDBACK.ink,
        'text-halo-color': colours.map.halo,
        'text-halo-width': 1.4,
      },
    },
    before,
  )
}
