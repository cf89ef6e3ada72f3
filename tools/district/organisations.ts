/** Organisations of the district: real names of divisions, departments of the catalogue, made-up property firms. */
import type { PeerGroup } from '../../packages/core/src/districts/district.ts'
import { DISTRICT, type Division } from './divisions.ts'

/** `name` is the one the catalogue uses; the order gives the numbers D01, D02 … Append only: codes are never reused. */
export const DEPARTMENTS = [
  { name: '公安分局', full: '赤峰市公安局红山区分局', short: '公安分局' },
  { name: '住房和城乡建设局', full: '红山区住房和城乡建设局', short: '住建局' },
  { name: '城市管理综合行政执法局', full: '红山区城市管理综合行政执法局', short: '城管执法局' },
  { name: '卫生健康委员会', full: '红山区卫生健康委员会', short: '卫健委' },
  { name: '市场监督管理局', full: '红山区市场监督管理局', short: '市场监管局' },
  { name: '民政局', full: '红山区民政局', short: '民政局' },
  { name: '司法局', full: '红山区司法局', short: '司法局' },
  { name: '人力资源和社会保障局', full: '红山区人力资源和社会保障局', short: '人社局' },
  { name: '应急管理局', full: '红山区应急管理局', short: '应急局' },
  { name: '生态环境分局', full: '赤峰市生态环境局红山区分局', short: '生态环境分局' },
  { name: '消防救援大队', full: '红山区消防救援大队', short: '消防救援大队' },
  { name: '信访局', full: '红山区信访局', short: '信访局' },
  { name: '教育局', full: '红山区教育局', short: '教育局' },
  { name: '政务服务与数据管理局', full: '红山区政务服务与数据管理局', short: '政务数据局' },
  { name: '农牧水利局', full: '红山区农牧水利局', short: '农牧水利局' },
  { name: '交通运输局', full: '红山区交通运输局', short: '交通局' },
  { name: '自然资源分局', full: '赤峰市自然资源局红山区分局', short: '自然资源分局' },
  { name: '林业和草原局', full: '红山区林业和草原局', short: '林草局' },
  { name: '发展和改革委员会', full: '红山区发展和改革委员会', short: '发改委' },
  { name: '文化旅游体育局', full: '红山区文化旅游体育局', short: '文旅体局' },
  { name: '医疗保障局', full: '红山区医疗保障局', short: '医保局' },
  { name: '残疾人联合会', full: '红山区残疾人联合会', short: '残联' },
  { name: '工业和信息化局', full: '红山区工业和信息化局', short: '工信局' },
  { name: '退役军人事务局', full: '红山区退役军人事务局', short: '退役军人局' },
  { name: '民族事务委员会', full: '红山区民族事务委员会', short: '民委' },
  { name: '妇女联合会', full: '红山区妇女联合会', short: '妇联' },
] as const
export type DepartmentName = (typeof DEPARTMENTS)[number]['name']

/** The eight specialised organisations of domain specification §3.5. */
export const MEDIATIONS = [
  { topic: '物业', name: '物业纠纷人民调解委员会' },
  { topic: '交通', name: '道路交通事故纠纷人民调解委员会' },
  { topic: '医疗', name: '医疗纠纷人民调解委员会' },
  { topic: '劳动', name: '劳动争议人民调解委员会' },
  { topic: '环境', name: '环境保护纠纷人民调解委员会' },
  { topic: '婚姻家庭', name: '婚姻家庭纠纷人民调解委员会' },
  { topic: '青少年', name: '预防青少年违法犯罪服务中心' },
  { topic: '心理', name: '心理干预服务中心' },
] as const

/** Made-up firms, each at home in one street. */
const PROPERTY_FIRMS: readonly (readonly [name: string, street: string])[] = [
  ['安禾物业', '150402010'],
  ['瑞居物业', '150402010'],
  ['景和物业', '150402004'],
  ['松远物业', '150402006'],
  ['泽园物业', '150402005'],
  ['恒辉物业', '150402011'],
  ['嘉源物业', '150402007'],
  ['锦秀物业', '150402009'],
]

const two = (number: number) => String(number).padStart(2, '0')

export function departmentCode(name: string): string {
  const index = DEPARTMENTS.findIndex((department) => department.name === name)
  if (index < 0) throw new Error(`no department ${name}`)
  return `${DISTRICT}D${two(index + 1)}`
}

/** `物业` … to M01 … */
export function mediationCode(topic: (typeof MEDIATIONS)[number]['topic']): string {
  return `${DISTRICT}M${two(MEDIATIONS.findIndex((one) => one.topic === topic) + 1)}`
}

export const GOVERNMENT = `${DISTRICT}G01`
export const COURT = `${DISTRICT}C01`

export interface OrganisationRow {
  readonly code: string
  readonly kind:
    | 'GOVERNMENT'
    | 'DISTRICT'
    | 'STREET'
    | 'COMMUNITY'
    | 'DEPARTMENT'
    | 'MEDIATION'
    | 'COURT'
    | 'PROPERTY'
  readonly name: string
  readonly short_name: string
  readonly parent: string
  /** Streets are compared with streets of their type only (domain specification §7.4). */
  readonly peer_group: PeerGroup | ''
}

/** New streets north of the river and west of the old town; a preset, like every grouping. */
const NEW_TOWN: readonly string[] = ['150402010', '150402011']

function peerGroup({ code, type }: Division): PeerGroup | '' {
  if (type === 'TOWN') return 'TOWN'
  if (type === 'ZONE') return 'PARK'
  if (type !== 'STREET') return ''
  return NEW_TOWN.includes(code) ? 'NEW_TOWN' : 'OLD_TOWN'
}

const row = (
  code: string,
  kind: OrganisationRow['kind'],
  name: string,
  short: string,
  parent: string,
  peer: PeerGroup | '' = '',
): OrganisationRow => ({ code, kind, name, short_name: short, parent, peer_group: peer })

export function organisations(divisions: readonly Division[]): OrganisationRow[] {
  return [
    row(DISTRICT, 'DISTRICT', '红山区网格化服务管理中心', '区网格中心', ''),
    row(GOVERNMENT, 'GOVERNMENT', '红山区人民政府', '区政府', DISTRICT),
    ...divisions.map((division) => {
      const { code, level, name, shortName, parent } = division
      return row(code, level, name, shortName, parent, peerGroup(division))
    }),
    ...DEPARTMENTS.map(({ name, full, short }) =>
      row(departmentCode(name), 'DEPARTMENT', full, short, GOVERNMENT),
    ),
    ...MEDIATIONS.map(({ topic, name }) =>
      row(
        mediationCode(topic),
        'MEDIATION',
        `红山区${name}`,
        name.replace('人民调解委员会', '调委会'),
        departmentCode('司法局'),
      ),
    ),
    row(COURT, 'COURT', '红山区人民法院', '区法院', ''),
    ...PROPERTY_FIRMS.map(([name, street], index) =>
      row(
        `${DISTRICT}P${String(index + 1).padStart(3, '0')}`,
        'PROPERTY',
        `${name}服务有限公司（虚构）`,
        name,
        street,
      ),
    ),
  ]
}
