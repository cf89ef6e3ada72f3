// The map as a picture to put into a report: title, date, legend, scale, north, and where the data are from.
import type { Map as MapLibre } from 'maplibre-gl'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'
import { FONT_STACK } from '../tokens/theme.ts'
import { PIXEL_RATIO } from './canvas.ts'
import { drawPin } from './pinImages.ts'

export interface PosterWords {
  readonly title: string
  readonly date: string
  readonly source: string
  readonly legend: readonly { readonly urgency: 'GENERAL' | 'IMPORTANT' | 'URGENT'; readonly word: string }[]
}

const HEAD = 52
const FOOT = 64
const EARTH_M = 40_075_016.686

/** Metres on the ground of a CSS pixel in the middle of the map; tiles are 512 pixels wide. */
export const metresPerPixel = (lat: number, zoom: number): number =>
  (EARTH_M * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom)

/** The longest of 1, 2, 5 × 10ⁿ metres that fits. */
export function scaleLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  return ([5, 2, 1].find((times) => times * power <= most) ?? 1) * power
}

/** The drawing buffer is empty again after each frame: it is copied while one is being drawn. */
const snapshot = (map: MapLibre): Promise<HTMLCanvasElement> =>
  new Promise((resolve) => {
    map.once('render', () => {
      const from = map.getCanvas()
      const copy = document.createElement('canvas')
      ;[copy.width, copy.height] = [from.width, from.height]
      copy.getContext('2d')?.drawImage(from, 0, 0)
      resolve(copy)
    })
    map.triggerRepaint()
  })

/** PNG of what the map shows now, framed. Rejects when the browser cannot make a picture of it. */
export async function posterOf(map: MapLibre, theme: ThemeName, words: PosterWords): Promise<Blob> {
  const picture = await snapshot(map)
  const ratio = picture.width / map.getCanvas().clientWidth
  const [width, height] = [picture.width / ratio, picture.height / ratio]
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = [picture.width, picture.height + (HEAD + FOOT) * ratio]
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas to draw the picture on')
  pen.scale(ratio, ratio)
  pen.textBaseline = 'middle'
  const colours = COLOURS[theme]
  pen.fillStyle = colours.panel
  pen.fillRect(0, 0, width, height + HEAD + FOOT)
  pen.drawImage(picture, 0, HEAD, width, height)
  pen.fillStyle = colours.text
  pen.font = `600 20px ${FONT_STACK}`
  pen.fillText(words.title, 16, HEAD / 2, width - 260)
  pen.font = `13px ${FONT_STACK}`
  pen.textAlign = 'right'
  pen.fillText(words.date, width - 16, HEAD / 2)
  pen.fillText(words.source, width - 16, HEAD + height + FOOT / 2, width / 2)
  pen.textAlign = 'left'
  const end = drawLegend(pen, theme, words, HEAD + height + FOOT / 2)
  drawScale(pen, map, end + 16, HEAD + height + FOOT / 2)
  drawNorth(pen, map.getBearing(), colours.text, [width - 36, HEAD + 40])
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))),
      'image/png',
    )
  })
}

function drawLegend(
  pen: CanvasRenderingContext2D,
  theme: ThemeName,
  { legend }: PosterWords,
  y: number,
): number {
  let x = 16
  for (const { urgency, word } of legend) {
    const image = drawPin(urgency, 'HANDLE', false, theme)
    const copy = document.createElement('canvas')
    ;[copy.width, copy.height] = [image.width, image.height]
    copy.getContext('2d')?.putImageData(image, 0, 0)
    const [width, height] = [image.width / PIXEL_RATIO, image.height / PIXEL_RATIO]
    pen.drawImage(copy, x, y - height / 2, width, height)
    pen.fillText(word, x + width + 4, y)
    x += width + 4 + pen.measureText(word).width + 14
  }
  return x
}

function drawScale(pen: CanvasRenderingContext2D, map: MapLibre, x: number, y: number): void {
  const each = metresPerPixel(map.getCenter().lat, map.getZoom())
  const metres = scaleLength(120 * each)
  const width = metres / each
  pen.fillRect(x, y + 6, width, 2)
  pen.fillRect(x, y, 2, 8)
  pen.fillRect(x + width - 2, y, 2, 8)
  pen.fillText(metres < 1000 ? `${metres} m` : `${metres / 1000} km`, x, y - 10)
}

function drawNorth(
  pen: CanvasRenderingContext2D,
  bearing: number,
  colour: string,
  [x, y]: readonly [number, number],
): void {
  pen.save()
  pen.translate(x, y)
  pen.rotate((-bearing * Math.PI) / 180)
  pen.fillStyle = colour
  pen.beginPath()
  pen.moveTo(0, -22)
  pen.lineTo(8, 6)
  pen.lineTo(0, 1)
  pen.lineTo(-8, 6)
  pen.fill()
  pen.textAlign = 'center'
  pen.font = `600 13px ${FONT_STACK}`
  pen.fillText('N', 0, 16)
  pen.restore()
}
