// The map as a picture to put into a report: title, date, legend, scale, north, and where the data are from.
import type { Map as MapLibre } from 'maplibre-gl'
import { COLOURS, type ThemeName } from '../tokens/colours.ts'
import { FONT_STACK } from '../tokens/theme.ts'
import { PIXEL_RATIO } from './canvas.ts'
import { drawPin } from './pinImages.ts'
import { drawPlace, type PlaceLayer } from './placeImages.ts'

/** A sign that the map shows, and its word. */
export type LegendEntry = { readonly word: string } & (
  | { readonly urgency: 'GENERAL' | 'IMPORTANT' | 'URGENT' }
  | { readonly place: PlaceLayer }
)

export interface PosterWords {
  readonly title: string
  readonly date: string
  readonly source: string
  readonly legend: readonly LegendEntry[]
}

const HEAD = 52
/** The line with scale and source, and each line of the legend. */
const FOOT = 52
const LINE = 34
const MARGIN = 16
const EARTH_M = 40_075_016.686
const WORDS = `13px ${FONT_STACK}`

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
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas to draw the picture on')
  pen.font = WORDS
  const lines = linesOf(pen, signsOf(words.legend, theme), width - 2 * MARGIN)
  const foot = lines.length * LINE + FOOT
  ;[canvas.width, canvas.height] = [picture.width, picture.height + (HEAD + foot) * ratio]
  pen.scale(ratio, ratio)
  pen.textBaseline = 'middle'
  const colours = COLOURS[theme]
  pen.fillStyle = colours.panel
  pen.fillRect(0, 0, width, height + HEAD + foot)
  pen.drawImage(picture, 0, HEAD, width, height)
  pen.fillStyle = colours.text
  pen.font = `600 20px ${FONT_STACK}`
  pen.fillText(words.title, MARGIN, HEAD / 2, width - 260)
  pen.font = WORDS
  lines.forEach((line, no) => drawLine(pen, line, HEAD + height + 8 + (no + 0.5) * LINE))
  const last = HEAD + height + foot - FOOT / 2
  drawScale(pen, map, MARGIN, last)
  pen.textAlign = 'right'
  pen.fillText(words.date, width - MARGIN, HEAD / 2)
  pen.fillText(words.source, width - MARGIN, last, width / 2)
  pen.textAlign = 'left'
  drawNorth(pen, map.getBearing(), colours.text, [width - 36, HEAD + 40])
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))),
      'image/png',
    )
  })
}

interface Sign {
  readonly image: HTMLCanvasElement
  readonly width: number
  readonly height: number
  readonly word: string
}

const signsOf = (legend: readonly LegendEntry[], theme: ThemeName): Sign[] =>
  legend.map((entry) => {
    const data =
      'place' in entry ? drawPlace(entry.place, theme) : drawPin(entry.urgency, 'HANDLE', false, theme)
    const image = document.createElement('canvas')
    ;[image.width, image.height] = [data.width, data.height]
    image.getContext('2d')?.putImageData(data, 0, 0)
    return { image, width: data.width / PIXEL_RATIO, height: data.height / PIXEL_RATIO, word: entry.word }
  })

const GAP = 4
const lengthOf = (pen: CanvasRenderingContext2D, { width, word }: Sign): number =>
  width + GAP + pen.measureText(word).width + 14

/** As many signs a line as fit into `width`; none at all makes no line. */
function linesOf(pen: CanvasRenderingContext2D, signs: readonly Sign[], width: number): Sign[][] {
  const lines: Sign[][] = []
  let left = 0
  for (const sign of signs) {
    const length = lengthOf(pen, sign)
    const line = lines.at(-1)
    if (line && length <= left) line.push(sign)
    else lines.push([sign])
    left = (line && length <= left ? left : width) - length
  }
  return lines
}

function drawLine(pen: CanvasRenderingContext2D, line: readonly Sign[], y: number): void {
  let x = MARGIN
  for (const sign of line) {
    pen.drawImage(sign.image, x, y - sign.height / 2, sign.width, sign.height)
    pen.fillText(sign.word, x + sign.width + GAP, y)
    x += lengthOf(pen, sign)
  }
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
