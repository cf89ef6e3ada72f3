import { describe, expect, test } from 'vitest'
import { checkLayout } from './check-layout.ts'
import type { GridLayout } from './layout.ts'
import { at, COMMUNITY, gridAt, idAt, nineGrids, squareRing } from './layout.testing.ts'
import type { PlannedGrid } from './redraw.plan.ts'

const changed = (id: string, change: Partial<PlannedGrid>): GridLayout => {
  const layout = nineGrids()
  return { ...layout, grids: layout.grids.map((grid) => (grid.id === id ? { ...grid, ...change } : grid)) }
}
const said = (layout: GridLayout) => checkLayout(layout).map(({ code, grids }) => [code, ...grids])

describe('a layout', () => {
  test('of squares that fill their community is in order', () => {
    expect(checkLayout(nineGrids())).toEqual([])
  })

  test('with a grid that reaches into its neighbour overlaps, and says where', () => {
    const [found, ...more] = checkLayout(changed(idAt(0, 0), { rings: [squareRing(0, 0, 1.2, 1)] }))
    expect(more).toEqual([])
    expect(found).toMatchObject({ code: 'overlap', community: COMMUNITY })
    expect(found?.grids.toSorted()).toEqual([idAt(0, 0), idAt(1, 0)])
    expect(found?.place?.[0]).toBeCloseTo(118.901, 2)
  })

  test('with a grid inside of another overlaps', () => {
    const layout = nineGrids()
    const inner = gridAt(0, 0, { id: 'inner', rings: [squareRing(1.2, 1.2, 0.4, 0.4)] })
    expect(said({ ...layout, grids: [...layout.grids, inner] })).toContainEqual([
      'overlap',
      'inner',
      idAt(1, 1),
    ])
  })

  test('with a grid twice overlaps', () => {
    const layout = nineGrids()
    expect(said({ ...layout, grids: [...layout.grids, gridAt(0, 0, { id: 'twin' })] })).toEqual([
      ['overlap', idAt(0, 0), 'twin'],
    ])
  })

  test('without one of its grids has a gap, in the middle and at the edge', () => {
    for (const [column, row] of [
      [1, 1],
      [0, 0],
    ] as const) {
      const layout = nineGrids()
      const grids = layout.grids.filter(({ id }) => id !== idAt(column, row))
      expect(new Set(said({ ...layout, grids }).map(([code]) => code))).toEqual(new Set(['gap']))
    }
  })

  test('with a grid that leaves the community is outside', () => {
    expect(said(changed(idAt(2, 2), { rings: [squareRing(2, 2, 1.2, 1)] }))).toContainEqual([
      'outside',
      idAt(2, 2),
    ])
  })

  test('with a boundary that crosses itself names that grid alone', () => {
    const bow = [at(0, 0), at(1, 1), at(1, 0), at(0, 1), at(0, 0)]
    expect(said(changed(idAt(0, 0), { rings: [bow] }))).toEqual([['broken', idAt(0, 0)]])
  })

  test('of a community without an outline cannot be checked', () => {
    expect(said({ ...nineGrids(), outline: [] })).toEqual([['no-outline']])
  })
})

describe('an exclusive grid', () => {
  const withExclusive = (...rings: ReturnType<typeof squareRing>[]): GridLayout => ({
    ...nineGrids(),
    grids: [
      ...nineGrids().grids,
      ...rings.map((ring, index) =>
        gridAt(0, 0, { id: `park-${index}`, kind: 'EXCLUSIVE', households: 0, rings: [ring] }),
      ),
    ],
  })

  test('lies above the basic grids, along the outline if need be', () => {
    expect(said(withExclusive(squareRing(0.5, 0.5)))).toEqual([])
    expect(said(withExclusive(squareRing(0, 0, 3, 0.2)))).toEqual([])
  })

  test('may neither leave its community nor lie over another', () => {
    expect(said(withExclusive(squareRing(2.5, 2.5)))).toEqual([['outside', 'park-0']])
    expect(said(withExclusive(squareRing(0.5, 0.5), squareRing(1, 1)))).toEqual([
      ['overlap', 'park-0', 'park-1'],
    ])
    expect(said(withExclusive(squareRing(0, 0, 2, 2), squareRing(0.5, 0.5, 0.2, 0.2)))).toEqual([
      ['overlap', 'park-0', 'park-1'],
    ])
  })
})
