// The registers as vector tiles: cut when they are asked for, kept until a record changes.
import { MAP_LAYERS, type MapLayerName } from '@gezhi/core/library/layers'
import { REGISTERS } from '@gezhi/core/library/registers'
import type { LoadFact } from '@gezhi/core/library/load'
import { SINGLE_FROM_ZOOM } from '@gezhi/core/kernel/tiles'
import { wholeDistrict, type Scope } from '@gezhi/core/people/scope'
import type { Feature as GeoFeature, Geometry } from 'geojson'
import { readAs } from '../../kernel/access.store.ts'
import type { Db, Tx } from '../../kernel/database.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import { boxOfTile } from '../../kernel/tile-box.ts'
import { createTileCache } from '../../kernel/tile-cache.ts'
import { BUILDINGS_FROM_ZOOM, createCutter } from '../../kernel/tile-cutter.ts'
import { heldBy } from './record.view.ts'
import {
  countBuildings,
  findCellsIn,
  findPointsIn,
  findShapesIn,
  findStationsIn,
  type BuildingRow,
  type PointRow,
} from './tile.store.ts'

/** All layers of Hongshan down to zoom 16 weigh about 9 MB. */
const MOST_BYTES = 32_000_000
const METRES_PER_FLOOR = 3
/** Of a building of which nobody knows the floors. */
const USUAL_HEIGHT_M = 9
/** A tile draws a little over its edges, so that outlines on them have no seam. */
const MARGIN = 64 / 4096

const building = new RegExp(REGISTERS.BUILDING.code)

/** What of a change a tile can show: confirmations and open differences change nothing that is drawn. */
function drawn(facts: readonly StoredFact[]): 'all' | 'no-building' | null {
  let found: 'no-building' | null = null
  for (const { kind, type, data } of facts) {
    if (kind === 'library-record' && (type === 'record.decided' || type === 'record.cancelled')) return 'all'
    if (kind !== 'library-load' || type !== 'load.taken') continue
    // Gate: facts of this kind are written by its decider only.
    const fact = data as LoadFact
    const [first] = fact.type === 'load.taken' ? fact.rows : []
    if (first && building.test(first.code)) return 'all'
    found = 'no-building'
  }
  return found
}

/** Counts changes of each district since this process began; marks of two processes never agree by chance. */
function createMarks() {
  const begun = Date.now().toString(36)
  const counts = new Map<string, number>()
  const count = (key: string) => counts.get(key) ?? 0
  const add = (key: string) => void counts.set(key, count(key) + 1)
  return {
    of: (district: number): string => `${begun}.${count(`${district}`)}`,
    ofBuildings: (district: number): string => `${begun}.${count(`${district}/buildings`)}`,
    see: (facts: readonly StoredFact[], district: number): void => {
      const what = drawn(facts)
      if (what) add(`${district}`)
      if (what === 'all') add(`${district}/buildings`)
    },
  }
}

const geo = (geometry: unknown, properties: GeoFeature['properties']): GeoFeature => ({
  type: 'Feature',
  properties,
  // Gate: loads are checked before they are written; GeoJSON's own types are not readonly.
  geometry: geometry as Geometry,
})

/** Metres above ground. */
function heightOf(row: BuildingRow): number {
  const [height, floors] = [heldBy(row, 'heightM').value, heldBy(row, 'floorsAbove').value]
  if (typeof height === 'number' && height > 0) return Math.round(height)
  return typeof floors === 'number' ? floors * METRES_PER_FLOOR : USUAL_HEIGHT_M
}

const pointOf = ({ id, name, sort, n, lon, lat }: PointRow): GeoFeature =>
  geo({ type: 'Point', coordinates: [lon, lat] }, { ...(n === 1 && { id }), name, ...(sort && { sort }), n })

/** Who shares an answer: the row policies of the library know nothing finer. */
function viewOf({ level, street, community, grids = [] }: Scope): string {
  switch (level) {
    case 'ALL':
    case 'ORG':
      return 'all'
    case 'STREET':
      return `s${street ?? ''}`
    case 'COMMUNITY':
      return `c${community ?? ''}`
    case 'GRIDS':
      return `c${(grids[0] ?? '').slice(0, 12)}`
    case 'REPORTER':
    case 'NONE':
      return 'none'
  }
}

type At = readonly [z: number, x: number, y: number]

/** Features of a layer in a tile; buildings are none below the zoom from which they are told apart. */
async function featuresIn(tx: Tx, district: number, layer: MapLayerName, [z, x, y]: At) {
  const box = boxOfTile(z, x, y, MARGIN)
  if (layer === 'buildings') {
    if (z < BUILDINGS_FROM_ZOOM) return []
    const rows = await findShapesIn(tx, district, box)
    return rows.map((row) => geo(row.shape, { id: row.id, name: row.name, height: heightOf(row) }))
  }
  if (layer === 'teams')
    return (await findStationsIn(tx, district, box)).map((row) => ({
      ...pointOf(row),
      properties: { id: row.id, name: row.name, n: row.n },
    }))
  const find = z < SINGLE_FROM_ZOOM ? findCellsIn : findPointsIn
  return (await find(tx, district, MAP_LAYERS[layer], box)).map(pointOf)
}

export type LibraryTiles = ReturnType<typeof createLibraryTiles>

export function createLibraryTiles(db: Db) {
  const cache = createTileCache(MOST_BYTES)
  const marks = createMarks()
  return {
    see: marks.see,
    mark: marks.of,
    viewOf,
    /** Gzipped MVT of what the scope may see, or null where there is nothing. */
    get(scope: Scope, layer: MapLayerName, at: At): Promise<Buffer | null> {
      const { district } = scope
      const mark = layer === 'buildings' ? marks.ofBuildings(district) : marks.of(district)
      return cache.get([district, mark, viewOf(scope), layer, ...at].join('/'), () =>
        createCutter({}, async (...place) => ({
          [layer]: await readAs(db, scope, (tx) => featuresIn(tx, district, layer, place)),
        }))(...at),
      )
    },
    /** The buildings of a district for the public background: outlines and heights, without names. */
    buildings: (district: number) => ({
      mark: () => marks.ofBuildings(district),
      count: () => readAs(db, wholeDistrict(district), (tx) => countBuildings(tx, district)),
      async inTile(z: number, x: number, y: number): Promise<readonly GeoFeature[]> {
        const box = boxOfTile(z, x, y, MARGIN)
        const rows = await readAs(db, wholeDistrict(district), (tx) => findShapesIn(tx, district, box))
        return rows.map((row) => geo(row.shape, { height: heightOf(row) }))
      },
    }),
  }
}
