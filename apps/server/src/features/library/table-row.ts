// Titles and rows of a file that is imported, whatever the format.
import type { GeoFault } from '@gezhi/core/library/geojson'
import type { ImportView } from '@gezhi/core/library/import.api'
import type { Geometry } from '@gezhi/core/library/load'

export interface TableRow {
  /** As the file counts, from 1. */
  readonly number: number
  readonly cells: readonly string[]
  readonly geometry?: Geometry | null
  readonly fault?: GeoFault
}

export interface Head {
  readonly titles: readonly string[]
  /** Number of the row of titles. */
  readonly row: number
  /** Of a file that has layers, and in which coordinates it gives its places. */
  readonly layer: string | null
  readonly reference: ImportView['reference']
}
