import { describe, expect, it } from 'vitest'
import { covers, distanceM, type LonLat, type Polygon } from '../kernel/geo.ts'
import { innerPoint, placesAround, somewhereIn } from './around.ts'

const ring = (...corners: LonLat[]): Polygon => ({
  type: 'Polygon',
  coordinates: [[...corners, corners[0] ?? [0, 0]]],
})
const square = ring([118.9, 42.2], [118.91, 42.2], [118.91, 42.21], [118.9, 42.21])
/** Its middle lies in the gap between its arms. */
const horseshoe = ring(
  [118.9, 42.2],
  [118.93, 42.2],
  [118.93, 42.21],
  [118.91, 42.21],
  [118.91, 42.22],
  [118.93, 42.22],
  [118.93, 42.23],
  [118.9, 42.23],
)

describe('a grid that is named because the position is wrong', () => {
  it('is met in its middle, and inside of it whatever its shape', () => {
    expect(innerPoint(square)[0]).toBeCloseTo(118.905, 6)
    expect(covers(horseshoe, [118.915, 42.215])).toBe(false)
    expect(covers(horseshoe, innerPoint(horseshoe))).toBe(true)
  })

  it('says how far the matter may be from there: to its farthest corner', () => {
    const { point, accuracyM } = somewhereIn(horseshoe)
    for (const corner of horseshoe.coordinates[0] ?? [])
      expect(distanceM(point, corner)).toBeLessThanOrEqual(accuracyM)
  })
})

describe('places around a position', () => {
  /** 0.0001° of latitude is 11 m. */
  const at = (name: string, steps: number) => ({ name, lon: 118.9, lat: 42.2 + steps * 0.0001 })
  const known = [at('55 m', 5), at('11 m', 1), at('200 m', 18), at('here', 0)]
  const near = (accuracyM: number | null, most = 9) =>
    placesAround({ point: [118.9, 42.2], accuracyM }, known, most).map(({ place }) => place.name)

  it('lie within the circle of the device, the nearest first', () => {
    expect(near(60)).toEqual(['here', '11 m', '55 m'])
    expect(near(60, 1)).toEqual(['here'])
  })

  it('are looked for thirty metres around an exact one, and never beyond 150 m', () => {
    expect(near(3)).toEqual(['here', '11 m'])
    expect(near(null)).toEqual(['here', '11 m'])
    expect(near(5000)).toEqual(['here', '11 m', '55 m'])
  })
})
