import { describe, expect, it } from 'vitest'
import type { LonLat } from './geo.ts'
import { areaM2, circleRing, lengthM } from './measure.ts'

/** A hundredth of a degree at 42.26° north: 1,111.95 m to the north, 822.9 m to the east. */
const square: readonly LonLat[] = [
  [118.95, 42.26],
  [118.96, 42.26],
  [118.96, 42.27],
  [118.95, 42.27],
]

describe('measuring on the map', () => {
  it('adds up the legs of a line', () => {
    expect(lengthM(square.slice(0, 3))).toBeCloseTo(822.9 + 1111.95, 0)
    expect(lengthM(square.slice(0, 1))).toBe(0)
  })

  it('knows the area of a block, whichever way round it was drawn', () => {
    expect(areaM2(square) / (822.9 * 1111.95)).toBeCloseTo(1, 3)
    expect(areaM2(square.toReversed())).toBeCloseTo(areaM2(square), 3)
    expect(areaM2(square.slice(0, 2))).toBe(0)
  })

  it('draws a circle whose every corner is as far as was asked', () => {
    const centre: LonLat = [118.95, 42.26]
    const ring = circleRing(centre, 500)
    for (const corner of ring) expect(Math.abs(lengthM([centre, corner]) - 500)).toBeLessThan(0.5)
    expect(areaM2(ring) / (Math.PI * 500 * 500)).toBeCloseTo(0.998, 2)
  })
})
