// Own grids and points of interest, drawn into a map that is there already.
import type { HeldGrid } from '@gezhi/core/districts/device'
import { POINT_KINDS, type HeldPoint, type PointKind } from '@gezhi/core/patrol/point'
import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'

const FONT = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'sans-serif']

/** Each kind has its own colour; lists say its name beside it. */
export const pointColour = (theme: ThemeName, kind: PointKind): string => {
  const { danger, warn, step, muted } = COLOURS[theme]
  switch (kind) {
    case 'HYDRANT':
      return danger.mark
    case 'HAZARD':
      return warn.mark
    case 'FACILITY':
      return step.FEEDBACK.mark
    case 'CAMERA':
      return muted
  }
}

export interface WalkMarks {
  readonly grids: readonly HeldGrid[]
  readonly points: readonly HeldPoint[]
  /** Points that this patrol has seen are drawn hollow. */
  readonly seen: ReadonlySet<string>
}

const outlines = (grids: readonly HeldGrid[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: grids.map(({ code, polygon }) => ({
    type: 'Feature',
    properties: { code },
    geometry: { type: 'Polygon', coordinates: polygon.coordinates.map((ring) => ring.map((at) => [...at])) },
  })),
})

const dots = ({ points, seen }: WalkMarks): FeatureCollection => ({
  type: 'FeatureCollection',
  features: points.map(({ id, kind, name, lon, lat }) => ({
    type: 'Feature',
    properties: { id, kind, name, seen: seen.has(id) },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  })),
})

/** Draws them, or draws them anew. Below the cases, which come first. */
export function showWalk(map: MapLibre, theme: ThemeName, marked: WalkMarks): void {
  const before = map.getLayer('clusters') ? 'clusters' : undefined
  const [own, points] = [map.getSource<GeoJSONSource>('own-grids'), map.getSource<GeoJSONSource>('points')]
  if (own && points) {
    void own.setData(outlines(marked.grids))
    void points.setData(dots(marked))
    return
  }
  const colours = COLOURS[theme]
  map.addSource('own-grids', { type: 'geojson', data: outlines(marked.grids) })
  map.addSource('points', { type: 'geojson', data: dots(marked) })
  map.addLayer(
    {
      id: 'own-grids',
      type: 'line',
      source: 'own-grids',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.accent, 'line-width': 3, 'line-opacity': 0.9 },
    },
    before,
  )
  const colourOf = POINT_KINDS.flatMap((kind) => [kind, pointColour(theme, kind)])
  map.addLayer(
    {
      id: 'points',
      type: 'circle',
      source: 'points',
      paint: {
        'circle-color': [
          'case',
          ['get', 'seen'],
          colours.panel,
          ['match', ['get', 'kind'], ...(colourOf as [string, string]), colours.muted],
        ],
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, 4, 17, 8],
        'circle-stroke-color': [
          'case',
          ['get', 'seen'],
          ['match', ['get', 'kind'], ...(colourOf as [string, string]), colours.muted],
          colours.panel,
        ],
        'circle-stroke-width': 2,
      },
    },
    before,
  )
  map.addLayer(
    {
      id: 'point-labels',
      type: 'symbol',
      source: 'points',
      minzoom: 15.5,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 11,
        'text-offset': [0, 0.9],
        'text-anchor': 'top',
        'text-max-width': 8,
      },
      paint: {
        'text-color': colours.map.label,
        'text-halo-color': colours.map.halo,
        'text-halo-width': 1.4,
      },
    },
    before,
  )
}

/** Moves the map so that these grids fill it; nothing for none. */
export function fitGrids(map: MapLibre, grids: readonly HeldGrid[]): void {
  const all = grids.flatMap(({ polygon }) => polygon.coordinates[0] ?? [])
  if (all.length === 0) return
  const [lons, lats] = [all.map(([lon]) => lon), all.map(([, lat]) => lat)]
  map.fitBounds([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], {
    padding: 36,
    maxZoom: 17,
    pitch: map.getPitch(),
    animate: false,
  })
}
