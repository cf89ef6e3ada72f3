import { Map as MapLibre, type MapOptions } from 'maplibre-gl'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { ThemeName } from '../tokens/colours.ts'
import { PIXEL_RATIO } from './canvas.ts'
import { imageOf } from './pinImages.ts'
import { canDraw } from './setup.ts'
import { styleOf } from './style.ts'

interface UseMap {
  readonly container: RefObject<HTMLDivElement | null>
  /** Null until the style is loaded, and again while a new theme loads. */
  readonly map: MapLibre | null
  readonly supported: boolean
}

/** A map of the district in a div; a change of theme keeps the view and redraws every image. */
export function useMap(
  theme: ThemeName,
  view: Pick<MapOptions, 'center' | 'zoom' | 'pitch' | 'bearing'>,
): UseMap {
  const container = useRef<HTMLDivElement>(null)
  const made = useRef<MapLibre | null>(null)
  const [map, setMap] = useState<MapLibre | null>(null)
  const [supported] = useState(canDraw)
  const first = useRef(view)

  useEffect(() => {
    if (!container.current || !supported) return
    const created = new MapLibre({
      container: container.current,
      ...first.current,
      minZoom: 8,
      maxZoom: 19,
      maxPitch: 65,
      attributionControl: false,
      fadeDuration: 150,
      localIdeographFontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
    })
    made.current = created
    return () => {
      made.current = null
      setMap(null)
      created.remove()
    }
  }, [supported])

  useEffect(() => {
    const created = made.current
    if (!created) return
    setMap(null)
    created.setMissingStyleImageResolver((id) => {
      const image = imageOf(id, theme)
      if (image) created.addImage(id, image, { pixelRatio: PIXEL_RATIO })
    })
    created.setStyle(styleOf(theme, location.origin), { diff: false })
    const ready = (): void => setMap(created)
    created.once('style.load', ready)
    return () => {
      created.off('style.load', ready)
    }
  }, [theme])

  return { container, map, supported }
}
