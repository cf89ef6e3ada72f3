// What is wrong with a cell, in words with the limit that it breaks: the same on the screen and in the marked copy.
import type { GeoFault } from './geojson.ts'
import type { Fault, RowFault } from './read-row.ts'
import { titleOf } from './read-row.ts'
import { REGISTERS, type RegisterName } from './registers.ts'

type Language = 'zh' | 'en'

function limits(register: RegisterName, column: string, language: Language): string {
  const field = REGISTERS[register].fields[column]
  if (column === 'code') return REGISTERS[register].codeForm[language]
  if (!field) return ''
  if (field.kind === 'whole' || field.kind === 'number') return `${field.from}–${field.to}`
  if (field.kind === 'choice')
    return Object.values(field.choices)
      .map(([zh, en]) => (language === 'zh' ? zh : en))
      .join(language === 'zh' ? '、' : ', ')
  if (field.kind === 'text') return String(field.most)
  return ''
}

const TEXTS: Readonly<Record<RowFault, readonly [zh: string, en: string]>> = {
  required: ['必填', 'is needed'],
  'too-long': ['文字过长（最多 {limits} 字）', 'is too long (at most {limits})'],
  pattern: ['格式不符', 'has another form'],
  number: ['应为数字', 'must be a number'],
  range: ['超出范围（{limits}）', 'is out of range ({limits})'],
  day: ['应为日期，如 2026-11-23', 'must be a day such as 2026-11-23'],
  flag: ['应为「是」或「否」', 'must be yes or no'],
  choice: ['应为：{limits}', 'must be one of: {limits}'],
  credit: ['统一社会信用代码校验位不符', 'has a wrong check character'],
  code: ['编码应为：{limits}', 'must be: {limits}'],
  community: ['没有这个社区', 'there is no such community'],
  outside: ['位置不在本区范围内，请检查坐标系', 'lies outside the district: check the datum'],
  parent: ['所属楼栋不存在', 'its building is not in the register'],
  twice: ['编码在文件中重复', 'comes twice in the file'],
  geometry: ['图形无效（{detail}）', 'is no sound geometry ({detail})'],
}

const GEOMETRIES: Readonly<Record<GeoFault, readonly [zh: string, en: string]>> = {
  'not-a-collection': ['不是要素集合', 'it is no collection'],
  'not-a-feature': ['不是要素', 'it is no feature'],
  'no-properties': ['属性不是键值', 'its properties are no object'],
  'geometry-type': ['只接受点、线、面', 'only points, lines and areas are taken'],
  coordinates: ['坐标不完整或不是数字', 'coordinates are missing or no numbers'],
  'out-of-range': ['坐标超出经纬度范围，请检查坐标系', 'coordinates are no degrees: check the datum'],
  'ring-short': ['面的边界少于四个点', 'a ring has fewer than four positions'],
  'ring-open': ['面的边界没有闭合', 'a ring is not closed'],
  'self-crossing': ['面的边界自相交', 'a ring crosses itself'],
}
const isGeoFault = (detail: string): detail is GeoFault => detail in GEOMETRIES

/** One fault as a sentence: the title of its column, then what is wrong. */
export function faultText(
  register: RegisterName,
  { column, fault, detail = '' }: Fault & { readonly detail?: string },
  language: Language,
): string {
  const title =
    column === 'geometry' ? (language === 'zh' ? '图形' : 'Geometry') : titleOf(register, column)[language]
  const text = TEXTS[fault][language === 'zh' ? 0 : 1]
    .replace('{limits}', limits(register, column, language) || (language === 'zh' ? '规定长度' : 'its limit'))
    .replace('{detail}', isGeoFault(detail) ? GEOMETRIES[detail][language === 'zh' ? 0 : 1] : detail)
  return language === 'zh' ? `${title}：${text}` : `${title} ${text}`
}
