// Signs of places and things: a framed sign, where a case is a filled one.
import type { MapLayerName } from '@gezhi/core/library/layers'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'
import { canvas, pixels } from './canvas.ts'

export type PlaceLayer = Exclude<MapLayerName, 'buildings'>

const SIZE = 24
/** Stroke paths on a 24 × 24 field: the form says what it is, not only the colour. */
const PATHS: Readonly<Record<PlaceLayer, string>> = {
  schools: 'M2 9l10-5 10 5-10 5z M6 11.5v5c3.2 2.6 8.8 2.6 12 0v-5',
  facilities: 'M4 21V9l8-6 8 6v12z M9.5 21v-6h5v6',
  shelters: 'M12 4L3 20h18z M12 11l-4.5 9 M12 11l4.5 9',
  hydrants: 'M8.5 21V9.5a3.5 3.5 0 0 1 7 0V21 M6 21h12 M4.5 13h4 M15.5 13h4 M7 9.5h10',
  cameras: 'M3 8h11v8H3z M14 11l6-3v8l-6-3',
  components: 'M12 3v18 M7 21h10 M12 5h6l2 3h-8',
  teams:
    'M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11z M3 20c0-4 2.7-6 6-6s6 2 6 6 M16 10.6a2.8 2.8 0 1 0 0-5.4 M17.5 14c2.3.6 3.5 2.6 3.5 6',
  units: 'M4 9l2-5h12l2 5z M5.5 9v11h13V9 M10 20v-6h4v6',
  factories: 'M3 21V10l5.5 4v-4l5.5 4V4h6v17z',
}

function colourOf(layer: PlaceLayer, theme: ThemeName): string {
  const { step, danger, muted } = COLOURS[theme]
  switch (layer) {
    case 'schools':
      return step.REPORT.mark
    case 'facilities':
      return step.FEEDBACK.mark
    case 'shelters':
      return step.ASSESS.mark
    case 'hydrants':
      return danger.mark
    case 'cameras':
      return step.DISPATCH.mark
    case 'teams':
      return step.HANDLE.mark
    case 'components':
    case 'units':
    case 'factories':
      return muted
  }
}

/** The sign of a layer, 24 CSS pixels wide. */
export function drawPlace(layer: PlaceLayer, theme: ThemeName): ImageData {
  const context = canvas(SIZE)
  const colour = colourOf(layer, theme)
  context.beginPath()
  context.roundRect(1.5, 1.5, SIZE - 3, SIZE - 3, 6)
  context.fillStyle = COLOURS[theme].panel
  context.fill()
  context.lineWidth = 1.5
  context.strokeStyle = colour
  context.stroke()
  const scale = 15 / 24
  context.translate((SIZE - 15) / 2, (SIZE - 15) / 2)
  context.scale(scale, scale)
  context.lineWidth = 2.4
  context.lineCap = context.lineJoin = 'round'
  context.stroke(new Path2D(PATHS[layer]))
  return pixels(context)
}

export const isPlaceLayer = (name: string): name is PlaceLayer => name in PATHS
