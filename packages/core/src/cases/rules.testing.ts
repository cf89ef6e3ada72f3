// A small district that never changes: two streets, three communities, six square grids, five departments, twelve items.
import type {
  CatalogueItem,
  Grid,
  Limit,
  Limits,
  Organisation,
  Rulebook,
  Urgency,
} from '../districts/district.ts'
import { dayOfDate, DAY, HOUR, MINUTE, type ClockKind, type WorkCalendar } from '../kernel/calendar.ts'
import { covers, type LonLat, type Polygon } from '../kernel/geo.ts'

export const DISTRICT = 150402
export const CENTRE = String(DISTRICT)
export const EAST = '150402001'
export const WEST = '150402002'
export const [EAST_1, EAST_2, WEST_1] = ['150402001001', '150402001002', '150402002001'] as const
export const [ROADS, WATER, HOUSING, POLICE] = ['150402D01', '150402D02', '150402D03', '150402D04'] as const
/** Merged into another department: no order may go there. */
export const GONE = '150402D05'

const days = (kind: 'WORK' | 'REST', ...dates: string[]) =>
  dates.map((date) => [dayOfDate(date), kind] as const)

/** National Day and Mid-Autumn 2026 with the make-up days before and after. */
export const calendar: WorkCalendar = {
  offset: 8 * HOUR,
  duty: { from: 8 * HOUR, to: 20 * HOUR },
  exceptions: new Map([
    ...days('REST', '2026-09-25', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'),
    ...days('WORK', '2026-09-20', '2026-10-10'),
  ]),
  known: { from: dayOfDate('2026-01-01'), to: dayOfDate('2026-12-31') },
}

/** Instant of a local date and time, e.g. `at('2026-09-14 10:00')`. */
export const at = (local: string): number => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)

const limit = (clock: ClockKind, ms: number): Limit => ({ clock, ms })
const natural = (ms: number) => limit('NATURAL', ms)
const duty = (ms: number) => limit('DUTY', ms)
const wd24 = (ms: number) => limit('WD24', ms)

/** The numbers of domain specification §2.5 and the ladder of §2.6. */
export const limits: Limits = {
  URGENT: {
    intake: natural(5 * MINUTE),
    info: null,
    grab: natural(5 * MINUTE),
    dispatch: natural(5 * MINUTE),
    sign: natural(10 * MINUTE),
    returnWindow: null,
    contact: natural(30 * MINUTE),
    whistleAnswer: natural(10 * MINUTE),
    whistleArrive: natural(30 * MINUTE),
    handleClock: 'NATURAL',
    request: natural(15 * MINUTE),
    extension: null,
    suspension: { times: 2, maxDays: 30 },
    verify: natural(4 * HOUR),
    rework: { minMs: 2 * HOUR, share: 0.5 },
    followUp: natural(24 * HOUR),
    assess: wd24(48 * HOUR),
    plan: natural(4 * HOUR),
    taskforceDays: 30,
    reply: natural(HOUR),
    ladder: [{ after: natural(2 * HOUR), card: 'RED' }],
    whistleLadder: [{ after: natural(30 * MINUTE), card: 'RED' }],
    taskforceAfter: natural(6 * HOUR),
    cards: { sign: 'YELLOW', handle: 'YELLOW', whistle: 'YELLOW', secondRework: 'YELLOW' },
  },
  IMPORTANT: {
    intake: duty(30 * MINUTE),
    info: wd24(24 * HOUR),
    grab: duty(30 * MINUTE),
    dispatch: duty(30 * MINUTE),
    sign: duty(HOUR),
    returnWindow: duty(2 * HOUR),
    contact: duty(4 * HOUR),
    whistleAnswer: duty(2 * HOUR),
    whistleArrive: wd24(24 * HOUR),
    handleClock: 'WD24',
    request: duty(4 * HOUR),
    extension: { times: 1, share: 0.5, capDays: 15 },
    suspension: { times: 2, maxDays: 30 },
    verify: wd24(24 * HOUR),
    rework: { minMs: 24 * HOUR, share: 0.5 },
    followUp: wd24(48 * HOUR),
    assess: wd24(72 * HOUR),
    plan: wd24(24 * HOUR),
    taskforceDays: 30,
    reply: duty(8 * HOUR),
    ladder: [
      { after: wd24(24 * HOUR), card: 'YELLOW' },
      { after: wd24(72 * HOUR), card: 'RED' },
    ],
    whistleLadder: [{ after: duty(8 * HOUR), card: 'YELLOW' }],
    taskforceAfter: null,
    cards: { sign: 'ORDINARY', handle: 'ORDINARY', whistle: 'ORDINARY', secondRework: 'YELLOW' },
  },
  GENERAL: {
    intake: duty(2 * HOUR),
    info: wd24(72 * HOUR),
    grab: duty(2 * HOUR),
    dispatch: duty(2 * HOUR),
    sign: duty(4 * HOUR),
    returnWindow: duty(8 * HOUR),
    contact: wd24(24 * HOUR),
    whistleAnswer: duty(8 * HOUR),
    whistleArrive: wd24(72 * HOUR),
    handleClock: 'WD24',
    request: wd24(24 * HOUR),
    extension: { times: 1, share: 1, capDays: 15 },
    suspension: { times: 2, maxDays: 30 },
    verify: wd24(48 * HOUR),
    rework: { minMs: 24 * HOUR, share: 0.5 },
    followUp: wd24(72 * HOUR),
    assess: wd24(120 * HOUR),
    plan: wd24(120 * HOUR),
    taskforceDays: 60,
    reply: wd24(24 * HOUR),
    ladder: [
      { after: wd24(48 * HOUR), card: 'YELLOW' },
      { after: wd24(120 * HOUR), card: 'RED' },
    ],
    whistleLadder: [{ after: wd24(24 * HOUR), card: 'YELLOW' }],
    taskforceAfter: null,
    cards: { sign: 'ORDINARY', handle: 'ORDINARY', whistle: 'ORDINARY', secondRework: 'ORDINARY' },
  },
}

const organisation = (
  code: string,
  kind: Organisation['kind'],
  shortName: string,
  parent = CENTRE,
  active = true,
): Organisation => ({ code, kind, name: `红山区${shortName}`, shortName, parent, active })

export const organisations: readonly Organisation[] = [
  { code: CENTRE, kind: 'DISTRICT', name: '红山区网格化服务管理中心', shortName: '区网格中心', active: true },
  organisation('150402G01', 'GOVERNMENT', '区政府'),
  organisation(EAST, 'STREET', '东城街道'),
  organisation(WEST, 'STREET', '西城街道'),
  organisation(EAST_1, 'COMMUNITY', '东一社区', EAST),
  organisation(EAST_2, 'COMMUNITY', '东二社区', EAST),
  organisation(WEST_1, 'COMMUNITY', '西一社区', WEST),
  organisation(ROADS, 'DEPARTMENT', '市政局'),
  organisation(WATER, 'DEPARTMENT', '水务局'),
  organisation(HOUSING, 'DEPARTMENT', '住建局'),
  organisation(POLICE, 'DEPARTMENT', '公安分局'),
  organisation(GONE, 'DEPARTMENT', '原城管办', CENTRE, false),
]

const SIDE = 0.01
const [LON, LAT] = [118.9, 42.25] as const

const square = (column: number, row: number, side = SIDE): Polygon => {
  const [west, south] = [LON + column * SIDE, LAT + row * SIDE]
  const [east, north] = [west + side, south + side]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  }
}

const grid = (community: string, kind: Grid['kind'], no: number, polygon: Polygon): Grid => ({
  code: `${community}${kind === 'BASIC' ? 1 : 2}${String(no).padStart(3, '0')}`,
  kind,
  name: `${community.slice(-3)}-${no}`,
  community,
  street: community.slice(0, 9),
  polygon,
  households: 400,
  population: 1000,
})

/** The exclusive grid (a market) lies inside the first basic one and goes before it. */
export const grids: readonly Grid[] = [
  grid(EAST_1, 'EXCLUSIVE', 1, square(0, 0, SIDE / 10)),
  grid(EAST_1, 'BASIC', 1, square(0, 0)),
  grid(EAST_1, 'BASIC', 2, square(1, 0)),
  grid(EAST_2, 'BASIC', 1, square(2, 0)),
  grid(WEST_1, 'BASIC', 1, square(0, 1)),
  grid(WEST_1, 'BASIC', 2, square(1, 1)),
]
export const [MARKET, GRID_E1, GRID_E2, , GRID_W1, GRID_W2] = grids.map(({ code }) => code) as [
  string,
  string,
  string,
  string,
  string,
  string,
]

/** A point in the middle of the grid named by its column and row. */
const middle = (column: number, row: number) => ({
  lon: LON + (column + 0.5) * SIDE,
  lat: LAT + (row + 0.5) * SIDE,
})
export const IN_EAST_1 = middle(0, 0)
export const IN_WEST = middle(0, 1)
export const OUTSIDE = { lon: LON - 1, lat: LAT }
/** Thirty and ninety metres north of the usual place. */
export const NEAR_EAST_1 = { ...IN_EAST_1, lat: IN_EAST_1.lat + 30 / 111_195 }
export const FAR_EAST_1 = { ...IN_EAST_1, lat: IN_EAST_1.lat + 90 / 111_195 }

const item = (code: string, name: string, urgency: Urgency, over: Partial<CatalogueItem> = {}) => ({
  code,
  category: code.slice(1, 3),
  categoryName: '城市管理',
  name,
  urgency,
  leadDepartment: ROADS,
  coDepartments: [],
  hours: urgency === 'URGENT' ? 4 : 72,
  selfHandle: false,
  family: code.slice(0, 4),
  radiusM: 200,
  whistleType: 'DAILY' as const,
  acceptCondition: '',
  closeCondition: '',
  delegable: true,
  departmentOnly: false,
  photoRequired: true,
  sensitivePerson: false,
  ...over,
})

export const items: readonly CatalogueItem[] = [
  item('W01001', '暴露垃圾', 'GENERAL', { selfHandle: true, hours: 24 }),
  item('W01002', '乱贴小广告', 'GENERAL', { selfHandle: true, hours: 48 }),
  item('W01003', '路面坑洼', 'GENERAL', { delegable: false }),
  item('W01004', '路灯不亮', 'GENERAL', { leadDepartment: ROADS, hours: 120 }),
  item('W02001', '污水外溢', 'IMPORTANT', { leadDepartment: WATER, hours: 24 }),
  item('W02002', '违规排水', 'IMPORTANT', { leadDepartment: WATER, delegable: false }),
  item('W02003', '供水不足', 'IMPORTANT', { leadDepartment: WATER, departmentOnly: true }),
  item('W03001', '危房险情', 'URGENT', {
    leadDepartment: HOUSING,
    whistleType: 'EMERGENCY',
    publicSafetyField: '建筑安全',
  }),
  item('W03002', '燃气泄漏', 'URGENT', { leadDepartment: HOUSING, departmentOnly: true, hours: 2 }),
  item('W03003', '违法建设', 'IMPORTANT', {
    leadDepartment: HOUSING,
    whistleType: 'ENFORCEMENT',
    hours: 480,
  }),
  item('W04001', '邻里纠纷', 'GENERAL', { leadDepartment: POLICE, radiusM: 30, hours: 480 }),
  item('W04002', '家庭暴力', 'URGENT', { leadDepartment: POLICE, sensitivePerson: true, hours: 1 }),
]

const byCode = <T extends { readonly code: string }>(all: readonly T[]) => {
  const map = new Map(all.map((one) => [one.code, one]))
  return (code: string) => map.get(code)
}

export const rules: Rulebook = {
  district: DISTRICT,
  calendar,
  limits,
  item: byCode(items),
  organisation: byCode(organisations),
  grid: byCode(grids),
  locate: (point: LonLat) => {
    const found = grids.find(({ polygon }) => covers(polygon, point))
    return found ? { grid: found.code, community: found.community, street: found.street } : null
  },
}

/** The same district after the holidays of the next years were published: New Year's Day of 2027 is a Friday. */
export const nextYear: Rulebook = {
  ...rules,
  calendar: {
    ...calendar,
    exceptions: new Map([...calendar.exceptions, ...days('REST', '2027-01-01')]),
    known: { from: dayOfDate('2026-01-01'), to: dayOfDate('2029-12-31') },
  },
}

/** Working days counted from the usual Monday. */
export const MONDAY = at('2026-09-14 10:00')
export { DAY, HOUR, MINUTE }
