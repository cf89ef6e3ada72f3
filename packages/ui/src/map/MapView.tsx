import type { Geometry } from 'geojson'
import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import { useGezhi } from '../data/Gezhi.tsx'
import { useText } from '../i18n/i18n.ts'
import { Legend } from './Legend.tsx'
import { addPins, type Pin, showPins, zoomToOpen } from './pins.ts'
import { useMap } from './useMap.ts'
import './map.css'

interface MapViewProps {
  readonly pins: readonly Pin[]
  readonly selected: string | null
  readonly onSelect: (id: string) => void
  /** Middle of the first view; the district's centre when left out. */
  readonly centre?: readonly [number, number]
  readonly zoom?: number
  readonly legend?: boolean
  /** Keeps the selected case in the middle: for the small map of one case. */
  readonly follow?: boolean
  /** Told the map itself, for tools that draw on it; null while there is none. */
  readonly onMap?: (map: MapLibre | null) => void
  /** A building was pressed: the middle of what is drawn of it. */
  readonly onBuilding?: (at: readonly [number, number]) => void
  /** A tool takes the clicks. */
  readonly drawing?: boolean
}

const TILT = 48

/** Cases on the map: pins and clusters, the selected one lit; a click tells which, and draws no popup over it. */
export function MapView({
  pins,
  selected,
  onSelect,
  centre,
  zoom = 12.2,
  legend = true,
  follow = false,
  onMap,
  onBuilding,
  drawing = false,
}: MapViewProps) {
  const t = useText()
  const { theme, centre: district } = useGezhi()
  const home = centre ?? district
  const { container, map, supported } = useMap(theme, { center: [home[0], home[1]], zoom, pitch: TILT })
  const latest = useRef({ onSelect, onMap, onBuilding })
  useEffect(() => {
    latest.current = { onSelect, onMap, onBuilding }
  })

  useEffect(() => {
    if (map) addPins(map, theme)
    latest.current.onMap?.(map)
  }, [map, theme])
  useEffect(() => {
    if (!map || drawing) return
    return listen(
      map,
      (id) => latest.current.onSelect(id),
      (at) => latest.current.onBuilding?.(at),
    )
  }, [map, drawing])

  // Live changes come in bursts; the map takes the newest state four times a second at most.
  const last = useRef(0)
  useEffect(() => {
    if (!map) return
    const wait = Math.max(0, 250 - (performance.now() - last.current))
    const timer = setTimeout(() => {
      last.current = performance.now()
      showPins(map, pins, selected)
    }, wait)
    return () => clearTimeout(timer)
  }, [map, pins, selected])

  const chosen = pins.find(({ id }) => id === selected)
  const [lon, lat] = [chosen?.lon, chosen?.lat]
  // Only a new selection moves the map, not every change of the pins.
  useEffect(() => {
    if (!map || lon === undefined || lat === undefined) return
    if (follow) map.jumpTo({ center: [lon, lat] })
    else if (!map.getBounds().contains([lon, lat])) map.easeTo({ center: [lon, lat], duration: 200 })
  }, [map, lon, lat, follow])

  if (!supported) return <p className="gz-condition">{t('map:noWebgl')}</p>
  return (
    <div className="gz-map">
      <div ref={container} className="gz-map-canvas" aria-label={t('map:label')} role="application" />
      <i className="gz-map-cross" aria-hidden="true" />
      <MapButtons map={map} home={home} zoom={zoom} />
      {legend && <Legend theme={theme} />}
    </div>
  )
}

function listen(
  map: MapLibre,
  select: (id: string) => void,
  pressBuilding: (at: readonly [number, number]) => void,
): () => void {
  const onPin = (event: MapMouseEvent): void => {
    const [feature] = map.queryRenderedFeatures(event.point, { layers: ['pins', 'clusters'] })
    if (!feature) {
      const [building] = map.queryRenderedFeatures(event.point, { layers: ['buildings'] })
      if (building) pressBuilding(middleOf(building.geometry) ?? [event.lngLat.lng, event.lngLat.lat])
      return
    }
    const cluster: unknown = feature.properties['cluster_id']
    if (typeof cluster === 'number')
      void zoomToOpen(map, cluster).then((zoom) => map.easeTo({ center: event.lngLat, zoom, duration: 200 }))
    else select(String(feature.properties['id']))
  }
  const onMove = (event: MapMouseEvent): void => {
    const over =
      map.queryRenderedFeatures(event.point, { layers: ['pins', 'clusters', 'buildings'] }).length > 0
    map.getCanvas().style.cursor = over ? 'pointer' : ''
  }
  map.on('click', onPin)
  map.on('mousemove', onMove)
  return () => {
    map.off('click', onPin)
    map.off('mousemove', onMove)
  }
}

/** The middle of an outline; null for what is no area. */
function middleOf(geometry: Geometry): readonly [number, number] | null {
  if (geometry.type !== 'Polygon') return null
  const corners = geometry.coordinates[0]?.slice(1) ?? []
  const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / corners.length
  return corners.length > 0 ? [mean(0), mean(1)] : null
}

interface MapButtonsProps {
  readonly map: MapLibre | null
  readonly home: readonly [number, number]
  readonly zoom: number
}

/** Zoom, home and tilt as buttons that keyboards reach. */
export function MapButtons({ map, home, zoom }: MapButtonsProps) {
  const t = useText()
  return (
    <div className="gz-map-buttons">
      <button type="button" onClick={() => map?.zoomIn({ duration: 150 })} aria-label={t('map:zoomIn')}>
        ＋
      </button>
      <button type="button" onClick={() => map?.zoomOut({ duration: 150 })} aria-label={t('map:zoomOut')}>
        －
      </button>
      <button
        type="button"
        onClick={() => map?.easeTo({ pitch: map.getPitch() > 5 ? 0 : TILT, duration: 200 })}
        aria-label={t('map:tilt')}
        title={t('map:tilt')}
      >
        ◇
      </button>
      <button
        type="button"
        onClick={() =>
          map?.easeTo({ center: [home[0], home[1]], zoom, bearing: 0, pitch: TILT, duration: 200 })
        }
        aria-label={t('map:reset')}
        title={t('map:reset')}
      >
        ⌂
      </button>
    </div>
  )
}
