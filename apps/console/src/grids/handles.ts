// Taking hold of corners on the map: press a corner and draw it, press the middle of an edge to make one. What is under
// the pointer is counted, not asked of the picture, which may be a moment behind.
import type { Edge } from '@gezhi/core/grids/layout'
import type { WholePoint } from '@gezhi/core/grids/redraw.plan'
import type { TheMap } from '../map/useSketch.ts'
import { degreesOf, middleOfEdge, wholeOf } from './places.ts'

type Map = NonNullable<TheMap>

export type Grip =
  | { readonly kind: 'CORNER'; readonly at: WholePoint }
  | { readonly kind: 'MIDDLE'; readonly edge: Edge }

export interface Hand {
  /** What can be taken hold of now, corners first. */
  readonly grips: () => readonly Grip[]
  /** While it is drawn; the corner is where it was before. */
  readonly move: (from: Grip, to: WholePoint) => void
  readonly drop: (from: Grip, to: WholePoint) => void
  /** Pressed and not moved. */
  readonly press: (grip: Grip) => void
  /** A place that is no corner was pressed. */
  readonly choose: (at: WholePoint) => void
}

/** Less than this is a press, not a movement; within this the pointer is on a corner: pixels. */
const SLIP_PX = 4
const REACH_PX = 9

interface Pixel {
  readonly x: number
  readonly y: number
}
interface Pointer {
  readonly point: Pixel
  readonly lngLat: { readonly lng: number; readonly lat: number }
  readonly preventDefault: () => void
}

const placeOf = (grip: Grip): WholePoint => (grip.kind === 'CORNER' ? grip.at : middleOfEdge(grip.edge))
const apart = (a: Pixel, b: Pixel): number => Math.hypot(a.x - b.x, a.y - b.y)
const wholePlace = ({ lngLat: { lng, lat } }: Pointer): WholePoint => wholeOf([lng, lat])

/** Listens until the answer is called. */
export function listenForHandles(map: Map, hand: Hand): () => void {
  let grip: Grip | null = null
  let from: Pixel = { x: 0, y: 0 }
  const under = (point: Pixel): Grip | null =>
    hand.grips().find((each) => apart(map.project(degreesOf(placeOf(each))), point) <= REACH_PX) ?? null
  const moved = (point: Pixel): boolean => apart(point, from) > SLIP_PX
  const onDown = (event: Pointer): void => {
    grip = under(event.point)
    from = event.point
    // Otherwise the map would be drawn along.
    if (grip) event.preventDefault()
  }
  const onMove = (event: Pointer): void => {
    if (!grip) map.getCanvas().style.cursor = under(event.point) ? 'grab' : 'pointer'
    else if (moved(event.point)) hand.move(grip, wholePlace(event))
  }
  const onUp = (event: Pointer): void => {
    if (!grip) return
    if (moved(event.point)) hand.drop(grip, wholePlace(event))
    else hand.press(grip)
    grip = null
  }
  const onClick = (event: Pointer): void => {
    if (!moved(event.point) && !under(from)) hand.choose(wholePlace(event))
  }
  map.on('mousedown', onDown)
  map.on('mousemove', onMove)
  map.on('mouseup', onUp)
  map.on('click', onClick)
  return () => {
    map.off('mousedown', onDown)
    map.off('mousemove', onMove)
    map.off('mouseup', onUp)
    map.off('click', onClick)
    map.getCanvas().style.cursor = ''
  }
}
