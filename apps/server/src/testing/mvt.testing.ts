// Reads a vector tile as the map in the browser does.
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

interface TileFeature {
  readonly id: number | undefined
  readonly properties: Readonly<Record<string, unknown>>
}

/** Features by source layer. */
export function layersOf(tile: Uint8Array): Readonly<Record<string, readonly TileFeature[]>> {
  const { layers } = new VectorTile(new PbfReader(tile))
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, index) => {
        const { id, properties } = layer.feature(index)
        return { id, properties }
      }),
    ]),
  )
}
