/** A building: where it stands, what for, and how many live in it. */
import type { GridRow } from './grids.ts'
import type { Point } from './plane.ts'

export interface Building {
  readonly at: Point
  readonly width: number
  readonly depth: number
  /** Radians counter-clockwise from east. */
  readonly angle: number
  readonly floors: number
  readonly grid: GridRow
  readonly use:
    | 'RESIDENTIAL'
    | 'COMMERCE'
    | 'OFFICE'
    | 'INDUSTRY'
    | 'STORAGE'
    | 'EDUCATION'
    | 'MEDICAL'
    | 'CULTURE'
    | 'OTHER'
  /** Staircases, and doors on each floor of one; 0 where nobody lives. */
  readonly units: number
  readonly perFloor: number
}
/** Where a building stands, before anybody knows what for. */
export type Footprint = Pick<Building, 'at' | 'width' | 'depth' | 'angle'>
