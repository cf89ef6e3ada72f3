import { describe, expect, it } from 'vitest'
import { addressKey, formatAddress, NONE, parseAddress, plainAddress, type AddressParts } from './address.ts'
import { digitsOf } from './numerals.ts'

const parts = (given: Partial<AddressParts>): AddressParts => ({
  street: null,
  community: null,
  road: null,
  door: null,
  estate: null,
  building: null,
  unit: null,
  floor: null,
  room: null,
  rest: '',
  ...given,
})

const ESTATES = ['阳光小区', '万达家园', '钢铁西苑', '木器厂家属院', '松州园', '红山首府']
const BUILDINGS: readonly (readonly [written: string, building: string])[] = [
  ['3号楼', '3'],
  ['3幢', '3'],
  ['3栋', '3'],
  ['3座', '3'],
  ['三号楼', '3'],
  ['十二栋', '12'],
  ['１２幢', '12'],
  ['3#楼', '3'],
  ['3＃', '3'],
  ['03号楼', '3'],
  ['B座', 'B'],
  ['a栋', 'A'],
  ['二十一号楼', '21'],
]
const ROOMS: readonly (readonly [written: string, unit: string, room: string])[] = [
  ['2单元501室', '2', '501'],
  ['二单元501', '2', '501'],
  [' ２ 单元 ５０１ 室', '2', '501'],
  ['2单元五〇一室', '2', '501'],
  ['02单元1203户', '2', '1203'],
]
const TOGETHER = ESTATES.flatMap((estate) =>
  BUILDINGS.flatMap(([built, building]) =>
    ROOMS.map(([roomed, unit, room]) => ({
      text: `${estate}${built}${roomed}`,
      expected: parts({ estate, building, unit, room }),
    })),
  ),
)

/** What is hard, one by one. */
const HARD: readonly (readonly [text: string, expected: Partial<AddressParts>])[] = [
  ['钢铁西街12号', { road: '钢铁西街', door: '12' }],
  ['钢铁西街１２号', { road: '钢铁西街', door: '12' }],
  ['昭乌达路中段12-3号', { road: '昭乌达路中段', door: '12-3' }],
  ['昭乌达路甲5号', { road: '昭乌达路', door: '甲5' }],
  ['哈达街36号院3号楼2单元501', { road: '哈达街', door: '36', building: '3', unit: '2', room: '501' }],
  [
    '哈达街36号阳光小区3幢501',
    { road: '哈达街', door: '36', estate: '阳光小区', building: '3', room: '501' },
  ],
  ['阳光小区3-2-501', { estate: '阳光小区', building: '3', unit: '2', room: '501' }],
  ['阳光小区3—2—501', { estate: '阳光小区', building: '3', unit: '2', room: '501' }],
  ['阳光小区3栋-2单元-501室', { estate: '阳光小区', building: '3', unit: '2', room: '501' }],
  ['阳光小区3号2单元501', { estate: '阳光小区', building: '3', unit: '2', room: '501' }],
  ['阳光小区3楼2单元501', { estate: '阳光小区', building: '3', unit: '2', room: '501' }],
  ['阳光小区3号楼2门501', { estate: '阳光小区', building: '3', unit: '2', room: '501' }],
  ['阳光小区甲3号楼501', { estate: '阳光小区', building: '甲3', room: '501' }],
  ['阳光小区3号楼5层501', { estate: '阳光小区', building: '3', floor: '5', room: '501' }],
  ['阳光小区3号楼负一层', { estate: '阳光小区', building: '3', floor: '-1' }],
  ['阳光小区3号楼地下1层12室', { estate: '阳光小区', building: '3', floor: '-1', room: '12' }],
  ['万达广场B1层', { estate: '万达广场', floor: '-1' }],
  ['万达广场5F', { estate: '万达广场', floor: '5' }],
  ['万达广场A座1801A', { estate: '万达广场', building: 'A', room: '1801A' }],
  ['内蒙古自治区赤峰市红山区钢铁西街12号', { road: '钢铁西街', door: '12' }],
  ['赤峰市红山区西屯街道一西街社区3号楼', { street: '西屯街道', community: '一西街社区', building: '3' }],
  ['红山区西屯街道办事处钢铁西街12号', { street: '西屯街道办事处', road: '钢铁西街', door: '12' }],
  ['文钟镇小木头沟村委会12号', { street: '文钟镇', community: '小木头沟村委会', door: '12' }],
  [
    '无路名无号阳光小区3号楼无单元501',
    { road: NONE, door: NONE, estate: '阳光小区', building: '3', unit: NONE, room: '501' },
  ],
  [
    '钢铁西街12号无小区3号楼无单元无室号',
    { road: '钢铁西街', door: '12', estate: NONE, building: '3', unit: NONE, room: NONE },
  ],
  ['钢铁西街12号无小区名无楼号', { road: '钢铁西街', door: '12', estate: NONE, building: NONE }],
  ['三道街十二号', { road: '三道街', door: '12' }],
  ['一中东巷8号', { road: '一中东巷', door: '8' }],
  ['二道街北段一百零三号', { road: '二道街北段', door: '103' }],
  ['友谊胡同7号', { road: '友谊胡同', door: '7' }],
  ['友谊大道118号', { road: '友谊大道', door: '118' }],
  ['（钢铁西街）12号', { road: '钢铁西街', door: '12' }],
  ['钢铁西街，12 号', { road: '钢铁西街', door: '12' }],
  ['阳光小区东区3号楼', { estate: '阳光小区东区', building: '3' }],
  ['阳光小区二期3号楼', { estate: '阳光小区二期', building: '3' }],
  ['荆百楼区 35栋', { estate: '荆百楼区', building: '35' }],
  ['百花苑3号楼', { estate: '百花苑', building: '3' }],
  ['东方百楼', { estate: '东方百楼' }],
  ['阳光小区', { estate: '阳光小区' }],
  ['附8号', { door: '附8' }],
  ['', {}],
]

describe('the address normaliser', () => {
  it.each(HARD)('reads %s', (text, expected) => {
    expect(parseAddress(text)).toEqual(parts(expected))
  })

  it('reads every spelling of building, unit and room behind the name of an estate', () => {
    expect(TOGETHER.length + HARD.length).toBeGreaterThan(400)
    for (const { text, expected } of TOGETHER) expect(parseAddress(text), text).toEqual(expected)
  })

  it('writes what it read the one way, and reads that the same', () => {
    for (const { text } of TOGETHER) {
      const once = formatAddress(parseAddress(text))
      expect(formatAddress(parseAddress(once)), text).toBe(once)
    }
  })

  it('takes spellings of one place for one, and different places for different ones', () => {
    const same = ['阳光小区3号楼2单元501', '阳光小区三栋二单元五〇一室', '西屯街道阳光小区３＃ 2-501']
    expect(addressKey(same[0] ?? '')).toBe(addressKey(same[1] ?? ''))
    expect(addressKey('阳光小区3号楼5层501')).toBe(addressKey('阳光小区3幢501室'))
    expect(addressKey('阳光小区3号楼501')).not.toBe(addressKey('阳光小区3号楼502'))
    expect(addressKey('阳光小区1号楼501')).not.toBe(addressKey('月光小区1号楼501'))
  })

  it('keeps 无 apart from silence', () => {
    expect(parseAddress('阳光小区3号楼无单元501').unit).toBe(NONE)
    expect(parseAddress('阳光小区3号楼501').unit).toBeNull()
  })

  it('says what it did not understand', () => {
    expect(parseAddress('阳光小区3号楼东侧变压器旁').rest).toBe('东侧变压器旁')
  })

  it('leaves numerals of names alone', () => {
    expect(plainAddress('三道街五号')).toBe('三道街5号')
    expect(plainAddress('八里铺')).toBe('八里铺')
  })
})

it('reads numerals', () => {
  const read = ['一', '十', '十二', '二十', '二十一', '一百零三', '一百二十', '五〇一', '两千']
  expect(read.map(digitsOf)).toEqual(['1', '10', '12', '20', '21', '103', '120', '501', '2000'])
  expect(['十百', '百', '千', '一百千', ''].map(digitsOf)).toEqual([null, null, null, null, null])
})
