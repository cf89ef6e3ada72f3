import type { Step } from '@gezhi/core/cases/states'
import type { Urgency } from '@gezhi/core/districts/district'
import { STEP_PATHS } from '../parts/icons.tsx'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'
import { canvas, PIXEL_RATIO, pixels } from './canvas.ts'
import { drawPlace, isPlaceLayer } from './placeImages.ts'

const SIZE: Readonly<Record<Urgency, number>> = { GENERAL: 26, IMPORTANT: 29, URGENT: 33 }
export const RING_PARTS = 12

/** Round for general, square for important, diamond for urgent: the form says it too, not only the colour. */
function outline(context: CanvasRenderingContext2D, urgency: Urgency, middle: number, radius: number): void {
  context.beginPath()
  if (urgency === 'GENERAL') context.arc(middle, middle, radius, 0, 2 * Math.PI)
  else if (urgency === 'IMPORTANT')
    context.roundRect(middle - radius, middle - radius, 2 * radius, 2 * radius, 5)
  else {
    context.translate(middle, middle)
    context.rotate(Math.PI / 4)
    const half = radius * 0.86
    context.roundRect(-half, -half, 2 * half, 2 * half, 5)
    context.setTransform(PIXEL_RATIO, 0, 0, PIXEL_RATIO, 0, 0)
  }
  context.closePath()
}

/** One pin: form and colour of the urgency, icon of the step if it is known, a red ring when overdue. */
export function drawPin(urgency: Urgency, step: Step | null, overdue: boolean, theme: ThemeName): ImageData {
  const colours = COLOURS[theme]
  const size = SIZE[urgency] + 10
  const context = canvas(size)
  const middle = size / 2
  const radius = SIZE[urgency] / 2 - 2
  if (overdue) {
    outline(context, urgency, middle, radius + 4)
    context.fillStyle = colours.panel
    context.fill()
    context.lineWidth = 2
    context.strokeStyle = colours.danger.mark
    context.stroke()
  }
  outline(context, urgency, middle, radius)
  context.fillStyle = colours.urgency[urgency].mark
  context.fill()
  context.lineWidth = 1.75
  context.strokeStyle = '#FFFFFF'
  context.stroke()
  if (!step) return pixels(context)
  const scale = 13 / 24
  context.translate(middle - 12 * scale, middle - 12 * scale)
  context.scale(scale, scale)
  context.lineWidth = 2.6
  context.lineCap = context.lineJoin = 'round'
  context.stroke(new Path2D(STEP_PATHS[step]))
  return pixels(context)
}

/** A cluster: a ring whose arcs are the shares of urgent, important and general, in twelfths. */
export function drawRing(urgent: number, important: number, size: number, theme: ThemeName): ImageData {
  const colours = COLOURS[theme]
  const context = canvas(size)
  const [middle, width] = [size / 2, size / 7]
  context.beginPath()
  context.arc(middle, middle, middle - 1, 0, 2 * Math.PI)
  context.fillStyle = colours.panel
  context.fill()
  const general = RING_PARTS - urgent - important
  let from = -Math.PI / 2
  for (const [parts, colour] of [
    [urgent, colours.urgency.URGENT.mark],
    [important, colours.urgency.IMPORTANT.mark],
    [general, colours.urgency.GENERAL.mark],
  ] as const) {
    if (parts <= 0) continue
    const to = from + (parts / RING_PARTS) * 2 * Math.PI
    context.beginPath()
    context.arc(middle, middle, middle - width / 2 - 1, from, to)
    context.lineWidth = width
    context.strokeStyle = colour
    context.stroke()
    from = to
  }
  return pixels(context)
}

/** The light around the selected case. */
export function drawHalo(theme: ThemeName): ImageData {
  const size = 60
  const context = canvas(size)
  context.beginPath()
  context.arc(size / 2, size / 2, 26, 0, 2 * Math.PI)
  context.fillStyle = `${COLOURS[theme].accent}38`
  context.fill()
  context.lineWidth = 2.5
  context.strokeStyle = COLOURS[theme].accent
  context.stroke()
  return pixels(context)
}

/** Makes an image by its name: `pin|URGENT|HANDLE|1` (of a past day `pin|URGENT||0`), `ring|3|4|44`, `place|schools`, `halo`; else null. */
export function imageOf(id: string, theme: ThemeName): ImageData | null {
  const [kind, a = '', b = '', c = ''] = id.split('|')
  if (kind === 'pin') return drawPin(a as Urgency, b === '' ? null : (b as Step), c === '1', theme)
  if (kind === 'ring') return drawRing(Number(a), Number(b), Number(c), theme)
  if (kind === 'place' && isPlaceLayer(a)) return drawPlace(a, theme)
  return kind === 'halo' ? drawHalo(theme) : null
}
