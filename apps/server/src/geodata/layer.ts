// A layer of a file of places, whatever the format: its titles and coordinates, and its rows one after the other.
import type { Reference } from './reference.ts'
import type { Shape } from './shapes.ts'

export interface LayerRow {
  readonly cells: readonly string[]
  readonly shape: Shape | null
}

export interface Layer {
  readonly name: string
  readonly titles: readonly string[]
  /** Null: the file does not say. Throws `UnknownReference`. */
  readonly reference: () => Reference | null
  /** From the first on, each time it is called. */
  readonly rows: () => AsyncGenerator<LayerRow>
}

/** Layers of an open file. */
export interface Layers {
  readonly layers: readonly Layer[]
  readonly close: () => void
}
