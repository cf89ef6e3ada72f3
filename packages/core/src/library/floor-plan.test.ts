import { describe, expect, it } from 'vitest'
import { floorPlan } from './floor-plan.ts'

const flat = (unit: string | null, floor: number | null, room: string) => ({ unit, floor, room })

describe('the floor plan of a building', () => {
  it('begins at the top, ends in the basement, and counts staircases as people do', () => {
    const { units, floors } = floorPlan([
      flat('10', 1, '101'),
      flat('2', 12, '1201'),
      flat('2', 2, '202'),
      flat('2', 2, '201'),
      flat('2', -1, 'B1'),
    ])
    expect(units).toEqual(['2', '10'])
    expect(floors.map(({ floor }) => floor)).toEqual([12, 2, 1, -1])
    expect(floors[1]?.cells.map((cell) => cell.map(({ room }) => room))).toEqual([['201', '202'], []])
  })

  it('keeps flats whose floor nobody knows, and buildings without staircases', () => {
    const { units, floors, unplaced } = floorPlan([flat(null, 3, '301'), flat(null, null, '门房')])
    expect(units).toEqual([null])
    expect(floors).toHaveLength(1)
    expect(unplaced.map(({ room }) => room)).toEqual(['门房'])
  })

  it('has a place for every flat of a tower of sixty floors with eight staircases', () => {
    const flats = Array.from({ length: 60 * 8 * 4 }, (_, n) =>
      flat(String((n % 8) + 1), (Math.floor(n / 8) % 60) + 1, String(n)),
    )
    const { floors } = floorPlan(flats)
    expect(floors).toHaveLength(60)
    expect(floors.flatMap(({ cells }) => cells.flat())).toHaveLength(flats.length)
  })
})
