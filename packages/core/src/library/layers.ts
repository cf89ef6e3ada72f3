// Layers of the map that the registers fill: places and things, never persons and never where persons are.
import type { RegisterName } from './registers.ts'

/** What divides a register into layers: the field, and the parts of its values of which one must be in it. */
interface Sort {
  readonly field: 'kind' | 'class'
  readonly has: readonly string[]
}

export interface MapLayer {
  readonly zh: string
  readonly en: string
  readonly register: RegisterName
  /** Only these of the register. */
  readonly only?: Sort
  /** All of the register but these. */
  readonly but?: readonly Sort[]
}

const SHELTERS: Sort = { field: 'kind', has: ['SHELTER'] }
/** Classes of components are words (GB/T 30428.2): a hydrant by its usual names. */
const HYDRANTS: Sort = { field: 'class', has: ['消火栓', '消防栓'] }
/** Poles and cameras as things that stand in the street; no picture is behind them (domain specification §4.6). */
const CAMERAS: Sort = { field: 'class', has: ['监控'] }

const LAYERS = {
  buildings: { zh: '楼栋', en: 'Buildings', register: 'BUILDING' },
  schools: { zh: '学校', en: 'Schools', register: 'SCHOOL' },
  facilities: { zh: '公共设施', en: 'Public facilities', register: 'FACILITY', but: [SHELTERS] },
  shelters: { zh: '应急避难场所', en: 'Emergency shelters', register: 'FACILITY', only: SHELTERS },
  hydrants: { zh: '消火栓', en: 'Fire hydrants', register: 'COMPONENT', only: HYDRANTS },
  cameras: { zh: '视频监控点', en: 'Camera poles', register: 'COMPONENT', only: CAMERAS },
  components: {
    zh: '其他城市部件',
    en: 'Other street components',
    register: 'COMPONENT',
    but: [HYDRANTS, CAMERAS],
  },
  teams: { zh: '4+N 服务队驻点', en: 'Stations of support teams', register: 'SUPPORT_TEAM' },
  units: { zh: '实有单位', en: 'Organisations and shops', register: 'UNIT' },
  factories: { zh: '企业工厂', en: 'Factories', register: 'FACTORY' },
} as const satisfies Record<string, MapLayer>

export type MapLayerName = keyof typeof LAYERS
export const MAP_LAYERS: Readonly<Record<MapLayerName, MapLayer>> = LAYERS
// Gate: the keys of the object above.
export const MAP_LAYER_NAMES = Object.keys(LAYERS) as readonly MapLayerName[]
