// What is drawn on the map with the pointer or the keyboard: corners, the line between them, the area they enclose.
import type { LonLat } from '@gezhi/core/kernel/geo'
import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSource, Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'

export interface Sketch {
  readonly corners: readonly LonLat[]
  /** An area; else a line. */
  readonly closed: boolean
  /** Corners are shown; circles have none. */
  readonly dots: boolean
}

const feature = (geometry: Feature['geometry']): Feature => ({ type: 'Feature', properties: {}, geometry })

function featuresOf({ corners, closed, dots }: Sketch): FeatureCollection {
  const points = corners.map(([lon, lat]) => [lon, lat])
  const first = points[0]
  const features: Feature[] = dots ? points.map((coordinates) => feature({ type: 'Point', coordinates })) : []
  if (first && points.length > 1)
    features.push(
      closed && points.length > 2
        ? feature({ type: 'Polygon', coordinates: [[...points, first]] })
        : feature({ type: 'LineString', coordinates: points }),
    )
  return { type: 'FeatureCollection', features }
}

/** Shows a sketch; null takes it away. The layers are made with the first one and again after a change of theme. */
export function showSketch(map: MapLibre, theme: ThemeName, sketch: Sketch | null): void {
  const data = featuresOf(sketch ?? { corners: [], closed: false, dots: false })
  const source = map.getSource<GeoJSONSource>('sketch')
  if (source) return void source.setData(data)
  const { accent, onAccent } = COLOURS[theme]
  map.addSource('sketch', { type: 'geojson', data })
  map.addLayer({
    id: 'sketch-area',
    type: 'fill',
    source: 'sketch',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': accent, 'fill-opacity': 0.14 },
  })
  map.addLayer({
    id: 'sketch-line',
    type: 'line',
    source: 'sketch',
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': accent, 'line-width': 2.5 },
  })
  map.addLayer({
    id: 'sketch-dots',
    type: 'circle',
    source: 'sketch',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-color': onAccent,
      'circle-radius': 5,
      'circle-stroke-color': accent,
      'circle-stroke-width': 2.5,
    },
  })
}

export interface SketchHand {
  readonly add: (corner: LonLat) => void
  readonly undo: () => void
}

/** A click or Enter (in the middle of the map) adds a corner, Backspace takes the last one back. */
export function listenForCorners(map: MapLibre, { add, undo }: SketchHand): () => void {
  const canvas = map.getCanvas()
  const onClick = ({ lngLat }: MapMouseEvent): void => add([lngLat.lng, lngLat.lat])
  const onKey = (event: KeyboardEvent): void => {
    const { lng, lat } = map.getCenter()
    if (event.key === 'Enter') add([lng, lat])
    else if (event.key === 'Backspace') undo()
    else return
    event.preventDefault()
  }
  map.doubleClickZoom.disable()
  canvas.style.cursor = 'crosshair'
  map.on('click', onClick)
  canvas.addEventListener('keydown', onKey)
  return () => {
    map.doubleClickZoom.enable()
    canvas.style.cursor = ''
    map.off('click', onClick)
    canvas.removeEventListener('keydown', onKey)
  }
}
