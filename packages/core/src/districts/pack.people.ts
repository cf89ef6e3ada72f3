// staff.csv, posts.csv and teams.csv: who works where, and that no grid is without leader and member.
import type { Delegation } from '../people/actor.ts'
import { ROLE_NAMES, ROLES, type Level, type Role } from '../people/roles.ts'
import type { Grid, Organisation, OrganisationKind } from './district.ts'
import * as cell from './pack.cells.ts'
import type { RawTable, Table } from './pack.cells.ts'
import type { Report } from './pack.errors.ts'
import { workplaceFinder } from './pack.organisations.ts'
import type { Post, Staff, SupportTeam } from './register.ts'

const GRID_CODE = cell.code('16 digits', /^\d{16}$/)
const DELEGATIONS = ['WHISTLE'] as const satisfies readonly Delegation[]

const STAFF = { code: cell.text, name: cell.text }

const POSTS = {
  code: cell.text,
  role: cell.among(ROLE_NAMES),
  org: cell.text,
  staff: cell.text,
  grids: cell.list(GRID_CODE),
  from: cell.date,
  to: cell.optional(cell.date),
  delegations: cell.list(cell.among(DELEGATIONS)),
}

const TEAMS = {
  code: cell.code('6 digits + T + number', /^\d{6}T\d{4,5}$/),
  name: cell.text,
  community: cell.code('12 digits', /^\d{12}$/),
  grids: cell.list(GRID_CODE),
  kind: cell.text,
  people: cell.whole(0, 100_000),
}

/** Where posts of a level may stand (domain specification §2.2). L0 and SYSTEM are nobody's posts. */
const HOMES: Readonly<Record<Level, readonly OrganisationKind[]>> = {
  L0: [],
  L1: ['COMMUNITY', 'TEAM'],
  L2: ['COMMUNITY'],
  L3: ['STREET'],
  LD: ['DEPARTMENT', 'MEDIATION', 'COURT', 'PROPERTY'],
  L4: ['DISTRICT', 'GOVERNMENT'],
  SYSTEM: [],
}

export function readStaff(raw: RawTable, report: Report): Table<Staff> {
  const table = cell.readTable(raw, STAFF, report)
  cell.checkUnique(table, 'code', (row) => row.code, report)
  return table
}

/** Posts as written, without the places that their organisations give them. */
export function readPosts(raw: RawTable, report: Report): Table<Post> {
  const table = cell.mapRows(cell.readTable(raw, POSTS, report), (row): Post => ({
    ...row,
    to: row.to ?? null,
    street: null,
    community: null,
  }))
  cell.checkUnique(table, 'code', (row) => row.code, report)
  for (const { row, value } of table.rows) {
    const at = (column: string) => ({ file: table.file, row, column })
    if (value.to !== null && value.to < value.from) report(at('to'), 'pack/period')
    if (ROLES[value.role].level === 'L1' && value.grids.length === 0)
      report(at('grids'), 'pack/grids-required')
  }
  return table
}

export function readTeams(raw: RawTable, report: Report): Table<SupportTeam> {
  const table = cell.readTable(raw, TEAMS, report)
  cell.checkUnique(table, 'code', (row) => row.code, report)
  return table
}

interface Around {
  readonly organisations: Table<Organisation>
  readonly staff: Table<Staff>
  readonly grids: Table<Grid>
}

type Known = (column: string, value: string, target: Table<unknown>) => void

const known =
  (file: string, row: number, report: Report): Known =>
  (column, value, target) => {
    if (!target.codes.has(value))
      report({ file, row, column }, 'pack/unknown-reference', { value, target: target.file })
  }

export function checkPosts(posts: Table<Post>, around: Around, report: Report): void {
  const { file } = posts
  const kinds = new Map(around.organisations.rows.map(({ value }) => [value.code, value.kind]))
  for (const { row, value } of posts.rows) {
    const check = known(file, row, report)
    check('org', value.org, around.organisations)
    check('staff', value.staff, around.staff)
    for (const grid of value.grids) check('grids', grid, around.grids)
    const kind = kinds.get(value.org)
    if (kind && !HOMES[ROLES[value.role].level].includes(kind))
      report({ file, row, column: 'org' }, 'pack/role-organisation', { role: value.role, kind })
  }
  checkGridPosts(posts, around.grids, report)
}

/** Exactly one leader a grid, at least one full-time member (domain specification, seed figures). */
function checkGridPosts(posts: Table<Post>, grids: Table<Grid>, report: Report): void {
  const count = (role: Role) => {
    const counts = new Map<string, number>()
    for (const { value } of posts.rows)
      if (value.role === role && value.to === null)
        for (const grid of value.grids) counts.set(grid, (counts.get(grid) ?? 0) + 1)
    return (grid: string) => counts.get(grid) ?? 0
  }
  const [leaders, members] = [count('GRID_LEADER'), count('GRID_MEMBER')]
  for (const { row, value } of grids.rows) {
    const at = { file: grids.file, row, column: 'code' }
    const found = leaders(value.code)
    if (found === 0) report(at, 'pack/leader-missing')
    if (found > 1) report(at, 'pack/leader-twice', { count: found })
    if (members(value.code) === 0) report(at, 'pack/member-missing')
  }
}

export function checkTeams(teams: Table<SupportTeam>, around: Around, report: Report): void {
  for (const { row, value } of teams.rows) {
    const check = known(teams.file, row, report)
    check('community', value.community, around.organisations)
    for (const grid of value.grids) check('grids', grid, around.grids)
  }
}

/** Posts with street and community of their organisations. */
export function placePosts(posts: readonly Post[], organisations: readonly Organisation[]): readonly Post[] {
  const workplaceOf = workplaceFinder(organisations)
  return posts.map((post) => ({ ...post, ...workplaceOf(post.org) }))
}
