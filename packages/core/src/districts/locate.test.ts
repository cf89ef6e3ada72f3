import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covers, type LonLat } from '../kernel/geo.ts'
import type { Grid } from './district.ts'
import { createLocator } from './locate.ts'

const gridOf = (
  code: string,
  kind: Grid['kind'],
  outline: readonly LonLat[],
  ...holes: (readonly LonLat[])[]
): Grid => ({
  code,
  kind,
  name: code,
  community: code.slice(0, 12),
  street: code.slice(0, 9),
  households: 0,
  population: 0,
  polygon: { type: 'Polygon', coordinates: [outline, ...holes] },
})

const closed = (...corners: readonly LonLat[]): readonly LonLat[] => [...corners, ...corners.slice(0, 1)]
const basicCode = (number: number) => `1504020010011${String(number).padStart(3, '0')}`

const COLUMNS = 5
const ROWS = 4

/** A net of bent quadrangles (shifts up to 0.2 never fold it), each cut into two triangles: neighbours share corners that lie anywhere. */
const bentNet = fc
  .array(
    fc.tuple(
      fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      fc.double({ min: -0.2, max: 0.2, noNaN: true }),
    ),
    {
      minLength: (COLUMNS + 1) * (ROWS + 1),
      maxLength: (COLUMNS + 1) * (ROWS + 1),
    },
  )
  .map((shifts) => {
    const corner = (column: number, row: number): LonLat => {
      const [dx, dy] = shifts[row * (COLUMNS + 1) + column] ?? [0, 0]
      return [118 + column + dx, 42 + row + dy]
    }
    const grids: Grid[] = []
    for (let row = 0; row < ROWS; row++)
      for (let column = 0; column < COLUMNS; column++) {
        const [a, b] = [corner(column, row), corner(column + 1, row)]
        const [c, d] = [corner(column + 1, row + 1), corner(column, row + 1)]
        // Every second ring runs the other way round: the direction must not matter.
        grids.push(gridOf(basicCode(grids.length), 'BASIC', closed(a, b, c)))
        grids.push(gridOf(basicCode(grids.length), 'BASIC', closed(d, c, a)))
      }
    return grids
  })

const anyPoint = fc.tuple(
  fc.double({ min: 117, max: 124, noNaN: true }),
  fc.double({ min: 41, max: 47, noNaN: true }),
)

/** Points where it is hard: corners, and middles of the edges that two grids share. */
const hardPoints = (grids: readonly Grid[]): LonLat[] =>
  grids.flatMap(({ polygon }) =>
    (polygon.coordinates[0] ?? []).flatMap((point, index, ring): LonLat[] => {
      const next = ring[index + 1] ?? point
      return [point, [(point[0] + next[0]) / 2, (point[1] + next[1]) / 2]]
    }),
  )

describe('locating a point', () => {
  it('answers as asking every polygon would', () => {
    fc.assert(
      fc.property(bentNet, fc.array(anyPoint, { minLength: 50, maxLength: 50 }), (grids, points) => {
        const locate = createLocator(grids)
        for (const point of points) {
          const expected = grids.filter(({ polygon }) => covers(polygon, point)).map(({ code }) => code)
          expect([locate(point)?.grid].filter((code) => code !== undefined)).toEqual(expected)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('gives a point on a shared edge or corner to exactly one grid, whichever grids are there', () => {
    fc.assert(
      fc.property(bentNet, (grids) => {
        const alone = grids.map((grid) => createLocator([grid]))
        const together = createLocator(grids)
        for (const point of hardPoints(grids)) {
          const holders = grids.filter((_, index) => alone[index]?.(point)).map(({ code }) => code)
          expect(holders.length).toBeLessThanOrEqual(1)
          expect(together(point)?.grid).toBe(holders[0])
        }
      }),
      { numRuns: 25 },
    )
  })

  it('loses no point between grids that fill a rectangle', () => {
    const square = (x: number, y: number, number: number) =>
      gridOf(basicCode(number), 'BASIC', closed([x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]))
    const locate = createLocator([square(0, 0, 1), square(1, 0, 2), square(0, 1, 3), square(1, 1, 4)])
    expect(
      [locate([1, 1]), locate([1, 0.5]), locate([0.5, 1]), locate([0, 0])].map((found) => found?.grid),
    ).toEqual([basicCode(4), basicCode(2), basicCode(3), basicCode(1)])
  })

  it('prefers an exclusive grid to the basic grid below it, and falls through its hole', () => {
    const below = gridOf(basicCode(1), 'BASIC', closed([0, 0], [10, 0], [10, 10], [0, 10]))
    const mall = gridOf(
      '1504020010012001',
      'EXCLUSIVE',
      closed([2, 2], [8, 2], [8, 8], [2, 8]),
      closed([4, 4], [4, 6], [6, 6], [6, 4]),
    )
    const locate = createLocator([below, mall])
    expect(locate([3, 3])).toEqual({ grid: mall.code, community: '150402001001', street: '150402001' })
    expect(locate([5, 5])?.grid).toBe(below.code)
    expect(locate([1, 1])?.grid).toBe(below.code)
  })

  it('answers null outside, for no number and for no grids', () => {
    const locate = createLocator([gridOf(basicCode(1), 'BASIC', closed([0, 0], [1, 0], [1, 1]))])
    expect([locate([0.1, 0.9]), locate([2, 2]), locate([-90, 0]), locate([Number.NaN, 0.1])]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(createLocator([])([118, 42])).toBeNull()
  })
})
