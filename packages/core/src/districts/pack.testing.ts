// A small whole pack as records: two streets, three communities, seven basic grids and an exclusive one.
import { DAY } from '../kernel/calendar.ts'
import type { RawTable } from './pack.cells.ts'
import type { RawPack } from './pack.ts'
import { limits as sampleLimits } from '../cases/rules.testing.ts'
import type { Limit, UrgencyLimits } from './district.ts'

export const [A, B, C] = ['150402001001', '150402001002', '150402002001'] as const
const D = '150402D01'

type Corner = readonly [number, number]
/** Corners in hundredths of a degree from a point in Hongshan; closed here. */
export const ring = (...corners: readonly Corner[]) =>
  [...corners, ...corners.slice(0, 1)].map(([x, y]) => [
    Math.round((118.9 + x / 100) * 1e6) / 1e6,
    Math.round((42.2 + y / 100) * 1e6) / 1e6,
  ])

/** West and south of each community; its grids below meet corner on corner. */
const GRIDS = [
  [`${A}1001`, ring([0, 0], [1, 0], [1, 1], [1, 2], [0, 2])],
  [`${A}1002`, ring([1, 0], [2, 0], [2, 1], [1, 1])],
  [`${A}1003`, ring([1, 1], [2, 1], [2, 2], [1, 2])],
  [`${B}1001`, ring([0, 2], [1, 2], [1, 3], [0, 3])],
  [`${B}1002`, ring([1, 2], [2, 2], [2, 3], [1, 3])],
  [`${C}1001`, ring([2, 0], [4, 0], [4, 1.5], [2, 1.5])],
  [`${C}1002`, ring([2, 1.5], [4, 1.5], [4, 3], [2, 3])],
  [`${C}2001`, ring([2.5, 1], [3, 1], [3, 2], [2.5, 2])],
] as const

const OUTLINES = [
  ['150402001', 'STREET', ring([0, 0], [2, 0], [2, 3], [0, 3])],
  ['150402002', 'STREET', ring([2, 0], [4, 0], [4, 3], [2, 3])],
  [A, 'COMMUNITY', ring([0, 0], [1, 0], [2, 0], [2, 1], [2, 2], [1, 2], [0, 2])],
  [B, 'COMMUNITY', ring([0, 2], [1, 2], [2, 2], [2, 3], [1, 3], [0, 3])],
  [C, 'COMMUNITY', ring([2, 0], [4, 0], [4, 1.5], [4, 3], [2, 3], [2, 1.5])],
] as const

const table = (file: string, head: string, ...lines: readonly string[]): RawTable => {
  const columns = head.split(',')
  return {
    file,
    columns,
    rows: lines.map((line, index) => ({
      row: index + 2,
      cells: Object.fromEntries(line.split(',').map((cell, at) => [columns[at] ?? '', cell])),
    })),
  }
}

const feature = (properties: object, type: string, coordinates: unknown) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
})
const collection = (file: string, features: readonly object[]) => ({
  file,
  value: { type: 'FeatureCollection', features },
})

const written = (limit: Limit | null) =>
  limit && {
    clock: limit.clock,
    amount: limit.ms % DAY === 0 ? `${limit.ms / DAY} d` : `${limit.ms / 60_000} min`,
  }

/** The sample limits as a district writes them. */
const writtenLimits = (of: UrgencyLimits) => ({
  ...Object.fromEntries(
    Object.entries(of).map(([name, value]: [string, unknown]) => {
      const isLimit = value !== null && typeof value === 'object' && 'ms' in value
      return [name, isLimit ? written(value as Limit) : value]
    }),
  ),
  rework: { atLeast: `${of.rework.minMs / 60_000} min`, share: of.rework.share },
  ladder: of.ladder.map(({ after, card }) => ({ after: written(after), card })),
  whistleLadder: of.whistleLadder.map(({ after, card }) => ({ after: written(after), card })),
})

const people = GRIDS.map(([code], index) => ({
  code,
  leader: `S0${index < 3 ? 1 : index}`,
  member: `S1${index}`,
}))

const POST_LINES = [
  `P-LEAD-A,GRID_LEADER,${A},S01,${A}1001;${A}1002;${A}1003,2024-01-01,,`,
  ...people
    .slice(3)
    .map(({ code, leader }) => `P-${code}-L,GRID_LEADER,${code.slice(0, 12)},${leader},${code},2024-01-01,,`),
  ...people.map(
    ({ code, member }) => `P-${code}-M,GRID_MEMBER,${code.slice(0, 12)},${member},${code},2024-01-01,,`,
  ),
  'P-S1-D,STREET_DISPATCHER,150402001,S20,,2024-01-01,2031-12-31,WHISTLE',
  `P-D1-H,DEPT_HANDLER,${D},S21,,2024-01-01,,`,
  'P-Q-O,DISTRICT_OPERATOR,150402,S22,,2024-01-01,2025-12-31,',
]

const STAFF = [
  'S01',
  'S03',
  'S04',
  'S05',
  'S06',
  'S07',
  ...people.map(({ member }) => member),
  'S20',
  'S21',
  'S22',
]

const CATALOGUE_HEAD =
  'code,category,category_name,name,urgency,lead_department,co_departments,hours,self_handle,family,radius_m,' +
  'whistle_type,accept_condition,close_condition,delegable,department_only,photo_required,sensitive_person,' +
  'emergency_number,public_safety_field,qiyou_tag,statutory_rule,source'
const item = (code: string, name: string, urgency: string, hours: number) =>
  `${code},01,市容环境卫生,${name},${urgency},${D},150402D02,${hours},Y,rubbish,200,DAILY,` +
  `现场可见,清理完毕,Y,N,Y,N,,,宜居性,,GK`

/** New records on every call: a test may spoil them. */
export const smallPack = (): RawPack => ({
  district: {
    file: 'district.yaml',
    lines: { code: 1, 'duty.from': 6 },
    value: {
      code: 150402,
      name: '红山区',
      numberPrefix: 'HS',
      centre: [118.92, 42.215],
      offsetHours: 8,
      duty: { from: '08:00', to: '20:00' },
      quiet: { from: '21:00', to: '07:00' },
    },
  },
  limits: {
    file: 'limits.yaml',
    lines: {},
    value: structuredClone({
      GENERAL: writtenLimits(sampleLimits.GENERAL),
      IMPORTANT: writtenLimits(sampleLimits.IMPORTANT),
      URGENT: writtenLimits(sampleLimits.URGENT),
    }),
  },
  organisations: table(
    'organisations.csv',
    'code,kind,name,short_name,parent,peer_group,active',
    '150402,DISTRICT,红山区网格化服务管理中心,区网格中心,,,Y',
    '150402001,STREET,西屯街道办事处,西屯街道,150402,OLD_TOWN,Y',
    '150402002,STREET,三中街街道办事处,三中街街道,150402,OLD_TOWN,Y',
    `${A},COMMUNITY,甲社区居民委员会,甲社区,150402001,,Y`,
    `${B},COMMUNITY,乙社区居民委员会,乙社区,150402001,,Y`,
    `${C},COMMUNITY,丙社区居民委员会,丙社区,150402002,,Y`,
    `${D},DEPARTMENT,红山区城市管理综合行政执法局,城管执法局,150402,,Y`,
    '150402D02,DEPARTMENT,红山区住房和城乡建设局,住建局,150402,,Y',
  ),
  divisions: collection(
    'divisions.geojson',
    OUTLINES.map(([code, level, outline]) => feature({ code, level }, 'Polygon', [outline])),
  ),
  grids: table(
    'grids.csv',
    'code,kind,name,community,households,population',
    ...GRIDS.map(
      ([code], index) =>
        `${code},${code[12] === '2' ? 'EXCLUSIVE' : 'BASIC'},第${index + 1}网格,${code.slice(0, 12)},400,1000`,
    ),
  ),
  polygons: collection(
    'grids.geojson',
    GRIDS.map(([code, outline]) => feature({ code }, 'Polygon', [outline])),
  ),
  water: collection('water.geojson', [
    feature({ name: '英金河', kind: 'river' }, 'Polygon', [ring([0, 2.9], [4, 2.9], [4, 3], [0, 3])]),
  ]),
  roads: collection('roads.geojson', [
    feature({ name: '昭乌达路', kind: 'main' }, 'LineString', ring([0, 1], [2, 1], [4, 1]).slice(0, 3)),
  ]),
  buildings: table('buildings.csv', 'lon,lat,width_m,depth_m,angle_deg,floors', '118.905,42.205,60,15,10,6'),
  staff: table('staff.csv', 'code,name', ...STAFF.map((code) => `${code},张${code}`)),
  posts: table('posts.csv', 'code,role,org,staff,grids,from,to,delegations', ...POST_LINES),
  teams: table(
    'teams.csv',
    'code,name,community,grids,kind,people',
    `150402T0001,第1网格四员服务队,${A},${A}1001;${A}1002,FOUR_POSTS,9`,
  ),
  catalogue: table(
    'catalogue.csv',
    CATALOGUE_HEAD,
    item('W01001', '暴露垃圾成堆', 'GENERAL', 24),
    item('W01002', '道路塌陷', 'URGENT', 2),
  ),
  calendar: table(
    'calendar.csv',
    'date,kind,name',
    '2026-10-01,REST,国庆节',
    '2026-10-10,WORK,国庆节调休',
    '2026-01-01,REST,元旦',
    '2026-05-01,REST,劳动节',
  ),
  services: table(
    'services.csv',
    'code,category,item,at_home,provider,needs',
    'S0101,社会保险与医疗保障,医疗保险参保登记,Y,网格员,身份证件号',
  ),
  systems: table(
    'systems.csv',
    'code,department,system,data_kind,direction,protocol,update_frequency,personal_data_level,note',
    'SYS01,公安分局,标准地址系统,标准地址,IN,REST,每日,P0,',
  ),
  classes: table(
    'classes.csv',
    'kind,major_code,major,minor_code,minor,source',
    'COMPONENT,01,公用设施,01,上水井盖,GK',
  ),
  checklists: table(
    'checklists.csv',
    'code,field,field_en,item,item_en,hazard,hazard_en,photo,catalogue_item',
    '3.1,消防,Fire safety,疏散通道畅通,Escape routes are free,疏散通道堵塞,An escape route is blocked,Y,W01001',
    '3.2,消防,Fire safety,灭火器有效,Extinguishers are valid,灭火器失效,An extinguisher is out of order,N,',
  ),
})

/** The pack with one cell of one table changed. */
export function withCell(
  raw: RawPack,
  name:
    | 'organisations'
    | 'grids'
    | 'posts'
    | 'staff'
    | 'catalogue'
    | 'calendar'
    | 'teams'
    | 'services'
    | 'checklists',
  row: number,
  column: string,
  value: string,
): RawPack {
  const given = raw[name]
  const rows = given.rows.map((one) =>
    one.row === row ? { ...one, cells: { ...one.cells, [column]: value } } : one,
  )
  return { ...raw, [name]: { ...given, rows } }
}
