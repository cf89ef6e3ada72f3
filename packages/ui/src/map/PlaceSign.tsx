import { useEffect, useRef } from 'react'
import { useGezhi } from '../data/Gezhi.tsx'
import { drawPlace, type PlaceLayer } from './placeImages.ts'

/** The sign of a layer as the map draws it; the word stands beside it. */
export function PlaceSign({ layer }: { readonly layer: PlaceLayer }) {
  const { theme } = useGezhi()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const image = drawPlace(layer, theme)
    element.width = image.width
    element.height = image.height
    element.getContext('2d')?.putImageData(image, 0, 0)
  }, [layer, theme])
  return <canvas ref={canvas} className="gz-place-sign" aria-hidden="true" />
}
