// The circle in which a device says it is.
import type { Feature, Polygon } from 'geojson'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'

const SOURCE = 'accuracy'
const CORNERS = 48
const METRES_A_DEGREE = 111_195

function circle([lon, lat]: readonly [number, number], radiusM: number): Feature<Polygon> {
  const corner = (index: number): [number, number] => {
    const turn = (index / CORNERS) * 2 * Math.PI
    const away = radiusM / METRES_A_DEGREE
    return [lon + (away * Math.sin(turn)) / Math.cos((lat * Math.PI) / 180), lat + away * Math.cos(turn)]
  }
  const ring = Array.from({ length: CORNERS + 1 }, (_, index) => corner(index % CORNERS))
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
}

/** Draws it around a point; null takes it away. `radiusM` in metres. */
export function showAccuracy(
  map: MapLibre,
  theme: ThemeName,
  at: { readonly point: readonly [number, number]; readonly radiusM: number } | null,
): void {
  const data = at
    ? circle(at.point, at.radiusM)
    : ({ type: 'FeatureCollection', features: [] } satisfies GeoJSON.FeatureCollection)
  const source = map.getSource<GeoJSONSource>(SOURCE)
  if (source) {
    void source.setData(data)
    return
  }
  if (!at) return
  const colour = COLOURS[theme].accent
  map.addSource(SOURCE, { type: 'geojson', data })
  map.addLayer({
    id: SOURCE,
    type: 'fill',
    source: SOURCE,
    paint: { 'fill-color': colour, 'fill-opacity': 0.14 },
  })
  map.addLayer({
    id: `${SOURCE}-edge`,
    type: 'line',
    source: SOURCE,
    paint: { 'line-color': colour, 'line-width': 1.5 },
  })
}
