import { distanceM, type LonLat } from '@gezhi/core/kernel/geo'
import { describe, expect, it } from 'vitest'
import { affine, Placement, type GridBox, type Locate } from './placement.ts'

const rule = {
  rule: 'affine',
  from: [-71.09, 42.31],
  to: [119, 42.2],
  scale: 0.5,
  rotate: 90,
  unknown: [[-71.0587, 42.3594]],
  elsewhere: 'hash',
} as const satisfies Parameters<typeof affine>[0] | object
const mapped = {
  ...rule,
  from: [...rule.from],
  to: [...rule.to],
  unknown: [[...rule.unknown[0]]],
} as Parameters<typeof affine>[0]

/** Two communities side by side, each a square of a hundredth of a degree. */
const grids: GridBox[] = [0, 1].map((index) => ({
  code: `g${index}`,
  community: `c${index}`,
  bounds: [119 + index * 0.01, 42.2, 119.01 + index * 0.01, 42.21],
}))
const locate: Locate = async ([lon, lat]) => {
  const grid = grids.find(({ bounds: [w, s, e, n] }) => lon >= w && lon < e && lat >= s && lat < n)
  return grid ? { grid: grid.code, community: grid.community, street: 's' } : null
}

describe('a place', () => {
  it('keeps angles and scales distances by what the mapping states', () => {
    const a: LonLat = [-71.08, 42.31]
    const b: LonLat = [-71.09, 42.32]
    const [origin, east, north] = [affine(mapped, [-71.09, 42.31]), affine(mapped, a), affine(mapped, b)]
    expect(origin).toEqual([119, 42.2])
    expect(distanceM(origin, east) / distanceM([-71.09, 42.31], a)).toBeCloseTo(0.5, 3)
    expect(distanceM(origin, north) / distanceM([-71.09, 42.31], b)).toBeCloseTo(0.5, 3)
    // Turned by 90° counter-clockwise: what lay east lies north.
    expect(east[0]).toBeCloseTo(119, 6)
    expect(east[1]).toBeGreaterThan(42.2)
    expect(north[0]).toBeLessThan(119)
  })

  it('by hash is inside the district, the same every time, and spread over its communities', async () => {
    const placement = new Placement({ rule: 'hash' }, grids, locate)
    const again = new Placement({ rule: 'hash' }, grids.toReversed(), locate)
    const communities = new Map<string, number>()
    for (let id = 0; id < 200; id++) {
      const placed = await placement.place(`M${id}`, null)
      expect(await again.place(`M${id}`, null)).toEqual(placed)
      communities.set(placed?.community ?? '', (communities.get(placed?.community ?? '') ?? 0) + 1)
    }
    expect([...communities.keys()].sort()).toEqual(['c0', 'c1'])
    expect(Math.min(...communities.values())).toBeGreaterThan(70)
  })

  it('is by hash for the point on which a source puts what it cannot place, and for what falls outside', async () => {
    const placement = new Placement(mapped, grids, locate)
    expect((await placement.place('a', [-71.0587, 42.3594]))?.by).toBe('hash')
    expect((await placement.place('b', [-70, 40]))?.by).toBe('hash')
    expect((await placement.place('c', [-71.0895, 42.3095]))?.by).toBe('rule')
  })

  it('is none outside when the mapping says refuse', async () => {
    const placement = new Placement({ ...mapped, elsewhere: 'refuse' }, grids, locate)
    expect(await placement.place('b', [-70, 40])).toBeNull()
  })

  it('given in another datum is asked as CGCS2000 and sent as given', async () => {
    const asked: LonLat[] = []
    const placement = new Placement(
      { rule: 'given', datum: 'GCJ02', elsewhere: 'refuse' },
      grids,
      (point) => {
        asked.push(point)
        return locate(point)
      },
    )
    const placed = await placement.place('a', [119.012, 42.206])
    expect(placed?.place).toEqual({ lon: 119.012, lat: 42.206, datum: 'GCJ02' })
    expect(distanceM(asked[0] ?? [0, 0], [119.012, 42.206])).toBeGreaterThan(300)
  })
})
