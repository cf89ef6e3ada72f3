// Maps of grids in parts named by their hashes (docs/adr/0025). A part is kept once, however many grids share it.
import type { Grid } from '@gezhi/core/districts/district'
import type { AreaPack, AreaPart } from '@gezhi/core/patrol/area-pack.api'
import { streetsOf, type Road, type Street } from '@gezhi/core/patrol/streets'
import type { BaseFeature } from '@gezhi/core/districts/register'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { DistrictMap } from '../../kernel/district.ts'
import { AREA_FROM, AREA_LAYERS, tilesAround } from './area-tiles.ts'

const [pack, unpack] = [promisify(gzip), promisify(gunzip)]

/** Hashes are of what the device keeps, not of what the wire carries: another zlib packs the same tile differently. */
interface Hashed {
  readonly hash: string
  readonly bytes: number
}
const hashed = (bytes: Buffer): Hashed => ({
  hash: createHash('sha256').update(bytes).digest('hex'),
  bytes: bytes.length,
})

/** Gate: the import checked the coordinates by type. */
const linesOf = ({ geometry: { type, coordinates } }: BaseFeature): Road['lines'] =>
  type === 'LineString'
    ? [coordinates as readonly LonLat[]]
    : type === 'MultiLineString'
      ? (coordinates as readonly (readonly LonLat[])[])
      : []

export interface Areas {
  readonly pack: (grid: Grid) => Promise<AreaPack>
  readonly streets: (grid: Grid) => Promise<readonly Street[]>
  /** The bytes of a part of this grid, gzipped; null when it has none of this hash. */
  readonly part: (grid: Grid, hash: string) => Promise<Buffer | null>
}

/** Packs of one version of a map; each is put together when it is first asked for. */
export function createAreas(map: DistrictMap): Areas {
  let roads: Promise<readonly Road[]> | null = null
  const [packs, streets] = [
    new Map<string, Promise<AreaPack>>(),
    new Map<string, Promise<readonly Street[]>>(),
  ]
  const tiles = new Map<string, Promise<Hashed | null>>()

  function kept<T>(all: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
    const found = all.get(key) ?? make()
    all.set(key, found)
    found.catch(() => all.delete(key))
    return found
  }

  function findRoads(): Promise<readonly Road[]> {
    roads ??= map
      .roads()
      .then((all) => all.map((road) => ({ name: road.name, lines: linesOf(road) })))
      .catch((error: unknown) => {
        roads = null
        throw error
      })
    return roads
  }

  const findStreets = (grid: Grid): Promise<readonly Street[]> =>
    kept(streets, grid.code, async () => streetsOf(grid.polygon, await findRoads()))

  async function tileHash({ layer, z, x, y }: ReturnType<typeof tilesAround>[number]) {
    const tile = await map.tile(layer, z, x, y)
    return tile ? hashed(await unpack(tile)) : null
  }

  async function makePack(grid: Grid): Promise<AreaPack> {
    const parts: AreaPart[] = []
    for (const place of tilesAround(grid.polygon)) {
      const key = `${place.layer}/${place.z}/${place.x}/${place.y}`
      const found = await kept(tiles, key, () => tileHash(place))
      if (found) parts.push({ key, ...found })
    }
    parts.push({ key: 'streets', ...hashed(streetBytes(await findStreets(grid))) })
    return {
      grid: grid.code,
      name: grid.name,
      zooms: { from: AREA_FROM, to: Math.max(...AREA_LAYERS.map(([, deepest]) => deepest)) },
      parts,
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    }
  }

  const findPack = (grid: Grid): Promise<AreaPack> => kept(packs, grid.code, () => makePack(grid))

  return {
    pack: findPack,
    streets: findStreets,
    async part(grid, hash) {
      const { parts } = await findPack(grid)
      const found = parts.find((part) => part.hash === hash)
      if (!found) return null
      if (found.key === 'streets') return pack(streetBytes(await findStreets(grid)))
      const [layer = '', ...at] = found.key.split('/')
      const [z = 0, x = 0, y = 0] = at.map(Number)
      const known = AREA_LAYERS.find(([name]) => name === layer)
      return known ? map.tile(known[0], z, x, y) : null
    },
  }
}

const streetBytes = (streets: readonly Street[]): Buffer => Buffer.from(JSON.stringify(streets))
