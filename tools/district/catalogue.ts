/** The whistle catalogue: the plain list of items with every attribute that the work on a case needs. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { traitsOf, coUnits } from './attributes.ts'
import { kindOf } from './conditions.ts'
import { familyFor } from './families.ts'
import { DEPARTMENTS, departmentCode } from './organisations.ts'

const ITEMS = new URL('lists/whistle-items.csv', import.meta.url)

/** A court is no department of the district: it takes part, and the department of justice leads. */
const LED_BY: Readonly<Record<string, string>> = { 人民法院: '司法局' }

/** What no photograph shows, or where taking one would hurt somebody. */
const NOT_PHOTOGRAPHED =
  /正在发生|滋事|家庭暴力|自伤|欺凌|走失|独居|心理|劝阻|未落实|无证上岗|无证作业|职业病|水质异常|擅自复工/

/** Nobody shall take pictures before danger is reported: urgent items never wait for one. */
const needsPhoto = (visible: boolean, urgency: string, item: string) =>
  visible && urgency !== 'URGENT' && !NOT_PHOTOGRAPHED.test(item)

function fill(text: string, item: string, lead: string): string {
  const short = DEPARTMENTS.find(({ name }) => name === lead)?.short ?? lead
  return text.replaceAll('{item}', item).replaceAll('{lead}', short)
}

function itemRow(plain: Record<string, string>) {
  const { code = '', category = '', item = '', urgency = '', lead_department = '', source = '' } = plain
  const leadName = LED_BY[lead_department] ?? lead_department
  const lead = departmentCode(leadName)
  const kind = kindOf(code, item)
  const { family, radiusM } = familyFor(code, item)
  const traits = traitsOf(code, item, urgency)
  return {
    code,
    category: code.slice(1, 3),
    category_name: category,
    name: item,
    urgency,
    lead_department: lead,
    co_departments: coUnits(code, item, lead).join(';'),
    hours: plain['time_limit_hours'],
    self_handle: traits.selfHandle,
    family,
    radius_m: radiusM,
    whistle_type: traits.whistleType,
    accept_condition: fill(kind.accept, item, leadName),
    close_condition: fill(kind.close, item, leadName),
    delegable: urgency === 'GENERAL' && !traits.departmentOnly,
    department_only: traits.departmentOnly,
    photo_required: !traits.sensitivePerson && needsPhoto(kind.visible, urgency, item),
    sensitive_person: traits.sensitivePerson,
    emergency_number: traits.emergencyNumber,
    public_safety_field: traits.publicSafetyField,
    qiyou_tag: traits.qiyouTag,
    statutory_rule: traits.statutoryRule,
    source,
  }
}

export type CatalogueRow = ReturnType<typeof itemRow>

export const catalogue = (): CatalogueRow[] =>
  parse<Record<string, string>>(readFileSync(ITEMS), { columns: true, bom: true }).map(itemRow)
