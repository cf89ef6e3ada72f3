import { describe, expect, it } from 'vitest'
import { houseFields, shortFields, type HouseOnDevice } from './device.ts'
import { isDue, isSampled, monthStart, SAMPLE_OF, YEAR_MS } from './freshness.ts'
import type { FieldView } from './library.api.ts'

const NOV = Date.UTC(2026, 10, 23, 9)
const plain = (name: string, value: FieldView['value']): FieldView => ({
  name,
  value,
  source: 'HOUSING',
  asOf: NOV,
  decided: false,
  difference: null,
})

describe('a house on a phone', () => {
  it('says in its short form what all of its fields say', () => {
    const fields = [
      plain('unit', '2'),
      plain('floor', 5),
      { ...plain('room', '502'), difference: 1 },
      plain('areaM2', null),
      { ...plain('tenure', 'RENT'), source: 'GRID_CENTRE', decided: true } as const,
    ]
    const short = shortFields({ source: 'HOUSING', asOf: NOV }, fields)
    expect(short.said).toEqual({ unit: '2', floor: 5 })
    expect(short.other.map(({ name }) => name)).toEqual(['room', 'tenure'])
    expect(houseFields({ source: 'HOUSING', asOf: NOV, ...short } as HouseOnDevice)).toEqual(fields)
  })
})

describe('what is to be looked at again', () => {
  it('is what nobody confirmed for a year, and what changed since it was confirmed', () => {
    const at = { asOf: NOV - YEAR_MS - 1, changedAt: NOV - YEAR_MS - 1, confirmedAt: null }
    expect(isDue(at, NOV)).toBe(true)
    expect(isDue({ ...at, confirmedAt: NOV - 5 }, NOV)).toBe(false)
    expect(isDue({ ...at, confirmedAt: NOV - 5, changedAt: NOV - 4 }, NOV)).toBe(true)
    expect(isDue({ ...at, asOf: NOV - YEAR_MS }, NOV)).toBe(false)
  })

  it('is two in a hundred a month besides, each record once in fifty months', () => {
    const ids = Array.from({ length: 5000 }, (_, n) => `${n.toString(16).padStart(7, '0')}0-0000`)
    expect(ids.filter((id) => isSampled(id, NOV))).toHaveLength(ids.length / SAMPLE_OF)
    const months = Array.from({ length: SAMPLE_OF }, (_, n) => Date.UTC(2026, n, 15))
    expect(months.filter((month) => isSampled('0a1b2c3d-0000', month))).toHaveLength(1)
    expect(monthStart(NOV)).toBe(Date.UTC(2026, 10, 1))
  })
})
