// The streets of a grid: what of the district's roads lies in it or along its border. Pure.
import { covers, type LonLat, type Polygon } from '../kernel/geo.ts'
import { along, between, planeAt, toSegment, type Plane, type Spot } from './plane.ts'

/** Length of a piece of street in metres: what was walked is counted in such pieces. */
export const PIECE_M = 20
/** Grids end in the middle of streets: a street along the border belongs to the grids on both sides. */
const BESIDE_M = 20
/** Less of a street than this only meets the border: the end of a side street across the way. */
const SHORTEST_M = 45

export interface Road {
  readonly name: string
  readonly lines: readonly (readonly LonLat[])[]
}

/** A street within one grid; unnamed ways of a grid are one street with an empty name. */
export interface Street {
  /** Its name: what was walked of it on several days is put together by it. */
  readonly name: string
  readonly lines: readonly (readonly LonLat[])[]
}

/** Spots on a line, at most `PIECE_M` apart, both ends among them. */
export function cut(line: readonly Spot[]): readonly Spot[] {
  const [first] = line
  if (!first) return []
  return line.slice(1).reduce<Spot[]>(
    (cuts, to) => {
      const from = cuts.at(-1) ?? to
      const pieces = Math.max(1, Math.ceil(between(from, to) / PIECE_M))
      for (let piece = 1; piece <= pieces; piece++) cuts.push(along(from, to, piece / pieces))
      return cuts
    },
    [first],
  )
}

export const middle = (a: Spot, b: Spot): Spot => along(a, b, 0.5)

function isNear(polygon: Polygon, plane: Plane): (spot: Spot) => boolean {
  const rings = polygon.coordinates.map((ring) => ring.map(plane.spot))
  return (spot) =>
    covers(polygon, plane.point(spot)) ||
    rings.some((ring) => ring.some((to, at) => at > 0 && toSegment(spot, ring[at - 1] ?? to, to) <= BESIDE_M))
}

/** Runs of pieces that belong to the grid, as lines. */
function within(line: readonly Spot[], belongs: (spot: Spot) => boolean): Spot[][] {
  const runs: Spot[][] = []
  let run: Spot[] | null = null
  const spots = cut(line)
  for (const [at, to] of spots.slice(1).entries()) {
    const from = spots[at] ?? to
    if (!belongs(middle(from, to))) run = null
    else if (run) run.push(to)
    else runs.push((run = [from, to]))
  }
  return runs
}

/** Six decimals are 0.1 m. */
const rounded = ([lon, lat]: LonLat): LonLat => [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]

/** The frame of a ring in degrees, with room for streets along the border. */
function frameOf({ coordinates: [ring = []] }: Polygon) {
  const room = 0.0005
  const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)]
  const [west, east] = [Math.min(...lons) - room, Math.max(...lons) + room]
  const [south, north] = [Math.min(...lats) - room, Math.max(...lats) + room]
  /** False only for lines that lie wholly to one side. */
  return (line: readonly LonLat[]): boolean =>
    line.some(([lon]) => lon >= west) &&
    line.some(([lon]) => lon <= east) &&
    line.some(([, lat]) => lat >= south) &&
    line.some(([, lat]) => lat <= north)
}

/** Streets of one grid, in the order of their names. */
export function streetsOf(polygon: Polygon, roads: readonly Road[]): readonly Street[] {
  const [origin] = polygon.coordinates[0] ?? []
  if (!origin) return []
  const plane = planeAt(origin)
  const [meets, belongs] = [frameOf(polygon), isNear(polygon, plane)]
  const found = new Map<string, LonLat[][]>()
  for (const { name, lines } of roads)
    for (const line of lines) {
      if (!meets(line)) continue
      // Only the stretches whose ends come near are cut: a road of 20 km crosses a grid of 300 m once.
      for (const run of stretches(line, meets)) {
        const kept = within(run.map(plane.spot), belongs).map((one) =>
          one.map((spot) => rounded(plane.point(spot))),
        )
        if (kept.length > 0) found.set(name, [...(found.get(name) ?? []), ...kept])
      }
    }
  const lengthOf = (lines: readonly (readonly LonLat[])[]): number =>
    lines
      .flatMap((line) => line.slice(1).map((to, at) => between(plane.spot(line[at] ?? to), plane.spot(to))))
      .reduce((sum, metres) => sum + metres, 0)
  return [...found]
    .filter(([, lines]) => lengthOf(lines) >= SHORTEST_M)
    .map(([name, lines]) => ({ name, lines }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Consecutive segments of a line that come near the frame. */
function stretches(
  line: readonly LonLat[],
  meets: (line: readonly LonLat[]) => boolean,
): readonly (readonly LonLat[])[] {
  const found: LonLat[][] = []
  let run: LonLat[] | null = null
  for (const [at, to] of line.slice(1).entries()) {
    const from = line[at] ?? to
    if (!meets([from, to])) run = null
    else if (run) run.push(to)
    else found.push((run = [from, to]))
  }
  return found
}
