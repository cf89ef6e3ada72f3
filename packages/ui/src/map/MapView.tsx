import type { Geometry } from 'geojson'
import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import { useGezhi } from '../data/Gezhi.tsx'
import { useText } from '../i18n/i18n.ts'
import { Legend } from './Legend.tsx'
import { CASE_TILE_LAYERS, type CaseTiles, showCaseTiles } from './caseTiles.ts'
import { addPins, type Pin, showPins, showSelected, zoomToOpen } from './pins.ts'
import { placesShown } from './places.ts'
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
  /** Cases as tiles instead of pins: more than a list has, or those of a day that has passed. */
  readonly tiles?: CaseTiles | null
  /** A place or thing of the registers was pressed: the id of its record. */
  readonly onPlace?: (id: string) => void
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
  tiles = null,
  onPlace,
  onBuilding,
  drawing = false,
}: MapViewProps) {
  const t = useText()
  const { theme, centre: district } = useGezhi()
  const home = centre ?? district
  const { container, map, supported } = useMap(theme, { center: [home[0], home[1]], zoom, pitch: TILT })
  const latest = useRef({ onSelect, onMap, onPlace, onBuilding })
  useEffect(() => {
    latest.current = { onSelect, onMap, onPlace, onBuilding }
  })

  /** Where the case lay that was pressed last: a tile knows no more of it. */
  const pressed = useRef<{ readonly id: string; readonly at: readonly [number, number] } | null>(null)
  useEffect(() => {
    if (map) addPins(map, theme)
    latest.current.onMap?.(map)
  }, [map, theme])
  useEffect(() => {
    if (!map || drawing) return
    return listen(map, {
      select(id, at) {
        pressed.current = { id, at }
        latest.current.onSelect(id)
      },
      place: (id) => latest.current.onPlace?.(id),
      building: (at) => latest.current.onBuilding?.(at),
    })
  }, [map, drawing])
  useEffect(() => {
    if (map) showCaseTiles(map, theme, tiles)
  }, [map, theme, tiles])

  // Live changes come in bursts; the map takes the newest state four times a second at most.
  const last = useRef(0)
  useEffect(() => {
    if (!map) return
    const wait = Math.max(0, 250 - (performance.now() - last.current))
    const timer = setTimeout(() => {
      last.current = performance.now()
      showPins(map, tiles ? [] : pins)
      showSelected(map, pins, selected, pressed.current)
    }, wait)
    return () => clearTimeout(timer)
  }, [map, pins, tiles, selected])

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

interface Pressed {
  readonly select: (id: string, at: readonly [number, number]) => void
  readonly place: (id: string) => void
  readonly building: (at: readonly [number, number]) => void
}

const CASES = ['pins', 'clusters', ...CASE_TILE_LAYERS]
/** A cell of a tile falls apart within two zooms. */
const CELL_STEP = 2

function listen(map: MapLibre, pressed: Pressed): () => void {
  const under = (event: MapMouseEvent, layers: readonly string[]) =>
    map.queryRenderedFeatures(event.point, { layers: layers.filter((id) => map.getLayer(id)) })
  const closer = (event: MapMouseEvent, zoom: number) =>
    void map.easeTo({ center: event.lngLat, zoom: Math.min(zoom, map.getMaxZoom()), duration: 200 })
  const onPress = (event: MapMouseEvent): void => {
    const [seen] = [...under(event, CASES), ...under(event, placesShown(map)), ...under(event, ['buildings'])]
    if (!seen) return
    const { id, n, cluster_id: cluster } = seen.properties as Readonly<Record<string, unknown>>
    if (typeof cluster === 'number') void zoomToOpen(map, cluster).then((zoom) => closer(event, zoom))
    else if (typeof id !== 'string' && typeof n === 'number') closer(event, map.getZoom() + CELL_STEP)
    else if (CASES.includes(seen.layer.id)) pressed.select(String(id), [event.lngLat.lng, event.lngLat.lat])
    else if (seen.layer.id === 'buildings')
      pressed.building(middleOf(seen.geometry) ?? [event.lngLat.lng, event.lngLat.lat])
    else pressed.place(String(id))
  }
  const onMove = (event: MapMouseEvent): void => {
    const over = under(event, [...CASES, ...placesShown(map), 'buildings']).length > 0
    map.getCanvas().style.cursor = over ? 'pointer' : ''
  }
  map.on('click', onPress)
  map.on('mousemove', onMove)
  return () => {
    map.off('click', onPress)
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
