import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildingCode, floorCode, houseCode, readHouseCode } from './codes.ts'

const BUILDING = buildingCode('150402001001', 7)

it('a house code has 25 characters and says where the door is', () => {
  expect(houseCode(BUILDING, { unit: 2, floor: 5, room: '501' })).toBe('1504020010010000702050501')
  expect(readHouseCode('1504020010010000702050501')).toEqual({
    building: BUILDING,
    unit: 2,
    floor: 5,
    room: '501',
  })
})

it('basements are floors 91 to 99', () => {
  expect([floorCode(1), floorCode(89), floorCode(-1), floorCode(-9)]).toEqual(['01', '89', '91', '99'])
  for (const floor of [0, 90, -10, 1.5]) expect(() => floorCode(floor)).toThrow(RangeError)
})

it('every door is read back as it was written', () => {
  const floor = fc.integer({ min: -9, max: 89 }).filter((number) => number !== 0)
  const room = fc.integer({ min: 1, max: 9999 }).map(String)
  fc.assert(
    fc.property(fc.nat(99), floor, room, (unit, at, door) => {
      const code = houseCode(BUILDING, { unit, floor: at, room: door })
      expect(code).toHaveLength(25)
      expect(readHouseCode(code)).toEqual({ building: BUILDING, unit, floor: at, room: door })
    }),
  )
})

it('a floor that does not exist is no code', () => {
  expect(readHouseCode('1504020010010000702000501')).toBeNull()
  expect(readHouseCode('1504020010010000702900501')).toBeNull()
})

it('a community has at most 99,999 buildings', () => {
  expect(() => buildingCode('150402001001', 100_000)).toThrow(RangeError)
  expect(() => buildingCode('150402', 1)).toThrow(RangeError)
})
