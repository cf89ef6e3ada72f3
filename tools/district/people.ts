/** Staff and posts: 463 leaders and 748 members for 601 grids, and everybody who handles, decides and checks. */
import type { GridRow } from './grids.ts'
import { namer } from './names.ts'
import type { OrganisationRow } from './organisations.ts'
import { DISTRICT } from './divisions.ts'
import { distance } from './plane.ts'
import { chanceOf } from './random.ts'

export const LEADERS = 463
export const MEMBERS = 748
const FROM = '2024-01-01'

export interface StaffRow {
  readonly code: string
  readonly name: string
}

export interface PostRow {
  readonly code: string
  readonly role: string
  readonly org: string
  readonly staff: string
  readonly grids: string
  readonly from: string
  readonly to: string
  readonly delegations: string
}

interface Register {
  readonly staff: StaffRow[]
  readonly posts: PostRow[]
  /** Adds a post; without `person` somebody new is hired for it. Answers the staff code. */
  readonly appoint: (
    post: Partial<PostRow> & { readonly code: string; readonly role: string; readonly org: string },
    person?: string,
  ) => string
}

function register(): Register {
  const name = namer(chanceOf('names'))
  const staff: StaffRow[] = []
  const posts: PostRow[] = []
  const hire = () => {
    const code = `${DISTRICT}S${String(staff.length + 1).padStart(5, '0')}`
    staff.push({ code, name: name() })
    return code
  }
  return {
    staff,
    posts,
    appoint({ code, role, org, grids = '', to = '', delegations = '' }, person = hire()) {
      posts.push({ code, role, org, staff: person, grids, from: FROM, to, delegations })
      return person
    },
  }
}

/** Shares of a total in proportion to sizes; what rounding leaves goes to the largest remainders. */
function proportional(total: number, sizes: readonly number[]): number[] {
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  const exact = sizes.map((size) => (size * total) / whole)
  const missing = total - exact.reduce((sum, share) => sum + Math.floor(share), 0)
  const first = exact
    .map((share, index) => ({ index, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
    .slice(0, missing)
  const more = new Set(first.map(({ index }) => index))
  return exact.map((share, index) => Math.floor(share) + (more.has(index) ? 1 : 0))
}

/** How many grids each leader of a community has: one, two, and in every third community somebody with three. */
function loads(grids: number, leaders: number, withThree: boolean): number[] {
  const found = Array.from({ length: leaders }, () => 1)
  let left = grids - leaders
  if (withThree && left >= 2) {
    found[0] = 3
    left -= 2
  }
  for (let index = leaders - 1; left > 0; index--, left--) found[index] = (found[index] ?? 1) + 1
  return found
}

/** Grids of a community in a walk from neighbour to neighbour, so that a leader's two or three lie together. */
function walk(grids: readonly GridRow[]): GridRow[] {
  const left = [...grids]
  const path: GridRow[] = []
  while (left.length > 0) {
    const last = path.at(-1)
    const next = last
      ? left.toSorted((a, b) => distance(a.centre, last.centre) - distance(b.centre, last.centre))[0]
      : left[0]
    if (!next) break
    path.push(next)
    left.splice(left.indexOf(next), 1)
  }
  return path
}

function appointLeaders(book: Register, communities: readonly (readonly GridRow[])[]): Map<string, string[]> {
  const counts = proportional(
    LEADERS,
    communities.map((own) => own.length),
  )
  const leaders = new Map<string, string[]>()
  communities.forEach((own, index) => {
    const path = walk(own)
    const org = own[0]?.community.code ?? ''
    for (const load of loads(own.length, counts[index] ?? 1, index % 3 === 0)) {
      const grids = path.splice(0, load)
      const codes = grids.map(({ code }) => code).sort()
      const person = book.appoint({
        code: `P-${codes[0]}-GRID_LEADER-1`,
        role: 'GRID_LEADER',
        org,
        grids: codes.join(';'),
      })
      leaders.set(org, [...(leaders.get(org) ?? []), person])
    }
  })
  return leaders
}

/** One member a grid, a second one in the basic grids with the most households. */
function appointMembers(book: Register, grids: readonly GridRow[]): void {
  const large = grids.toSorted((a, b) => b.households - a.households || (a.code < b.code ? -1 : 1))
  const withTwo = new Set(large.slice(0, MEMBERS - grids.length))
  for (const grid of grids)
    for (let nth = 1; nth <= (withTwo.has(grid) ? 2 : 1); nth++)
      book.appoint({
        code: `P-${grid.code}-GRID_MEMBER-${nth}`,
        role: 'GRID_MEMBER',
        org: grid.community.code,
        grids: grid.code,
      })
}

/** In every third community the operator is also a grid leader: one person, two posts. */
function appointOperators(book: Register, leaders: ReadonlyMap<string, readonly string[]>): void {
  ;[...leaders].forEach(([org, people], index) => {
    const code = `P-${org}-COMMUNITY_OPERATOR`
    book.appoint(
      { code: `${code}-1`, role: 'COMMUNITY_OPERATOR', org },
      index % 3 === 0 ? people[0] : undefined,
    )
    if (people.length >= 5) book.appoint({ code: `${code}-2`, role: 'COMMUNITY_OPERATOR', org })
  })
}

/** How many of which role an organisation of each kind has. */
const OFFICES: Readonly<Partial<Record<OrganisationRow['kind'], Readonly<Record<string, number>>>>> = {
  STREET: { STREET_DISPATCHER: 2, STREET_HANDLER: 3, STREET_LEADER: 1 },
  DEPARTMENT: { DEPT_DISPATCHER: 1, DEPT_HANDLER: 2, DEPT_LEADER: 1 },
  MEDIATION: { DEPT_DISPATCHER: 1, DEPT_HANDLER: 1 },
  COURT: { DEPT_DISPATCHER: 1, DEPT_HANDLER: 1 },
  PROPERTY: { DEPT_DISPATCHER: 1, DEPT_HANDLER: 1 },
  DISTRICT: {
    DISTRICT_OPERATOR: 4,
    DISTRICT_DISPATCHER: 3,
    DISTRICT_SUPERVISOR: 2,
    DISTRICT_ASSESSOR: 2,
    AUDITOR: 1,
    DPO: 1,
    ADMIN: 1,
  },
  GOVERNMENT: { DISTRICT_LEADER: 3 },
}

/** Streets whose second dispatcher may blow the whistle: delegated in writing, for the term of the post. */
const WHISTLE_DELEGATED: ReadonlySet<string> = new Set([
  'P-150402010-STREET_DISPATCHER-2',
  'P-150402011-STREET_DISPATCHER-2',
])
const DELEGATED_UNTIL = '2027-12-31'

function appointOffices(book: Register, organisations: readonly OrganisationRow[]): void {
  for (const { code: org, kind } of organisations)
    for (const [role, count] of Object.entries(OFFICES[kind] ?? {}))
      for (let nth = 1; nth <= count; nth++) {
        const code = `P-${org}-${role}-${nth}`
        const delegated = WHISTLE_DELEGATED.has(code)
        book.appoint({
          code,
          role,
          org,
          ...(delegated ? { to: DELEGATED_UNTIL, delegations: 'WHISTLE' } : {}),
        })
      }
}

export function people(
  organisations: readonly OrganisationRow[],
  grids: readonly GridRow[],
): Pick<Register, 'staff' | 'posts'> {
  const book = register()
  const communities = [...Map.groupBy(grids, ({ community }) => community.code).values()]
  appointOffices(book, organisations)
  const leaders = appointLeaders(book, communities)
  appointOperators(book, leaders)
  appointMembers(book, grids)
  return { staff: book.staff, posts: book.posts.sort((a, b) => (a.code < b.code ? -1 : 1)) }
}
