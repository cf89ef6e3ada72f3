// A library of a large district that nobody has written down: estates with buildings, ten houses each.
import type { LoadRow } from '../packages/core/src/library/load.ts'
import { createInitials } from '../apps/server/src/features/library/surroundings.ts'

export const DISTRICT = 150402
const FIRST = '阳光翠园松山玉龙紫荆锦绣东方金桥和平长青兴安宁澜枫桦云杉红叶百合春晓秋实'
const SECOND = ['花园', '小区', '家园', '新村', '苑', '公馆', '名都', '楼区']
const ROADS = [
  '钢铁西街',
  '哈达街',
  '清河路',
  '松州路',
  '昭乌达路',
  '三道街',
  '宁澜大街',
  '火花路',
  '园林路',
  '平双公路',
]
const BUILDINGS_OF_AN_ESTATE = 40
/** About the box of Hongshan. */
const [WEST, SOUTH, EAST, NORTH] = [118.8, 42.15, 119.2, 42.45] as const

/** The same numbers in the same order, for ever: from 0 to 1. */
function drawing(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const characters = Array.from(FIRST)
const estateName = (estate: number): string => {
  const [a = '', b = ''] = [
    characters[estate % characters.length],
    characters[(estate * 7 + 3) % characters.length],
  ]
  return `${a}${b}${SECOND[Math.floor(estate / characters.length) % SECOND.length]}`
}

export interface Stand {
  readonly row: LoadRow
  readonly estate: string
  readonly road: string
  readonly door: number
  readonly number: number
}

/** The nth buildings of the library, from 0. */
export function* stands(count: number): Generator<Stand> {
  const [draw, initials] = [drawing(7), createInitials()]
  for (let nth = 0; nth < count; nth++) {
    const estate = Math.floor(nth / BUILDINGS_OF_AN_ESTATE)
    const number = (nth % BUILDINGS_OF_AN_ESTATE) + 1
    const community = `${DISTRICT}${String((estate % 11) + 1).padStart(3, '0')}${String((Math.floor(estate / 11) % 12) + 1).padStart(3, '0')}`
    const [road, door] = [ROADS[estate % ROADS.length] ?? '', (Math.floor(estate / ROADS.length) % 300) + 1]
    const name = `${estateName(estate)}${number}号楼`
    const at = [WEST + draw() * (EAST - WEST), SOUTH + draw() * (NORTH - SOUTH)]
    yield {
      estate: estateName(estate),
      road,
      door,
      number,
      row: {
        code: `${community}${String(nth % 100_000).padStart(5, '0')}`,
        name,
        address: `${road}${door}号${name}`,
        initials: initials(name),
        street: community.slice(0, 9),
        community,
        parent: null,
        place: { type: 'Point', coordinates: at },
        fields: { use: 'RESIDENTIAL', structure: 'BRICK_CONCRETE', floorsAbove: 5, units: 1, households: 10 },
        layout: { units: 1, floors: 5, perFloor: 2 },
      },
    }
  }
}

export interface Question {
  readonly text: string
  readonly box?: readonly [number, number, number, number]
}

/** How people look for a building that is there. A box is what a screen shows of the map: about 2 km. */
export const QUESTIONS: Readonly<Record<string, (stand: Stand) => Question>> = {
  name: ({ estate, number }) => ({ text: `${estate}${number}号楼` }),
  part: ({ estate }) => ({ text: estate.slice(0, 2) }),
  spelling: ({ estate, number }) => ({ text: `${estate} ${number}栋` }),
  code: ({ row }) => ({ text: row.code }),
  prefix: ({ row }) => ({ text: row.code.slice(0, 14) }),
  address: ({ road, door }) => ({ text: `${road}${door}号` }),
  initials: ({ row }) => ({ text: row.initials.slice(0, 5) }),
  house: ({ estate, number }) => ({ text: `${estate}${number}号楼1单元302` }),
  box({ estate, row }) {
    const [lon = 0, lat = 0] = (row.place?.coordinates ?? []) as readonly number[]
    return { text: estate.slice(0, 2), box: [lon - 0.012, lat - 0.009, lon + 0.012, lat + 0.009] }
  },
}
