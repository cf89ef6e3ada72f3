// What a patrol's positions say, reduced on the device itself: shares of streets, never where somebody was. Pure.
import type { LonLat } from '../kernel/geo.ts'
import { along, between, planeAt, type Plane, type Spot } from './plane.ts'
import { cut, middle, type Street } from './streets.ts'

/** A position as the device gave it. */
export interface Position {
  /** Milliseconds. */
  readonly at: number
  readonly lon: number
  readonly lat: number
  /** Radius in metres within which it lies with 95 %. */
  readonly accuracyM: number
}

/** Faster than 12 m/s (43 km/h) nobody walks, and no electric bicycle goes. */
const FASTEST_MPS = 12
/** Positions further apart in time do not say what lay between them. */
const GAP_MS = 60_000
/** A worse position lies on the neighbouring street as likely. */
const WORST_M = 50
/** Half a street, a pavement and the error of a telephone between houses. */
const REACH_M = 25
const STEP_M = 10
/** A code is read from a metre; the rest is the error of the position and of the register. */
const FARTHEST_M = 150

/** Positions in order, and whether each can be true: no judgement of a person, only what counts for streets. */
export interface Sounded extends Position {
  readonly sound: boolean
}

/**
 * A jump (mock location, a tower instead of satellites) makes the position it leads to unsound, and those after it until
 * they can be reached on foot from the last sound one.
 */
export function sounded(track: readonly Position[]): readonly Sounded[] {
  const ordered = [...track].sort((a, b) => a.at - b.at)
  const [first] = ordered
  if (!first) return []
  const plane = planeAt([first.lon, first.lat])
  let last: Position | null = null
  return ordered.map((position) => {
    const sound: boolean =
      position.accuracyM > 0 && position.accuracyM <= WORST_M && isReached(last, position, plane)
    if (sound) last = position
    return { ...position, sound }
  })
}

function isReached(last: Position | null, to: Position, { spot }: Plane): boolean {
  if (!last) return true
  const metres = between(spot([last.lon, last.lat]), spot([to.lon, to.lat])) - last.accuracyM - to.accuracyM
  return metres <= (FASTEST_MPS * Math.max(1000, to.at - last.at)) / 1000
}

/** Spots that were passed: sound positions, and what lies between two that follow each other closely. */
function passed(track: readonly Sounded[], { spot }: Plane): readonly Spot[] {
  const sound = track.filter((position) => position.sound)
  return sound.flatMap((position, index) => {
    const here = spot([position.lon, position.lat])
    const before = sound[index - 1]
    if (!before || position.at - before.at > GAP_MS) return [here]
    const from = spot([before.lon, before.lat])
    const steps = Math.max(1, Math.ceil(between(from, here) / STEP_M))
    return Array.from({ length: steps }, (_, step) => along(from, here, (step + 1) / steps))
  })
}

/** Looks up whether something was passed within reach. */
function nearness(spots: readonly Spot[]): (spot: Spot) => boolean {
  const cells = new Map<string, Spot[]>()
  const cell = (metres: number) => Math.floor(metres / REACH_M)
  for (const spot of spots) {
    const key = `${cell(spot[0])} ${cell(spot[1])}`
    cells.set(key, [...(cells.get(key) ?? []), spot])
  }
  const around = [-1, 0, 1]
  return ([east, north]) =>
    around.some((dx) =>
      around.some((dy) =>
        cells
          .get(`${cell(east) + dx} ${cell(north) + dy}`)
          ?.some((spot) => between(spot, [east, north]) <= REACH_M),
      ),
    )
}

export interface WalkedStreet {
  readonly name: string
  /** Whole metres of the street in the grid, and of those that were walked. */
  readonly metres: number
  readonly walked: number
}

/** How much of each street of a grid was walked. A track without sound positions has walked nothing, and says no more. */
export function walkedStreets(
  streets: readonly Street[],
  track: readonly Sounded[],
): readonly WalkedStreet[] {
  const [origin] = streets[0]?.lines[0] ?? []
  if (!origin) return []
  const plane = planeAt(origin)
  const isNear = nearness(passed(track, plane))
  return streets.map(({ name, lines }) => {
    let [metres, walked] = [0, 0]
    for (const line of lines) {
      const spots = cut(line.map(plane.spot))
      for (const [at, to] of spots.slice(1).entries()) {
        const from = spots[at] ?? to
        const length = between(from, to)
        metres += length
        if (isNear(middle(from, to))) walked += length
      }
    }
    return { name, metres: Math.round(metres), walked: Math.round(walked) }
  })
}

/** True when the last sound position before `at` lies too far from a point to have been there. Without one nothing is known. */
export function isFarFrom(track: readonly Sounded[], at: number, point: LonLat): boolean {
  const last = track.findLast((position) => position.at <= at + GAP_MS)
  if (!last) return false
  const { spot } = planeAt(point)
  return between(spot([last.lon, last.lat]), [0, 0]) > FARTHEST_M + last.accuracyM
}
