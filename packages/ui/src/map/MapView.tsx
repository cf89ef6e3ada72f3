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
}: MapViewProps) {
  const t = useText()
  const { theme, centre: district } = useGezhi()
  const home = centre ?? district
  const { container, map, supported } = useMap(theme, { center: [home[0], home[1]], zoom, pitch: TILT })
  const select = useRef(onSelect)
  useEffect(() => {
    select.current = onSelect
  })

  useEffect(() => {
    if (!map) return
    addPins(map, theme)
    return listen(map, (id) => select.current(id))
  }, [map, theme])

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
      <MapButtons map={map} home={home} zoom={zoom} />
      {legend && <Legend theme={theme} />}
    </div>
  )
}

function listen(map: MapLibre, select: (id: string) => void): () => void {
  const onPin = (event: MapMouseEvent): void => {
    const [feature] = map.queryRenderedFeatures(event.point, { layers: ['pins', 'clusters'] })
    if (!feature) return
    const cluster: unknown = feature.properties['cluster_id']
    if (typeof cluster === 'number')
      void zoomToOpen(map, cluster).then((zoom) => map.easeTo({ center: event.lngLat, zoom, duration: 200 }))
    else select(String(feature.properties['id']))
  }
  const onMove = (event: MapMouseEvent): void => {
    const over = map.queryRenderedFeatures(event.point, { layers: ['pins', 'clusters'] }).length > 0
    map.getCanvas().style.cursor = over ? 'pointer' : ''
  }
  map.on('click', onPin)
  map.on('mousemove', onMove)
  return () => {
    map.off('click', onPin)
    map.off('mousemove', onMove)
  }
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
