// A small picture for the map, drawn by code: sharp on every screen and in every theme.

/** Drawn at three times their size, so that they stay sharp on every screen. */
export const PIXEL_RATIO = 3

/** A square to draw on; `size` in CSS pixels. */
export function canvas(size: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas')
  element.width = element.height = Math.ceil(size * PIXEL_RATIO)
  const context = element.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  context.scale(PIXEL_RATIO, PIXEL_RATIO)
  return context
}

export const pixels = (context: CanvasRenderingContext2D): ImageData =>
  context.getImageData(0, 0, context.canvas.width, context.canvas.height)
