// Taking hold of corners on the map: press a corner and draw it, press the middle of an edge to make one.
import type { Edge } from '@gezhi/core/grids/layout'
import type { WholePoint } from '@gezhi/core/grids/redraw.plan'
import type { TheMap } from '../map/useSketch.ts'
import { wholeOf } from './draw.ts'

type Map = NonNullable<TheMap>

export interface Hand {
  /** While it is drawn; the corner is where it was before. */
  readonly move: (from: Grip, to: WholePoint) => void
  readonly drop: (from: Grip, to: WholePoint) => void
  /** Pressed and not moved. */
  readonly press: (grip: Grip) => void
  /** A place that is no corner was pressed. */
  readonly choose: (id: string | null) => void
}

export type Grip =
  | { readonly kind: 'CORNER'; readonly at: WholePoint }
  | { readonly kind: 'MIDDLE'; readonly edge: Edge }

/** Less than this is a press, not a movement: pixels. */
const SLIP_PX = 4
const HANDLES = 'plan-handles'

const numbers = (properties: Readonly<Record<string, unknown>>, ...names: string[]): number[] =>
  names.map((name) => Number(properties[name]))

function gripOf(properties: Readonly<Record<string, unknown>>): Grip | null {
  const [x = 0, y = 0] = numbers(properties, 'x', 'y')
  const [ax = 0, ay = 0, bx = 0, by = 0] = numbers(properties, 'ax', 'ay', 'bx', 'by')
  if (properties['kind'] === 'CORNER') return { kind: 'CORNER', at: [x, y] }
  if (properties['kind'] === 'MIDDLE')
    return {
      kind: 'MIDDLE',
      edge: [
        [ax, ay],
        [bx, by],
      ],
    }
  return null
}

type MapEvent = Parameters<Parameters<Map['on']>[1]>[0] & {
  readonly point: { readonly x: number; readonly y: number }
  readonly lngLat: { readonly lng: number; readonly lat: number }
  readonly preventDefault: () => void
}

/** Listens until the answer is called. */
export function listenForHandles(map: Map, hand: Hand): () => void {
  let grip: Grip | null = null
  let from = { x: 0, y: 0 }
  const under = ({ x, y }: { x: number; y: number }, layer: string) => {
    const box: [[number, number], [number, number]] = [
      [x - 6, y - 6],
      [x + 6, y + 6],
    ]
    return map.getLayer(layer)
      ? map.queryRenderedFeatures(layer === HANDLES ? box : [x, y], { layers: [layer] })
      : []
  }
  const moved = ({ x, y }: { x: number; y: number }) => Math.hypot(x - from.x, y - from.y) > SLIP_PX
  const onDown = (event: MapEvent): void => {
    const found = under(event.point, HANDLES).map(({ properties }) => gripOf(properties))
    grip = found.find((each) => each?.kind === 'CORNER') ?? found.find(Boolean) ?? null
    from = event.point
    // Otherwise the map would be drawn along.
    if (grip) event.preventDefault()
  }
  const onMove = (event: MapEvent): void => {
    if (grip) {
      if (moved(event.point)) hand.move(grip, wholeOf([event.lngLat.lng, event.lngLat.lat]))
      return
    }
    const over = under(event.point, HANDLES).length > 0
    map.getCanvas().style.cursor = over
      ? 'grab'
      : under(event.point, 'plan-areas').length > 0
        ? 'pointer'
        : ''
  }
  const onUp = (event: MapEvent): void => {
    if (!grip) return
    if (moved(event.point)) hand.drop(grip, wholeOf([event.lngLat.lng, event.lngLat.lat]))
    else hand.press(grip)
    grip = null
  }
  const onClick = (event: MapEvent): void => {
    if (moved(event.point) || under(event.point, HANDLES).length > 0) return
    const found = under(event.point, 'plan-areas')
    const exclusive = found.find(({ properties }) => properties['exclusive'] === true)
    const id: unknown = (exclusive ?? found[0])?.properties['id']
    hand.choose(typeof id === 'string' ? id : null)
  }
  map.on('mousedown', onDown as never)
  map.on('mousemove', onMove as never)
  map.on('mouseup', onUp as never)
  map.on('click', onClick as never)
  return () => {
    map.off('mousedown', onDown as never)
    map.off('mousemove', onMove as never)
    map.off('mouseup', onUp as never)
    map.off('click', onClick as never)
    map.getCanvas().style.cursor = ''
  }
}
