import { Marker } from 'maplibre-gl'
import { useEffect } from 'react'
import { useGezhi } from '../data/Gezhi.tsx'
import { useText } from '../i18n/i18n.ts'
import { COLOURS } from '../tokens/colours.ts'
import { useMap } from './useMap.ts'
import './map.css'

interface PlaceSpotProps {
  /** Longitude and latitude. */
  readonly at: readonly [number, number]
  readonly label: string
}

/** One place on a map that is only looked at. */
export function PlaceSpot({ at: [lon, lat], label }: PlaceSpotProps) {
  const t = useText()
  const { theme } = useGezhi()
  const { container, map, supported } = useMap(theme, { center: [lon, lat], zoom: 16.4, pitch: 40 })
  useEffect(() => {
    if (!map) return
    map.jumpTo({ center: [lon, lat] })
    const marker = new Marker({ color: COLOURS[theme].accent }).setLngLat([lon, lat]).addTo(map)
    marker.getElement().setAttribute('aria-label', label)
    return () => {
      marker.remove()
    }
  }, [map, theme, lon, lat, label])
  if (!supported) return <p className="gz-condition">{t('map:noWebgl')}</p>
  return <div ref={container} className="gz-map" />
}
