import type { OutboxEntry } from '@gezhi/client/outbox'
import type { HouseOnDevice, RecordOnDevice } from '@gezhi/core/library/device'
import { isSampled, YEAR_MS } from '@gezhi/core/library/freshness'
import type { HeldGrid } from '@gezhi/core/districts/device'
import { describe, expect, it } from 'vitest'
import { find } from './find.ts'
import { errandsOf, progressOf, shelfOf, standingOf } from './shelf.ts'

const NOW = Date.UTC(2026, 10, 23, 9)
const DAY = 86_400_000

/** Ids that this month's sample leaves alone, unless asked. */
const idOf = (n: number, sampled = false): string => {
  const ids = Array.from({ length: 200 }, (_, k) => `${(n * 1000 + k).toString(16).padStart(7, '0')}0-0`)
  return ids.find((id) => isSampled(id, NOW) === sampled) ?? ''
}

const building = (n: number, given: Partial<RecordOnDevice> = {}): RecordOnDevice => ({
  id: idOf(n),
  register: 'BUILDING',
  code: `1504020010010000${n}`,
  name: `阳光小区${n}号楼`,
  address: '钢铁西街12号',
  initials: `ygxq${n}hl`,
  street: '150402001',
  community: '150402001001',
  place: [n === 3 ? 1.5 : 0.5, 0.5],
  confirmedAt: null,
  asOf: NOW - 10 * DAY,
  changedAt: NOW - 10 * DAY,
  source: 'HOUSING',
  openDifferences: 0,
  due: false,
  cancelled: false,
  fields: [],
  ...given,
})
const house = (n: number, of: number, room: string, given: Partial<HouseOnDevice> = {}): HouseOnDevice => ({
  id: idOf(n),
  code: `1504020010010000${of}0105${room.padStart(4, '0')}`,
  name: `阳光小区${of}号楼1单元${room}室`,
  building: idOf(of),
  source: 'HOUSING',
  asOf: NOW - 10 * DAY,
  changedAt: NOW - 10 * DAY,
  confirmedAt: null,
  said: { unit: '1', floor: 5, room },
  other: [],
  ...given,
})
const square = (code: string, west: number): HeldGrid =>
  ({
    id: code,
    code,
    kind: 'BASIC',
    polygon: {
      type: 'Polygon',
      coordinates: [
        [
          [west, 0],
          [west + 1, 0],
          [west + 1, 1],
          [west, 1],
          [west, 0],
        ],
      ],
    },
  }) as unknown as HeldGrid
const entry = (stream: string, body: unknown, given: Partial<OutboxEntry> = {}) =>
  ({ kind: 'library-record', stream, body, state: 'saved', savedAt: NOW, ...given }) as OutboxEntry

const OLD = { asOf: NOW - YEAR_MS - DAY, changedAt: NOW - YEAR_MS - DAY }
const given = {
  records: [building(1), building(2, OLD), building(3, OLD)],
  houses: [house(11, 1, '501'), house(12, 1, '502', OLD), house(13, 3, '501', OLD)],
  grids: [square('A', 0), square('B', 1)],
  mine: ['A'],
  entries: [],
}

describe('what a grid member sees on the device', () => {
  it('is what stands in the own grids, each house with its building', () => {
    const shelf = shelfOf(given)
    expect([...shelf.items.keys()].sort()).toEqual([1, 2, 11, 12].map((n) => idOf(n)).sort())
    expect(shelf.houses.get(idOf(1))?.map(({ code }) => code.slice(-3))).toEqual(['501', '502'])
  })

  it('asks about what is old, and about the sample of the month', () => {
    const sampled = house(14, 2, '301', { id: idOf(14, true) })
    const shelf = shelfOf({ ...given, houses: [...given.houses, sampled] })
    expect(errandsOf(shelf, NOW).map(({ item, itself, houses }) => [item.name, itself, houses])).toEqual([
      ['阳光小区1号楼', false, 1],
      ['阳光小区2号楼', true, 1],
    ])
    expect(progressOf(shelf, NOW)).toEqual({ all: 5, known: 0, sampled: 1, looked: 0 })
  })

  it('counts what was said without a network at once, until it is refused', () => {
    const confirmed = entry(idOf(2), { type: 'confirm' })
    const disputed = entry(idOf(12), { type: 'dispute', field: 'room' })
    const shelf = shelfOf({ ...given, entries: [confirmed, disputed] })
    expect(errandsOf(shelf, NOW)).toEqual([])
    expect(shelf.items.get(idOf(12))).toMatchObject({ disputed: new Set(['room']), waiting: true })
    expect(progressOf(shelf, NOW)).toMatchObject({ all: 4, known: 2 })
    const back = shelfOf({ ...given, entries: [{ ...confirmed, state: 'refused' }] })
    expect(errandsOf(back, NOW)).toHaveLength(2)
  })

  it('asks again when a source changed it after it was confirmed, and forgets a dispute that was decided', () => {
    const mine = [
      entry(idOf(2), { type: 'confirm' }, { savedAt: NOW - 3 * DAY, state: 'received' }),
      entry(idOf(2), { type: 'dispute', field: 'use' }, { savedAt: NOW - 3 * DAY, state: 'received' }),
    ]
    const changed = building(2, { ...OLD, changedAt: NOW - DAY })
    const item = shelfOf({ ...given, records: [changed], entries: mine }).items.get(idOf(2))
    expect(item && [standingOf(item, NOW), item.disputed.size, item.waiting]).toEqual(['ASKED', 0, false])
  })
})

describe('finding on the device', () => {
  const names = (text: string) => find(shelfOf(given), text, 10).map(({ name }) => name)

  it('goes by name, by initials and by other spellings of a building', () => {
    expect(names('阳光')).toEqual(['阳光小区1号楼', '阳光小区2号楼'])
    expect(names('ygxq2')).toEqual(['阳光小区2号楼'])
    expect(names('阳光小区2栋')).toEqual(['阳光小区2号楼'])
    expect(names('150402001001')).toHaveLength(2)
    expect(names('月光')).toEqual([])
  })

  it('goes by the door, with its building or alone', () => {
    expect(names('阳光小区1号楼1单元502')).toEqual(['阳光小区1号楼1单元502室'])
    expect(names('501')).toEqual(['阳光小区1号楼1单元501室'])
  })
})
