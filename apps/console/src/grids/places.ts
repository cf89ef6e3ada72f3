// Places of the editor: whole units of the plan, degrees of the map.
import type { Edge } from '@gezhi/core/grids/layout'
import { UNITS, type WholePoint } from '@gezhi/core/grids/redraw.plan'
import type { LonLat } from '@gezhi/core/kernel/geo'

export const degreesOf = ([x, y]: WholePoint): [number, number] => [x / UNITS, y / UNITS]
export const wholeOf = ([lon, lat]: LonLat): WholePoint => [Math.round(lon * UNITS), Math.round(lat * UNITS)]

export const middleOfEdge = ([[x1, y1], [x2, y2]]: Edge): WholePoint => [
  Math.round((x1 + x2) / 2),
  Math.round((y1 + y2) / 2),
]
