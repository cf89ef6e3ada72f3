/** What can be wrong with a district pack: Chinese and English, `{name}` filled from the case. */
export const PACK_MESSAGES = {
  'pack/file-missing': ['缺少文件', 'The file is missing'],
  'pack/malformed': ['文件无法解析：{reason}', 'The file cannot be read: {reason}'],
  'pack/column-missing': ['缺少列', 'The column is missing'],
  'pack/column-unknown': ['多余的列，系统不认识', 'The column is unknown'],
  'pack/required': ['不能为空', 'A value is required'],
  'pack/not-a-number': ['“{value}”不是数字', '"{value}" is not a number'],
  'pack/out-of-range': ['{value} 超出范围（{range}）', '{value} is out of range ({range})'],
  'pack/not-allowed': ['“{value}”不在允许值之内：{allowed}', '"{value}" is not one of {allowed}'],
  'pack/bad-code': [
    '编码“{value}”不符合规则（{rule}）',
    'The code "{value}" does not follow the rule ({rule})',
  ],
  'pack/bad-date': ['“{value}”不是日期（YYYY-MM-DD）', '"{value}" is not a date (YYYY-MM-DD)'],
  'pack/bad-amount': [
    '“{value}”不是时限，应写作 30 min、24 h 或 3 d',
    '"{value}" is no amount of time: write 30 min, 24 h or 3 d',
  ],
  'pack/bad-time': ['“{value}”不是时刻，应写作 08:00', '"{value}" is no time of day: write 08:00'],
  'pack/bad-shape': [
    '内容结构不对，应为 {expected}',
    'The value has the wrong shape: {expected} is expected',
  ],
  'pack/duplicate': ['“{value}”与第 {first} 行重复', '"{value}" repeats row {first}'],
  'pack/unknown-reference': ['“{value}”不存在于 {target}', '"{value}" does not exist in {target}'],
  'pack/wrong-parent': [
    '“{value}”的编码不属于上级“{parent}”',
    'The code "{value}" does not lie under "{parent}"',
  ],
  'pack/role-organisation': [
    '角色 {role} 不能设在 {kind} 类组织',
    'The role {role} cannot stand in an organisation of kind {kind}',
  ],
  'pack/period': ['结束日期早于开始日期', 'The last day is before the first day'],
  'pack/duty-hours': ['值守时段的结束不晚于开始', 'Duty hours end before they begin'],
  'pack/day-both-ways': [
    '“{value}”在第 {first} 行已列为{other}：同一天不能既放假又上班',
    '"{value}" is {other} in row {first}: a day cannot be both a holiday and a make-up workday',
  ],
  'pack/make-up-weekday': [
    '“{value}”是周一至周五，本来就上班，不能是调休上班日',
    '"{value}" is a weekday: it is worked anyway and cannot be a make-up workday',
  ],
  'pack/year-incomplete': [
    '{year} 年的放假安排不完整：缺少 {day}',
    'The holidays of {year} are not complete: {day} is missing',
  ],
  'pack/year-missing': ['缺少 {year} 年的放假安排', 'The holidays of {year} are missing'],
  'pack/grids-required': ['该角色必须指定网格', 'This role needs grids'],
  'pack/leader-missing': ['网格没有网格长', 'The grid has no leader'],
  'pack/leader-twice': ['网格有 {count} 名网格长', 'The grid has {count} leaders'],
  'pack/member-missing': ['网格没有专职网格员', 'The grid has no grid member'],
  'pack/forbidden-words': [
    '事项名称含有“{value}”：清单只写情形和地点，不写人群',
    'The text holds "{value}": items name situations and places, never kinds of people',
  ],
  'pack/department-required': ['主办单位“{value}”不是部门', 'The lead "{value}" is not a department'],
  'pack/geometry': ['图形不完整：{reason}', 'The geometry is not complete: {reason}'],
  'pack/self-crossing': ['边界自相交（{place}）', 'The outline crosses itself near {place}'],
  'pack/polygon-missing': ['没有图形', 'There is no polygon for this code'],
  'pack/gap': [
    '社区“{community}”内有缝隙或重叠：{place} 附近的边只属于一个网格，又不是社区边界',
    'Gap or overlap in community {community}: the edge near {place} has one grid and is not on the outline',
  ],
  'pack/overlap': ['与网格“{other}”重叠（{place} 附近）', 'The grid overlaps {other} near {place}'],
  'pack/area': [
    '社区“{community}”面积不符：网格合计 {grids} 平方米，边界 {outline} 平方米',
    'Areas of community {community} differ: its grids have {grids} m², its outline {outline} m²',
  ],
  'pack/outside-community': [
    '专属网格越出社区“{community}”（{place} 附近）',
    'The exclusive grid leaves its community {community} near {place}',
  ],
  'pack/redrawn': [
    '“{value}”所依据的网格已在平台内调整；请先导出现行网格，更新数据包后再导入',
    '"{value}" rests on grids that were redrawn here since: export the grids in force and bring the pack up to date first',
  ],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>

export type PackErrorCode = keyof typeof PACK_MESSAGES

/** Where something stands: the row as an editor counts it (a table's head is row 1), or a feature's number from 1. */
export interface PackPlace {
  readonly file: string
  readonly row: number | null
  readonly column: string | null
}

export interface PackError extends PackPlace {
  readonly code: PackErrorCode
  readonly zh: string
  readonly en: string
}

export type Values = Readonly<Record<string, string | number>>

const fill = (text: string, values: Values) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

export function packError(place: PackPlace, code: PackErrorCode, values: Values = {}): PackError {
  const [zh, en] = PACK_MESSAGES[code]
  return { ...place, code, zh: fill(zh, values), en: fill(en, values) }
}

export type Report = (place: PackPlace, code: PackErrorCode, values?: Values) => void
