// organisations.csv and divisions.geojson.
import { ORGANISATION_KINDS, PEER_GROUPS, type Organisation, type OrganisationKind } from './district.ts'
import {
  among,
  checkUnique,
  code,
  flag,
  mapRows,
  optional,
  readTable,
  text,
  type RawTable,
  type Table,
} from './pack.cells.ts'
import type { Report } from './pack.errors.ts'

const CODE = code(
  '6, 9 or 12 digits, or 6 digits, a letter and a number',
  /^\d{6}(\d{3}|\d{6}|[A-Z]\d{2,5})?$/,
)

const COLUMNS = {
  code: CODE,
  kind: among(ORGANISATION_KINDS),
  name: text,
  short_name: text,
  parent: optional(CODE),
  peer_group: optional(among(PEER_GROUPS)),
  active: flag,
}

/** How the code of each kind is made (domain specification §4.1). */
const SHAPES: Readonly<Record<OrganisationKind, readonly [rule: string, pattern: RegExp]>> = {
  GOVERNMENT: ['6 digits + G + number', /^\d{6}G\d{2}$/],
  DISTRICT: ['6 digits', /^\d{6}$/],
  STREET: ['9 digits', /^\d{9}$/],
  COMMUNITY: ['12 digits', /^\d{12}$/],
  DEPARTMENT: ['6 digits + D + number', /^\d{6}D\d{2,3}$/],
  MEDIATION: ['6 digits + M + number', /^\d{6}M\d{2,3}$/],
  COURT: ['6 digits + C + number', /^\d{6}C\d{2,3}$/],
  PROPERTY: ['6 digits + P + number', /^\d{6}P\d{3,4}$/],
  TEAM: ['6 digits + T + number', /^\d{6}T\d{4,5}$/],
}

/** The territorial parent that a code itself names, null for other kinds. */
function territorialParent({ kind, code: own }: Organisation): string | null {
  if (kind === 'STREET') return own.slice(0, 6)
  return kind === 'COMMUNITY' ? own.slice(0, 9) : null
}

export function readOrganisations(raw: RawTable, report: Report): Table<Organisation> {
  const table = mapRows(
    readTable(raw, COLUMNS, report),
    ({ short_name, peer_group, ...row }): Organisation => ({
      ...row,
      shortName: short_name,
      peerGroup: peer_group,
    }),
  )
  checkUnique(table, 'code', (row) => row.code, report)
  const { file, codes } = table
  for (const { row, value } of table.rows) {
    const [rule, pattern] = SHAPES[value.kind]
    if (!pattern.test(value.code))
      report({ file, row, column: 'code' }, 'pack/bad-code', { value: value.code, rule })
    if (value.kind === 'STREET' && value.peerGroup === undefined)
      report({ file, row, column: 'peer_group' }, 'pack/required')
    if (value.kind !== 'STREET' && value.peerGroup !== undefined)
      report({ file, row, column: 'peer_group' }, 'pack/not-allowed', {
        value: value.peerGroup,
        allowed: '（仅镇街填写 / streets only）',
      })
    const { parent } = value
    const territorial = territorialParent(value)
    if (parent !== undefined && !codes.has(parent))
      report({ file, row, column: 'parent' }, 'pack/unknown-reference', { value: parent, target: file })
    else if (territorial !== null && parent !== territorial)
      report({ file, row, column: 'parent' }, 'pack/wrong-parent', {
        value: value.code,
        parent: parent ?? '',
      })
  }
  return table
}

export interface Workplace {
  readonly street: string | null
  readonly community: string | null
}

/** Street and community in which an organisation works: itself or the nearest above it. */
export function workplaceFinder(organisations: Iterable<Organisation>): (code: string) => Workplace {
  const byCode = new Map([...organisations].map((one) => [one.code, one]))
  return (given) => {
    let [street, community]: (string | null)[] = [null, null]
    const seen = new Set<string>()
    for (let at = byCode.get(given); at && !seen.has(at.code); at = byCode.get(at.parent ?? '')) {
      seen.add(at.code)
      if (at.kind === 'COMMUNITY') community ??= at.code
      if (at.kind === 'STREET') street ??= at.code
    }
    return { street: street ?? null, community: community ?? null }
  }
}
