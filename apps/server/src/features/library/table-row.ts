// A row of a file that is imported, whatever the format.
import type { GeoFault } from '@gezhi/core/library/geojson'
import type { Geometry } from '@gezhi/core/library/load'

export interface TableRow {
  /** As the file counts, from 1. */
  readonly number: number
  readonly cells: readonly string[]
  readonly geometry?: Geometry | null
  readonly fault?: GeoFault
}
