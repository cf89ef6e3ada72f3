import { Marker } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import { useGezhi } from '../data/Gezhi.tsx'
import { useText } from '../i18n/i18n.ts'
import { COLOURS } from '../tokens/colours.ts'
import { showAccuracy } from './accuracy.ts'
import { MapButtons } from './MapView.tsx'
import { useMap } from './useMap.ts'
import './map.css'

interface PlacePickerProps {
  readonly value: readonly [number, number] | null
  /** Where to look first when nothing is picked yet. */
  readonly around: readonly [number, number] | null
  readonly onPick: (point: readonly [number, number]) => void
  /** Radius in metres of the circle in which the device says it is; null when the point was picked by hand. */
  readonly accuracyM?: number | null
}

/** Six decimals are 0.1 m: more would only pretend. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

/** A flat map on which one point is picked by click, drag, or Enter at the middle cross. */
export function PlacePicker({ value, around, onPick, accuracyM = null }: PlacePickerProps) {
  const t = useText()
  const { theme, centre } = useGezhi()
  const home = value ?? around ?? centre
  const { container, map, supported } = useMap(theme, {
    center: [home[0], home[1]],
    zoom: value || around ? 15.5 : 12.5,
  })
  const pick = useRef(onPick)
  useEffect(() => {
    pick.current = onPick
  })

  useEffect(() => {
    if (!map) return
    const onClick = ({ lngLat }: { lngLat: { lng: number; lat: number } }): void =>
      pick.current([round(lngLat.lng), round(lngLat.lat)])
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      onClick({ lngLat: map.getCenter() })
    }
    const canvas = map.getCanvas()
    canvas.style.cursor = 'crosshair'
    map.on('click', onClick)
    canvas.addEventListener('keydown', onKey)
    return () => {
      map.off('click', onClick)
      canvas.removeEventListener('keydown', onKey)
    }
  }, [map])

  const [lon, lat] = value ?? [null, null]
  useEffect(() => {
    if (!map || lon === null || lat === null) return
    const marker = new Marker({ color: COLOURS[theme].accent, draggable: true })
      .setLngLat([lon, lat])
      .addTo(map)
    marker.getElement().setAttribute('aria-label', t('map:picked'))
    marker.on('dragend', () => {
      const at = marker.getLngLat()
      pick.current([round(at.lng), round(at.lat)])
    })
    return () => {
      marker.remove()
    }
  }, [map, theme, lon, lat, t])

  useEffect(() => {
    if (!map) return
    const drawn = lon !== null && lat !== null && accuracyM !== null
    showAccuracy(map, theme, drawn ? { point: [lon, lat], radiusM: accuracyM } : null)
  }, [map, theme, lon, lat, accuracyM])

  if (!supported) return <p className="gz-condition">{t('map:noWebgl')}</p>
  return (
    <div className="gz-map gz-map-pick">
      <div ref={container} className="gz-map-canvas" aria-label={t('form:placeHint')} role="application" />
      {!value && <p className="gz-map-hint">{t('form:placeHint')}</p>}
      <span className="gz-map-cross" aria-hidden="true" />
      <MapButtons map={map} home={home} zoom={15} />
    </div>
  )
}
