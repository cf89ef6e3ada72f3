// The registers of the library as data (domain specification §4.2). Forms, templates, checks, API and documents follow it.
import type { Field, Owner } from './field.ts'
import * as tables from './code-tables.ts'

export interface Register {
  readonly zh: string
  readonly en: string
  /** Whose word its existence, name, address and place are. */
  readonly owner: Owner
  /** What may be done with it; a register without a purpose is not kept. */
  readonly purpose: { readonly zh: string; readonly en: string }
  /** The form of its codes; codes are never used again (domain specification §4.1). */
  readonly code: RegExp
  readonly codeForm: { readonly zh: string; readonly en: string }
  /** Codes that the centre counts itself: after 12 digits of the community or 6 of the district, a letter and digits. */
  readonly counted?: {
    readonly by: 'community' | 'district'
    readonly letter: string
    readonly digits: number
  }
  readonly fields: Readonly<Record<string, Field>>
  /** Register whose code this register's codes begin with, by digits. */
  readonly parent?: { readonly register: RegisterName; readonly digits: number }
}

const NAMES = [
  'ADDRESS',
  'BUILDING',
  'HOUSE',
  'UNIT',
  'PROPERTY_FIRM',
  'SCHOOL',
  'FACILITY',
  'COMPONENT',
  'FACTORY',
  'SUPPORT_TEAM',
] as const
export type RegisterName = (typeof NAMES)[number]
export const REGISTER_NAMES: readonly RegisterName[] = NAMES

const text = (zh: string, en: string, owner: Field['owner'], most = 100) =>
  ({ kind: 'text', zh, en, owner, most }) as const
const whole = (zh: string, en: string, owner: Field['owner'], from: number, to: number) =>
  ({ kind: 'whole', zh, en, owner, from, to }) as const
const flag = (zh: string, en: string, owner: Field['owner']) => ({ kind: 'flag', zh, en, owner }) as const

const CREDIT_FORM = { zh: '18 位统一社会信用代码', en: '18 characters, unified social credit code' }
const CREDIT = /^[0-9A-HJ-NPQRTUWXY]{18}$/
const COMMUNITY_SERIAL = (zh: string, en: string) => ({
  zh: `社区 12 位 + ${zh}`,
  en: `12 digits of the community, then ${en}`,
})

const unitFields = {
  type: { kind: 'choice', zh: '单位类型', en: 'Type', owner: 'MARKET', choices: tables.UNIT_TYPE },
  industry: {
    kind: 'text',
    zh: '行业代码',
    en: 'Industry (GB/T 4754)',
    owner: 'MARKET',
    most: 5,
    pattern: /^[A-T]?\d{2,4}$/,
  },
  employees: { kind: 'choice', zh: '从业人数', en: 'Employees', owner: 'MARKET', choices: tables.EMPLOYEES },
  fireGrade: {
    kind: 'choice',
    zh: '消防管理等级',
    en: 'Fire supervision grade',
    owner: 'FIRE',
    choices: tables.FIRE_GRADE,
  },
  gasUse: flag('使用燃气', 'Uses gas', 'HOUSING'),
} as const satisfies Record<string, Field>

export const REGISTERS: Readonly<Record<RegisterName, Register>> = {
  ADDRESS: {
    zh: '标准地址',
    en: 'Standard addresses',
    owner: 'CIVIL_AFFAIRS',
    purpose: {
      zh: '为事件定位、派单和统计提供统一地址',
      en: 'One spelling of every place that cases happen at',
    },
    code: /^\d{12}A\d{6}$/,
    codeForm: COMMUNITY_SERIAL('A + 6 位顺序号', 'A and 6 digits'),
    counted: { by: 'community', letter: 'A', digits: 6 },
    fields: {
      road: { ...text('道路', 'Road', 'CIVIL_AFFAIRS', 80), required: true },
      door: { ...text('门牌号', 'Door number', 'PUBLIC_SECURITY', 30), required: true },
      estate: { ...text('小区', 'Estate', 'CIVIL_AFFAIRS', 80), required: true },
      building: { ...text('楼号', 'Building', 'PUBLIC_SECURITY', 40), required: true },
      aliases: text('俗称', 'Also called', 'GRID_CENTRE', 200),
    },
  },
  BUILDING: {
    zh: '楼栋',
    en: 'Buildings',
    owner: 'HOUSING',
    purpose: { zh: '网格服务、安全巡查和应急疏散', en: 'Services in the grid, safety checks, evacuation' },
    code: /^\d{17}$/,
    codeForm: COMMUNITY_SERIAL('5 位登记顺序号', '5 digits in order of registration'),
    counted: { by: 'community', letter: '', digits: 5 },
    fields: {
      use: { kind: 'choice', zh: '用途', en: 'Use', owner: 'HOUSING', choices: tables.BUILDING_USE },
      structure: {
        kind: 'choice',
        zh: '结构',
        en: 'Structure',
        owner: 'HOUSING',
        choices: tables.BUILDING_STRUCTURE,
      },
      floorsAbove: whole('地上层数', 'Floors above ground', 'HOUSING', 0, 89),
      floorsBelow: whole('地下层数', 'Floors below ground', 'HOUSING', 0, 9),
      units: whole('单元数', 'Staircases', 'HOUSING', 0, 99),
      households: whole('户数', 'Households', 'GRID_CENTRE', 0, 5000),
      builtYear: whole('建成年份', 'Built in', 'HOUSING', 1700, 2100),
      heightM: { kind: 'number', zh: '高度', en: 'Height', owner: 'HOUSING', from: 0, to: 700, unit: 'm' },
      elevators: whole('电梯数', 'Lifts', 'MARKET', 0, 200),
      safetyGrade: {
        kind: 'choice',
        zh: '房屋安全等级',
        en: 'Safety grade',
        owner: 'HOUSING',
        choices: tables.SAFETY_GRADE,
      },
      fireLane: flag('消防通道畅通', 'Fire lane clear', 'FIRE'),
      propertyFirm: text('物业公司', 'Property firm', 'HOUSING', 80),
    },
  },
  HOUSE: {
    zh: '实有房屋',
    en: 'Houses and flats',
    owner: 'HOUSING',
    purpose: {
      zh: '确认住宅和用房的存在与用途，不登记人员',
      en: 'That a dwelling exists and its use; nobody is named',
    },
    code: /^\d{17}\d{2}(?:[0-8]\d|9[1-9])[0-9A-Z]{4}$/,
    codeForm: {
      zh: '楼栋 17 位 + 单元 2 位 + 楼层 2 位 + 室号 4 位',
      en: '17 digits of the building, unit 2, floor 2, room 4',
    },
    parent: { register: 'BUILDING', digits: 17 },
    fields: {
      unit: text('单元', 'Staircase', 'PUBLIC_SECURITY', 10),
      floor: whole('楼层', 'Floor', 'PUBLIC_SECURITY', -9, 89),
      room: { ...text('室号', 'Room', 'PUBLIC_SECURITY', 10), required: true },
      areaM2: { kind: 'number', zh: '面积', en: 'Area', owner: 'HOUSING', from: 0, to: 100_000, unit: 'm²' },
      tenure: {
        kind: 'choice',
        zh: '使用情况',
        en: 'Occupied as',
        owner: 'GRID_CENTRE',
        choices: tables.TENURE,
      },
    },
  },
  UNIT: {
    zh: '实有单位',
    en: 'Enterprises and shops',
    owner: 'MARKET',
    purpose: { zh: '安全生产、消防检查和便民服务', en: 'Safety and fire checks, services' },
    code: CREDIT,
    codeForm: CREDIT_FORM,
    fields: unitFields,
  },
  PROPERTY_FIRM: {
    zh: '物业公司',
    en: 'Property firms',
    owner: 'HOUSING',
    purpose: { zh: '物业服务联络与考核', en: 'Who looks after which estate' },
    code: CREDIT,
    codeForm: CREDIT_FORM,
    fields: {
      hotline: text('服务热线', 'Hotline', 'HOUSING', 30),
      estates: { ...text('服务小区', 'Estates', 'HOUSING', 300) },
      committee: {
        kind: 'choice',
        zh: '业主委员会',
        en: 'Owners’ committee',
        owner: 'HOUSING',
        choices: tables.COMMITTEE,
      },
      contractTo: { kind: 'day', zh: '合同到期日', en: 'Contract until', owner: 'HOUSING' },
      fee: text('收费标准', 'Fee', 'HOUSING', 60),
    },
  },
  SCHOOL: {
    zh: '学校',
    en: 'Schools',
    owner: 'EDUCATION',
    purpose: { zh: '校园周边安全和护学服务，不登记学生', en: 'Safety around schools; no pupil is named' },
    code: /^\d{10}$/,
    codeForm: { zh: '10 位教育机构标识码', en: '10 digits of the education ministry' },
    fields: {
      kind: {
        kind: 'choice',
        zh: '办学类型',
        en: 'Kind',
        owner: 'EDUCATION',
        choices: tables.SCHOOL_KIND,
        required: true,
      },
      publicly: flag('公办', 'Run by the state', 'EDUCATION'),
      students: { kind: 'choice', zh: '学生规模', en: 'Pupils', owner: 'EDUCATION', choices: tables.BAND },
      gates: whole('校门数', 'Gates', 'EDUCATION', 0, 40),
      dormitory: flag('有宿舍', 'Dormitory', 'EDUCATION'),
      canteen: flag('有食堂', 'Canteen', 'EDUCATION'),
    },
  },
  FACILITY: {
    zh: '公共设施',
    en: 'Public facilities',
    owner: 'CIVIL_AFFAIRS',
    purpose: { zh: '便民服务和应急避险', en: 'Services and shelter' },
    code: /^\d{12}F\d{4}$/,
    codeForm: COMMUNITY_SERIAL('F + 4 位顺序号', 'F and 4 digits'),
    counted: { by: 'community', letter: 'F', digits: 4 },
    fields: {
      kind: {
        kind: 'choice',
        zh: '设施类别',
        en: 'Kind',
        owner: 'CIVIL_AFFAIRS',
        choices: tables.FACILITY_KIND,
        required: true,
      },
      owner: text('权属单位', 'Owned by', 'CIVIL_AFFAIRS'),
      capacity: whole('容量（人）', 'Capacity (people)', 'CIVIL_AFFAIRS', 0, 200_000),
      hours: text('开放时间', 'Hours', 'CIVIL_AFFAIRS', 60),
      accessible: flag('无障碍', 'Step-free', 'CIVIL_AFFAIRS'),
    },
  },
  COMPONENT: {
    zh: '城市部件',
    en: 'City components',
    owner: 'URBAN_MANAGEMENT',
    purpose: { zh: '部件巡查、养护和责任认定', en: 'Care of street furniture, and who answers for it' },
    code: /^\d{16}$/,
    codeForm: {
      zh: '区划 6 位 + 大类 2 位 + 小类 2 位 + 顺序号 6 位',
      en: 'district 6, main class 2, minor class 2, serial 6',
    },
    fields: {
      class: text('部件类别', 'Class', 'URBAN_MANAGEMENT', 30),
      owner: text('权属单位', 'Owned by', 'URBAN_MANAGEMENT'),
      care: text('养护单位', 'Looked after by', 'URBAN_MANAGEMENT'),
      installed: { kind: 'day', zh: '安装日期', en: 'Installed', owner: 'URBAN_MANAGEMENT' },
      state: {
        kind: 'choice',
        zh: '现状',
        en: 'State',
        owner: 'URBAN_MANAGEMENT',
        choices: tables.COMPONENT_STATE,
      },
    },
  },
  FACTORY: {
    zh: '企业工厂',
    en: 'Factories',
    owner: 'MARKET',
    purpose: { zh: '安全生产监管', en: 'Safety at work' },
    code: CREDIT,
    codeForm: CREDIT_FORM,
    fields: {
      ...unitFields,
      processes: text('主要工艺', 'Processes', 'EMERGENCY', 200),
      hazardous: text('危险工艺', 'Hazardous processes', 'EMERGENCY', 200),
      majorHazard: flag('重大危险源', 'Major hazard source', 'EMERGENCY'),
      lastDrill: { kind: 'day', zh: '最近演练', en: 'Last drill', owner: 'EMERGENCY' },
    },
  },
  SUPPORT_TEAM: {
    zh: '网格服务团队',
    en: 'Grid support teams',
    owner: 'GRID_CENTRE',
    purpose: { zh: '公布网格服务力量', en: 'Which team serves a grid' },
    code: /^\d{6}T\d{4}$/,
    codeForm: { zh: '区划 6 位 + T + 4 位顺序号', en: 'district 6, T and 4 digits' },
    counted: { by: 'district', letter: 'T', digits: 4 },
    fields: {
      kind: { kind: 'choice', zh: '团队类型', en: 'Kind', owner: 'GRID_CENTRE', choices: tables.TEAM_KIND },
      grids: text('服务网格', 'Grids', 'GRID_CENTRE', 400),
      people: whole('人数', 'People', 'GRID_CENTRE', 0, 500),
    },
  },
}

/** True for the name of a register. */
export const isRegister = (name: string): name is RegisterName => name in REGISTERS
