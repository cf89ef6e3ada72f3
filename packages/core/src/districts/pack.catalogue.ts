// catalogue.csv: the whistle list (domain specification §3.2).
import { URGENCIES, WHISTLE_TYPES, type CatalogueItem, type Organisation } from './district.ts'
import * as cell from './pack.cells.ts'
import type { RawTable, Table } from './pack.cells.ts'
import type { Report } from './pack.errors.ts'
import { STATUTORY_RULE_CODES } from './statutory.ts'

const COLUMNS = {
  code: cell.code('W + 5 digits', /^W\d{5}$/),
  category: cell.code('2 digits', /^\d{2}$/),
  category_name: cell.text,
  name: cell.text,
  urgency: cell.among(URGENCIES),
  lead_department: cell.text,
  co_departments: cell.list(cell.text),
  hours: cell.number(0.5, 24 * 365),
  self_handle: cell.flag,
  family: cell.text,
  radius_m: cell.number(30, 1000),
  whistle_type: cell.among(WHISTLE_TYPES),
  accept_condition: cell.text,
  close_condition: cell.text,
  delegable: cell.flag,
  department_only: cell.flag,
  photo_required: cell.flag,
  sensitive_person: cell.flag,
  emergency_number: cell.optional(cell.text),
  public_safety_field: cell.optional(cell.text),
  qiyou_tag: cell.optional(cell.text),
  statutory_rule: cell.optional(cell.among(STATUTORY_RULE_CODES)),
  source: cell.textOrEmpty,
}

/** Items name situations and places, never kinds of people (domain specification §3.2, wording rule). */
const FORBIDDEN = ['重点人员', '上访户', '上访人员', '稳控', '特殊人群'] as const
const WORDED = ['name', 'category_name', 'family', 'accept_condition', 'close_condition'] as const

const itemOf = (row: cell.RowOf<typeof COLUMNS>): CatalogueItem => ({
  code: row.code,
  category: row.category,
  categoryName: row.category_name,
  name: row.name,
  urgency: row.urgency,
  leadDepartment: row.lead_department,
  coDepartments: row.co_departments,
  hours: row.hours,
  selfHandle: row.self_handle,
  family: row.family,
  radiusM: row.radius_m,
  whistleType: row.whistle_type,
  acceptCondition: row.accept_condition,
  closeCondition: row.close_condition,
  delegable: row.delegable,
  departmentOnly: row.department_only,
  photoRequired: row.photo_required,
  sensitivePerson: row.sensitive_person,
  emergencyNumber: row.emergency_number,
  publicSafetyField: row.public_safety_field,
  qiyouTag: row.qiyou_tag,
  statutoryRule: row.statutory_rule,
})

export function readCatalogue(raw: RawTable, report: Report): Table<CatalogueItem> {
  const table = cell.readTable(raw, COLUMNS, report)
  cell.checkUnique(table, 'code', (row) => row.code, report)
  for (const { row, value } of table.rows) {
    const at = (column: string) => ({ file: table.file, row, column })
    if (value.code.slice(1, 3) !== value.category)
      report(at('category'), 'pack/wrong-parent', { value: value.code, parent: value.category })
    for (const column of WORDED)
      for (const word of FORBIDDEN)
        if (value[column].includes(word)) report(at(column), 'pack/forbidden-words', { value: word })
  }
  return cell.mapRows(table, itemOf)
}

/** Leads are departments of the district; co units may also be others that can answer a whistle. */
export function checkCatalogue(
  catalogue: Table<CatalogueItem>,
  organisations: Table<Organisation>,
  report: Report,
): void {
  const kinds = new Map(organisations.rows.map(({ value }) => [value.code, value.kind]))
  for (const { row, value } of catalogue.rows) {
    const at = (column: string) => ({ file: catalogue.file, row, column })
    const unknown = (code: string) => ({ value: code, target: organisations.file })
    const lead = value.leadDepartment
    if (!organisations.codes.has(lead)) report(at('lead_department'), 'pack/unknown-reference', unknown(lead))
    else if (kinds.has(lead) && kinds.get(lead) !== 'DEPARTMENT')
      report(at('lead_department'), 'pack/department-required', { value: lead })
    for (const code of value.coDepartments)
      if (!organisations.codes.has(code))
        report(at('co_departments'), 'pack/unknown-reference', unknown(code))
  }
}
