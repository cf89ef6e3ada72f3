// Cuts vector tiles out of GeoJSON features: what a tile holds at its zoom, and never more than a map should load.
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import type { Feature } from 'geojson'
import GeoJsonVt, { type LegacyTile } from 'geojson-vt'
import vtpbf from 'vt-pbf'

/** Deepest zoom that is cut; browsers enlarge the tiles of their source's deepest zoom beyond. */
const MAX_ZOOM = 16
const EXTENT = 4096
/** Below, buildings are thousands of specks. */
export const BUILDINGS_FROM_ZOOM = 14
/** A tile that weighs more takes a second on a slow line. */
const MOST_BYTES = 150_000

/** Boundaries, streets and water are never left out, and no case is: cells tell of many. */
const KEPT_WHOLE: readonly string[] = [
  'streets',
  'communities',
  'street_labels',
  'community_labels',
  'grids',
  'water',
  'roads',
  'cases',
]

/** Split at once down to the zoom where buildings begin: a fresh tile takes 1.8 ms of 100,000 buildings instead of 3.1. */
const DEPTH = {
  deep: { indexMaxZoom: BUILDINGS_FROM_ZOOM, indexMaxPoints: 0 },
  flat: { indexMaxZoom: 4 },
} as const
const depthOf = (layer: string): keyof typeof DEPTH => (layer === 'buildings' ? 'deep' : 'flat')

type Pack = (tile: Uint8Array) => Buffer | Promise<Buffer>

/**
 * A window of 8 kB: half of all tiles are smaller. Memory for the usual 32 kB is a quarter of a megabyte a tile, and after 240
 * tiles V8 collected the whole index of the buildings for it.
 */
const NARROW = { windowBits: 13, memLevel: 6 } as const

/**
 * Where others wait for the thread, tiles are packed beside it; a thread that only cuts packs them itself, which takes half as
 * long: 0.2 ms a tile instead of 0.4.
 */
const PACKING: Readonly<Record<'beside' | 'itself', Pack>> = {
  beside: promisify(gzip),
  itself: (tile) => gzipSync(tile, NARROW),
}

/** Gzipped MVT, or null where there is nothing. */
export type Cut = (z: number, x: number, y: number) => Promise<Buffer | null>

/** Twice the area of the first ring, in units of the tile. */
function sizeOf({ geometry }: LegacyTile['features'][number]): number {
  const [ring] = geometry
  if (!Array.isArray(ring)) return 0
  return Math.abs(
    (ring as number[][]).reduce((sum, [x = 0, y = 0], index, all) => {
      const [nextX = 0, nextY = 0] = all[(index + 1) % all.length] ?? []
      return sum + x * nextY - nextX * y
    }, 0),
  )
}

/** The larger half; of points every second one. What is left out at this zoom are the smallest specks. */
function halved(tile: LegacyTile): LegacyTile {
  const features =
    tile.features[0]?.type === 1
      ? tile.features.filter((_, index) => index % 2 === 0)
      : tile.features.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, Math.ceil(tile.features.length / 2))
  return { ...tile, features }
}

/** Layers of which something may be left out: they hold more than anybody can tell apart. */
const isThinned = (layer: string): boolean => !KEPT_WHOLE.includes(layer)

async function packLight(layers: Readonly<Record<string, LegacyTile>>, pack: Pack): Promise<Buffer> {
  const packed = await pack(vtpbf.fromGeojsonVt(layers, { version: 2, extent: EXTENT }))
  if (packed.length <= MOST_BYTES) return packed
  const [heaviest] = Object.entries(layers)
    .filter(([name, { features }]) => isThinned(name) && features.length > 1)
    .toSorted(([, a], [, b]) => b.features.length - a.features.length)
  return heaviest ? packLight({ ...layers, [heaviest[0]]: halved(heaviest[1]) }, pack) : packed
}

/** What one tile holds of layers that are not indexed, by layer; asked for each tile that is cut. */
export type TileContents = (
  z: number,
  x: number,
  y: number,
) => Promise<Readonly<Record<string, readonly Feature[]>>>

const nothing: TileContents = async () => ({})

const indexOf = (name: string, features: readonly Feature[]) =>
  new GeoJsonVt(
    { type: 'FeatureCollection', features: [...features] },
    { maxZoom: MAX_ZOOM, extent: EXTENT, buffer: 64, tolerance: 3, ...DEPTH[depthOf(name)] },
  )

/**
 * Indexes the features of each named layer once; the index of 100,000 buildings takes a second and 300 MB. `more` brings
 * what else one tile holds: it is cut by itself. `packing`: whether others wait for the thread (`beside`).
 */
export function createCutter(
  sources: Readonly<Record<string, Feature[]>>,
  more: TileContents = nothing,
  packing: keyof typeof PACKING = 'beside',
): Cut {
  const cutters = Object.entries(sources).map(([name, features]) => ({
    name,
    from: name === 'buildings' ? BUILDINGS_FROM_ZOOM : 0,
    index: indexOf(name, features),
  }))
  return async (z, x, y) => {
    if (z > MAX_ZOOM) return null
    const layers: Record<string, LegacyTile> = {}
    for (const { name, index, from } of cutters) {
      const tile = z < from ? null : index.getTile(z, x, y)
      if (tile && tile.features.length > 0) layers[name] = tile
    }
    for (const [name, features] of Object.entries(await more(z, x, y))) {
      const tile = features.length > 0 ? indexOf('', features).getTile(z, x, y) : null
      if (tile && tile.features.length > 0) layers[name] = tile
    }
    return Object.keys(layers).length === 0 ? null : packLight(layers, PACKING[packing])
  }
}
