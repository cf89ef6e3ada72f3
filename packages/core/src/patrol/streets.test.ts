import { describe, expect, it } from 'vitest'
import type { LonLat, Polygon } from '../kernel/geo.ts'
import { streetsOf, type Road } from './streets.ts'
import { isFarFrom, sounded, walkedStreets, type Position } from './track.ts'
import { routeOf } from './route.ts'

/** Metres east and north of a corner of the town. */
const at = (east: number, north: number): LonLat => [
  118.93 + east / (111_195.08 * Math.cos((42.26 * Math.PI) / 180)),
  42.26 + north / 111_195.08,
]
const square = (side: number): Polygon => ({
  type: 'Polygon',
  coordinates: [[at(0, 0), at(side, 0), at(side, side), at(0, side), at(0, 0)]],
})
const road = (name: string, ...line: readonly LonLat[]): Road => ({ name, lines: [line] })

const MIDDLE = road('中街', at(-2000, 200), at(3000, 200))
const BORDER = road('边街', at(0, 0), at(400, 0))
const FAR = road('远街', at(0, 900), at(400, 900))
const GRID = square(400)
const streets = streetsOf(GRID, [MIDDLE, BORDER, FAR])
const metresOf = (name: string, track: readonly Position[]) =>
  walkedStreets(streets, sounded(track)).find((street) => street.name === name)

/** One position every ten seconds at walking pace. */
const walk = (from: readonly [number, number], to: readonly [number, number], start = 0, accuracyM = 8) => {
  const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 14)
  return Array.from({ length: steps + 1 }, (_, step): Position => {
    const share = step / steps
    const [lon, lat] = at(from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share)
    return { at: start + step * 10_000, lon, lat, accuracyM }
  })
}

describe('the streets of a grid', () => {
  it('are what lies in it, cut off at its edge', () => {
    const [, middle] = streets
    expect(streets.map(({ name }) => name)).toEqual(['中街', '边街'].sort())
    expect(middle).toBeDefined()
    const walked = metresOf('中街', [])
    expect(walked?.metres).toBeGreaterThanOrEqual(400)
    expect(walked?.metres).toBeLessThanOrEqual(460)
  })

  it('hold the street along its border, which the neighbour has too', () => {
    expect(metresOf('边街', [])?.metres).toBe(400)
    const south: Polygon = {
      type: 'Polygon',
      coordinates: [[at(0, -400), at(400, -400), at(400, 0), at(0, 0), at(0, -400)]],
    }
    expect(streetsOf(south, [BORDER]).map(({ name }) => name)).toEqual(['边街'])
  })

  it('are not the ends of side streets that only meet its border', () => {
    expect(streetsOf(GRID, [road('对街', at(200, 400), at(200, 900))])).toEqual([])
  })

  it('are none where no road comes near', () => {
    expect(streetsOf(GRID, [FAR])).toEqual([])
    expect(walkedStreets([], [])).toEqual([])
  })
})

describe('what was walked', () => {
  it('is the share of a street that positions passed, and nothing of the others', () => {
    const half = walk([0, 0], [200, 0])
    const walked = metresOf('边街', half)?.walked ?? 0
    expect(walked).toBeGreaterThan(190)
    expect(walked).toBeLessThan(250)
    expect(metresOf('中街', half)?.walked).toBe(0)
  })

  it('fills in between positions that follow each other, not across a pause', () => {
    const sparse = walk([0, 0], [400, 0]).filter((_, index) => index % 4 === 0)
    expect(metresOf('边街', sparse)?.walked).toBeGreaterThan(380)
    const ends = walk([0, 0], [400, 0])
    const paused = [ends[0], ends.at(-1)].flatMap((one) => (one ? [one] : []))
    expect(metresOf('边街', paused)?.walked).toBeLessThan(100)
  })

  it('does not count positions of a tower, which may lie anywhere', () => {
    expect(metresOf('边街', walk([0, 0], [400, 0], 0, 900))?.walked).toBe(0)
  })

  it('does not count a jump that nobody can walk, and goes on where the walk goes on', () => {
    const start = walk([0, 0], [100, 0])
    const jump: Position = {
      at: 75_000,
      lon: at(5000, 5000)[0],
      lat: at(5000, 5000)[1],
      accuracyM: 5,
    }
    const on = walk([110, 0], [200, 0], 90_000)
    const track = sounded([...on, jump, ...start])
    expect(track.filter(({ sound }) => !sound)).toEqual([{ ...jump, sound: false }])
    expect(metresOf('边街', [...start, jump, ...on])?.walked).toBeGreaterThan(190)
  })
})

describe('a point whose code was read', () => {
  const track = sounded(walk([0, 0], [100, 0]))

  it('is near enough when the position is, and when nothing is known', () => {
    expect(isFarFrom(track, 60_000, at(80, 60))).toBe(false)
    expect(isFarFrom([], 60_000, at(9000, 0))).toBe(false)
  })

  it('is far when the device was elsewhere', () => {
    expect(isFarFrom(track, 60_000, at(900, 0))).toBe(true)
  })
})

describe('the way of a patrol', () => {
  const point = (id: string, east: number) => ({ id, place: at(east, 0) })

  it('goes to the nearest point that is left', () => {
    const points = [point('far', 300), point('near', 50), point('middle', 150)]
    expect(routeOf(points, at(0, 0)).map(({ id }) => id)).toEqual(['near', 'middle', 'far'])
    expect(routeOf(points, null)[0]?.id).toBe('far')
    expect(routeOf([], at(0, 0))).toEqual([])
  })
})
