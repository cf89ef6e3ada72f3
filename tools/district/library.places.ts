/** Firms, shops, factories, schools and facilities. No name, code or number belongs to anybody. */
import { creditCheck } from '../../packages/core/src/library/check-digits.ts'
import type { Building } from './building.ts'
import { DISTRICT } from './divisions.ts'
import type { GridRow } from './grids.ts'
import { along, toLonLat } from './plane.ts'
import { chanceOf } from './random.ts'
import { quarterOf } from './settle.ts'

export interface Estate {
  readonly grid: GridRow
  readonly name: string
  readonly road: string
  readonly door: number
}

/** A code of the right form that no authority gave: its organisation part says MAX and a serial. */
function creditCode(kind: '91' | '92', serial: number): string {
  const first = `${kind}${DISTRICT}MAX${String(serial).padStart(6, '0')}`
  return `${first}${creditCheck(first) ?? ''}`
}

const placed = (at: readonly [number, number]) => {
  const [lon, lat] = toLonLat(at)
  return { lon, lat }
}

const FIRM = '安居 恒信 众诚 益民 永嘉 祥和 绿城一方 金管家 康居 仁和 兴业 民安 佳美 万众 同心 瑞景'.split(
  ' ',
)

/** A firm looks after some twenty estates of neighbouring grids. */
export function firms(estates: readonly Estate[]) {
  const chance = chanceOf('firms')
  const kept = estates.filter(({ grid }) => quarterOf(grid) === 'OLD' || quarterOf(grid) === 'NEW')
  const size = Math.ceil(kept.length / FIRM.length)
  const nameOf = (index: number) => `${FIRM[Math.floor(index / size)] ?? ''}物业公司`
  const byGrid = new Map(kept.map(({ grid }, index) => [grid.code, nameOf(index)]))
  const rows = FIRM.map((_, index) => ({
    code: creditCode('91', 100 + index),
    name: nameOf(index * size),
    hotline: `0476-000${String(index + 1).padStart(4, '0')}`,
    estates: kept
      .slice(index * size, (index + 1) * size)
      .map(({ name }) => name)
      .join('、'),
    committee: chance.pick(['NONE', 'PREPARING', 'ACTIVE'] as const),
    contractTo: `${chance.whole(2027, 2030)}-12-31`,
    fee: `${chance.pick(['0.6', '0.8', '1.2', '1.6'])} 元/㎡·月`,
  }))
  return { rows, firmOf: (grid: string) => byGrid.get(grid) ?? '' }
}

const SHOPS = [
  ['便利店', '5213', false],
  ['餐馆', '6210', true],
  ['药店', '5251', false],
  ['理发店', '8051', false],
  ['文具店', '5241', false],
  ['五金店', '5273', false],
  ['快递驿站', '6020', false],
  ['面馆', '6220', true],
  ['诊所', '8425', false],
  ['洗衣店', '8030', false],
] as const
const SIGN =
  '好邻居 顺发 老地方 福满 鸿运 小城 四季 益家 天天 喜来 百姓 瑞丰 金源 同乐 隆兴 佳佳 万福 和顺'.split(' ')

export function shops(buildings: readonly Building[], estates: ReadonlyMap<string, Estate>) {
  const chance = chanceOf('shops')
  return buildings
    .filter(({ use, grid }) => use === 'COMMERCE' && estates.has(grid.code))
    .map(({ at, grid }, index) => {
      const [kind, industry, gas] = chance.pick(SHOPS)
      const estate = estates.get(grid.code)
      return {
        code: creditCode('92', index + 1),
        name: `${estate?.name ?? ''}${chance.pick(SIGN)}${kind}`,
        address: estate ? `${estate.road}${estate.door}号` : '',
        ...placed(at),
        type: 'SELF_EMPLOYED',
        industry,
        employees: 'UP_TO_10',
        fireGrade: 'SMALL',
        gasUse: gas,
      }
    })
}

const MADE = '机械 食品 纺织 建材 包装 电子 制药 铸造 饲料 家具'.split(' ')

export function factories(buildings: readonly Building[]) {
  const chance = chanceOf('factories')
  return buildings
    .filter(({ use }) => use === 'INDUSTRY')
    .slice(0, 160)
    .map(({ at, grid }, index) => {
      const made = chance.pick(MADE)
      return {
        code: creditCode('91', 5_000 + index),
        name: `红山区${chance.pick(SIGN)}${made}有限公司${index + 1}厂`,
        address: grid.name,
        ...placed(at),
        type: 'ENTERPRISE',
        industry: String(chance.whole(1311, 4190)),
        employees: chance.pick(['UP_TO_10', 'UP_TO_50', 'UP_TO_300'] as const),
        fireGrade: chance.pick(['KEY', 'GENERAL', 'GENERAL'] as const),
        gasUse: chance.next() < 0.4,
        processes: `${made}加工`,
        majorHazard: made === '制药' && chance.next() < 0.3,
        lastDrill: `2026-0${chance.whole(1, 9)}-15`,
      }
    })
}

export function schools(grids: readonly GridRow[]) {
  const chance = chanceOf('schools')
  return grids
    .filter(({ place }) => place?.kind === 'SCHOOL' || place?.kind === 'KINDERGARTEN')
    .map((grid, index) => {
      const child = grid.place?.kind === 'KINDERGARTEN'
      return {
        code: `${child ? '1' : '2'}115${String(index + 1).padStart(6, '0')}`,
        name: grid.place?.name ?? grid.name,
        address: grid.community.name,
        ...placed(grid.centre),
        kind: child ? 'KINDERGARTEN' : 'PRIMARY',
        publicly: chance.next() < 0.8,
        students: child ? 'UP_TO_200' : chance.pick(['UP_TO_1000', 'UP_TO_3000'] as const),
        gates: chance.whole(1, 3),
        dormitory: false,
        canteen: chance.next() < 0.6,
      }
    })
}

const OF_PLACE: Readonly<Record<string, string>> = {
  HOSPITAL: 'HOSPITAL',
  PARK: 'PARK',
  VILLAGE_SQUARE: 'PARK',
  MARKET: 'MARKET',
}
/** What every community has, beside its first grid's heart. */
const OF_COMMUNITY = [
  ['SERVICE_HALL', '党群服务中心', '08:30–17:30', 60],
  ['CLINIC', '卫生服务站', '08:00–18:00', 20],
  ['ELDERLY', '养老服务站', '09:00–16:30', 40],
  ['TOILET', '公共厕所', '06:00–22:00', 10],
] as const

export function facilities(grids: readonly GridRow[]) {
  const chance = chanceOf('facilities')
  const communities = [...Map.groupBy(grids, ({ community }) => community.code).values()]
  return communities.flatMap((own) => {
    const [first] = own
    if (!first) return []
    const places = own.flatMap((grid) => {
      const kind = OF_PLACE[grid.place?.kind ?? '']
      return kind ? [{ kind, name: grid.place?.name ?? '', at: grid.centre, hours: '', capacity: 300 }] : []
    })
    const [corner] = first.ring
    const usual = OF_COMMUNITY.map(([kind, name, hours, capacity], index) => ({
      kind,
      name: `${first.community.shortName}${name}`,
      at: along(first.centre, corner ?? first.centre, 0.15 + index * 0.1),
      hours,
      capacity,
    }))
    return [...places, ...usual].map(({ kind, name, at, hours, capacity }, index) => ({
      code: `${first.community.code}F${String(index + 1).padStart(4, '0')}`,
      name,
      address: first.community.name,
      ...placed(at),
      kind,
      owner: first.community.name,
      capacity,
      hours,
      accessible: chance.next() < 0.7,
    }))
  })
}
