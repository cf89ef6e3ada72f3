// Codes of grids and what a grid may expect: numbers that must not jump and are never given twice.
import { describe, expect, test } from 'vitest'
import { codeIn, newCodes, withoutCode } from './codes.ts'
import { expectedShares } from './expectation.ts'
import type { PlannedGrid, WholePoint } from './redraw.plan.ts'

const HOME = '150402001001'
const grid = (id: string, x: number): PlannedGrid => {
  const at = (east: number, north: number): WholePoint => [1_189_000_000 + x + east, 422_000_000 + north]
  const rings = [[at(0, 0), at(900, 0), at(900, 900), at(0, 900), at(0, 0)]]
  return { id, kind: 'BASIC', name: id, community: HOME, rings, households: 300, population: 900, posts: [] }
}
const grids = [grid(`${HOME}1001`, 0), grid('west', 1000), grid('east', 2000)]

describe('codes', () => {
  test('count on from the highest that was ever used, from west to east', () => {
    const used = new Map([[`${HOME}1`, 7]])
    expect(newCodes(grids.toReversed(), [], used)).toEqual([
      { id: 'west', code: `${HOME}1008` },
      { id: 'east', code: `${HOME}1009` },
    ])
    expect(newCodes(grids, [{ id: 'east', code: `${HOME}1004` }], used)).toEqual([
      { id: 'west', code: `${HOME}1008` },
      { id: 'east', code: `${HOME}1004` },
    ])
    expect(withoutCode(grids, new Map([[`${HOME}1`, 498]]))).toEqual(['east'])
  })

  test.each([
    ['16', `${HOME}2003`, `${HOME}2003`],
    ['15', `${HOME}1003`, `${HOME}003`],
    ['15', `${HOME}2003`, `${HOME}503`],
    ['15', `${HOME}3003`, null],
    ['20', `${HOME}1003`, `010203${HOME}03`],
    ['20', `${HOME}2003`, `010203${HOME}53`],
    ['20', `${HOME}1050`, null],
  ] as const)('in %s digits %s is %s', (profile, code, expected) => {
    expect(codeIn(profile, code, '010203')).toBe(expected)
  })
})

test('two halves of a grid expect together what the whole did, so that no figure jumps', () => {
  const [whole, other] = [
    { population: 900, areaM2: 8000, hazards: 2 },
    { population: 500, areaM2: 9000, hazards: 1 },
  ]
  const halves = [
    { population: 600, areaM2: 3000, hazards: 2 },
    { population: 300, areaM2: 5000, hazards: 0 },
  ]
  const [before = 0] = expectedShares([whole, other])
  const [first = 0, second = 0] = expectedShares([...halves, other])
  expect(first + second).toBeCloseTo(before, 12)
  expect(first).toBeGreaterThan(second)
  const unknown = { population: 0, areaM2: 0, hazards: 0 }
  expect(expectedShares([unknown, unknown])).toEqual([0.5, 0.5])
})
