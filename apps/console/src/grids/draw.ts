// The grids of a plan on the map, above the base map: areas, boundaries, names, corners that can be taken hold of.
import type { GridLayout } from '@gezhi/core/grids/layout'
import { cornersOf, keyOf, same } from '@gezhi/core/grids/layout'
import { shortGridName } from '@gezhi/core/grids/names'
import { polygonOf, type PlannedGrid, type WholePoint } from '@gezhi/core/grids/redraw.plan'
import { COLOURS, type ThemeName } from '@gezhi/ui/tokens/colours'
import type { Change } from './editing.ts'
import { gripsOf } from './grips.ts'
import { degreesOf, middleOfEdge } from './places.ts'
import type { TheMap } from '../map/useSketch.ts'

type Map = NonNullable<TheMap>
type Feature = GeoJSON.Feature

export interface Drawn {
  readonly layout: GridLayout
  readonly selected: string | null
  readonly changeOf: (grid: PlannedGrid) => Change
  /** Ids of grids with something wrong. */
  readonly wrong: ReadonlySet<string>
  /** Corners and middles of edges of the chosen grid are shown. */
  readonly handles: boolean
  /** The corner that keys move. */
  readonly corner: WholePoint | null
}

const SOURCE = 'plan'
const HANDLES = 'plan-handles'

const coordinatesOf = (grid: Pick<PlannedGrid, 'rings'>): number[][][] =>
  polygonOf(grid).coordinates.map((ring) => ring.map(([lon, lat]) => [lon, lat]))

function areasOf({ layout, selected, changeOf, wrong }: Drawn): Feature[] {
  return layout.grids.map((grid) => ({
    type: 'Feature',
    properties: {
      id: grid.id,
      name: shortGridName(grid.name),
      exclusive: grid.kind === 'EXCLUSIVE',
      look: grid.id === selected ? 'SELECTED' : wrong.has(grid.id) ? 'WRONG' : changeOf(grid),
    },
    geometry: { type: 'Polygon', coordinates: coordinatesOf(grid) },
  }))
}

const point = (at: WholePoint, properties: Feature['properties']): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: degreesOf(at) },
})

/** Corners to move, corners that stay because they lie on the outline, and middles from which a corner can be drawn. */
function handlesOf({ layout, selected, handles, corner: held }: Drawn): Feature[] {
  const grid = layout.grids.find(({ id }) => id === selected)
  if (!handles || !grid) return []
  const grips = gripsOf(layout, selected)
  const free = new Set(grips.flatMap((grip) => (grip.kind === 'CORNER' ? [keyOf(grip.at)] : [])))
  const fixed = cornersOf(grid.rings).filter((at) => !free.has(keyOf(at)))
  return [
    ...grips.flatMap((grip) =>
      grip.kind === 'MIDDLE' ? [point(middleOfEdge(grip.edge), { kind: 'MIDDLE' })] : [],
    ),
    ...fixed.map((at) => point(at, { kind: 'FIXED' })),
    ...grips.flatMap((grip) =>
      grip.kind === 'CORNER'
        ? [point(grip.at, { kind: 'CORNER', held: held !== null && same(held, grip.at) })]
        : [],
    ),
  ]
}

interface DataSource {
  setData(data: GeoJSON.FeatureCollection): unknown
}

const setData = (map: Map, source: string, features: Feature[]): void => {
  // Gate: both sources are made below, of type geojson.
  const held = map.getSource(source) as unknown as DataSource | undefined
  held?.setData({ type: 'FeatureCollection', features })
}

function addLayers(map: Map, theme: ThemeName): void {
  const { accent, good, warn, danger, muted, onAccent, map: colour } = COLOURS[theme]
  const data: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }
  map.addSource(SOURCE, { type: 'geojson', data })
  map.addSource(HANDLES, { type: 'geojson', data })
  const byLook = [
    'match',
    ['get', 'look'],
    'SELECTED',
    accent,
    'WRONG',
    danger.mark,
    'NEW',
    good.mark,
    'CHANGED',
    warn.mark,
    muted,
  ]
  map.addLayer({
    id: 'plan-areas',
    type: 'fill',
    source: SOURCE,
    paint: {
      'fill-color': byLook as never,
      'fill-opacity': ['match', ['get', 'look'], 'SELECTED', 0.28, 'WRONG', 0.3, 'SAME', 0.05, 0.2],
    },
  })
  map.addLayer({
    id: 'plan-lines',
    type: 'line',
    source: SOURCE,
    filter: ['!', ['get', 'exclusive']],
    paint: { 'line-color': byLook as never, 'line-width': 2 },
  })
  map.addLayer({
    id: 'plan-exclusive',
    type: 'line',
    source: SOURCE,
    filter: ['get', 'exclusive'],
    paint: { 'line-color': byLook as never, 'line-width': 2, 'line-dasharray': [3, 2] },
  })
  map.addLayer({
    id: 'plan-names',
    type: 'symbol',
    source: SOURCE,
    layout: { 'text-field': ['get', 'name'], 'text-size': 13, 'text-font': ['sans-serif'] },
    paint: { 'text-color': colour.label, 'text-halo-color': colour.halo, 'text-halo-width': 1.6 },
  })
  map.addLayer({
    id: HANDLES,
    type: 'circle',
    source: HANDLES,
    paint: {
      'circle-radius': ['match', ['get', 'kind'], 'CORNER', 6, 'FIXED', 4, 4],
      'circle-color': [
        'case',
        ['==', ['get', 'held'], true],
        warn.mark,
        ['match', ['get', 'kind'], 'CORNER', onAccent, 'FIXED', muted, accent],
      ],
      'circle-opacity': ['match', ['get', 'kind'], 'MIDDLE', 0.65, 1],
      'circle-stroke-color': ['match', ['get', 'kind'], 'FIXED', onAccent, accent],
      'circle-stroke-width': ['match', ['get', 'kind'], 'CORNER', 2.5, 1],
    },
  })
}

/** Draws the plan; makes the layers when a map or theme is new. */
export function drawPlan(map: Map, theme: ThemeName, drawn: Drawn): void {
  if (!map.getSource(SOURCE)) addLayers(map, theme)
  setData(map, SOURCE, areasOf(drawn))
  setData(map, HANDLES, handlesOf(drawn))
}

/** West, south, east, north of what lies in the layout, in degrees. */
export function boundsOf({ outline, grids }: GridLayout): [number, number, number, number] | null {
  const points = [...outline.flat(2), ...grids.flatMap(({ rings }) => rings.flat())]
  if (points.length === 0) return null
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [west, south] = degreesOf([Math.min(...xs), Math.min(...ys)])
  const [east, north] = degreesOf([Math.max(...xs), Math.max(...ys)])
  return [west, south, east, north]
}
