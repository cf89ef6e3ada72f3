/** The "4+N" forces: 842 teams with 7,200 people, and the party directory of 159 branches and 463 groups. */
import { DISTRICT } from './divisions.ts'
import type { GridRow } from './grids.ts'
import type { PostRow } from './people.ts'
import { chanceOf } from './random.ts'

export const TEAMS = 842
export const TEAM_PEOPLE = 7_200
const BRANCHES = 159

export interface TeamRow {
  readonly code: string
  readonly name: string
  readonly community: string
  readonly grids: string
  /** The four named posts and their helpers, a party pioneer team or a volunteer team. */
  readonly kind: 'FOUR_POSTS' | 'PIONEER' | 'VOLUNTEER'
  readonly people: number
}

const TITLE = { FOUR_POSTS: '四员服务队', PIONEER: '党员先锋队', VOLUNTEER: '志愿服务队' } as const
const bare = (name: string) => name.replace(/(专属)?网格$/, '')

/** Sizes with a fixed sum: drawn, then corrected one by one. */
function sizes(count: number, total: number): number[] {
  const chance = chanceOf('teams')
  const found = Array.from({ length: count }, () => chance.whole(6, 11))
  let difference = total - found.reduce((sum, size) => sum + size, 0)
  for (let index = 0; difference !== 0; index = (index + 1) % count) {
    const step = Math.sign(difference)
    const size = (found[index] ?? 0) + step
    if (size < 5 || size > 12) continue
    found[index] = size
    difference -= step
  }
  return found
}

/** Every grid has its four-post team; pioneers and volunteers serve a basic grid and its neighbour in number. */
export function teams(grids: readonly GridRow[]): TeamRow[] {
  const basic = grids.filter(({ kind }) => kind === 'BASIC')
  const extra = TEAMS - grids.length
  const helped = basic.filter(
    (_, index) =>
      Math.floor(((index + 1) * extra) / basic.length) > Math.floor((index * extra) / basic.length),
  )
  const nextOf = (grid: GridRow) =>
    basic.find(
      ({ code }) =>
        Number(code.slice(12)) === Number(grid.code.slice(12)) + 1 && code.startsWith(grid.community.code),
    )
  const rows = [
    ...grids.map((grid) => ({ grid, kind: 'FOUR_POSTS' as const, served: [grid] })),
    ...helped.map((grid, index) => ({
      grid,
      kind: index % 2 === 0 ? ('PIONEER' as const) : ('VOLUNTEER' as const),
      served: [grid, ...(nextOf(grid) ? [nextOf(grid) ?? grid] : [])],
    })),
  ]
  const people = sizes(rows.length, TEAM_PEOPLE)
  return rows.map(({ grid, kind, served }, index) => ({
    code: `${DISTRICT}T${String(index + 1).padStart(4, '0')}`,
    name: `${bare(grid.name)}${TITLE[kind]}`,
    community: grid.community.code,
    grids: served.map(({ code }) => code).join(';'),
    kind,
    people: people[index] ?? 5,
  }))
}

export interface PartyRow {
  readonly code: string
  readonly kind: 'BRANCH' | 'GROUP'
  readonly name: string
  readonly community: string
  readonly grids: string
}

const serial = (letter: string, index: number) => `${DISTRICT}${letter}${String(index + 1).padStart(4, '0')}`

/** One party group where a leader works; branches over several groups of a community. Units only, never members. */
export function partyDirectory(posts: readonly PostRow[], nameOf: (grid: string) => string): PartyRow[] {
  const areas = posts.filter(({ role }) => role === 'GRID_LEADER')
  const groups = areas.map(({ org, grids }, index): PartyRow => ({
    code: serial('L', index),
    kind: 'GROUP',
    name: `${bare(nameOf(grids.split(';')[0] ?? ''))}党小组`,
    community: org,
    grids,
  }))
  return [...branches(groups), ...groups]
}

/** One branch a community, a second one in the communities with the most groups. */
function branches(groups: readonly PartyRow[]): PartyRow[] {
  const communities = [...Map.groupBy(groups, ({ community }) => community).entries()]
  const withTwo = new Set(
    communities
      .toSorted(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
      .slice(0, BRANCHES - communities.length)
      .map(([community]) => community),
  )
  const parts = communities.flatMap(([community, own]) => {
    const half = Math.ceil(own.length / 2)
    return withTwo.has(community)
      ? [own.slice(0, half), own.slice(half)].map((part, index) => ({ community, part, nth: index + 1 }))
      : [{ community, part: own, nth: 1 }]
  })
  return parts.map(({ community, part, nth }, index) => ({
    code: serial('B', index),
    kind: 'BRANCH',
    name: `${part[0]?.name.replace(/第.网格?党小组$|党小组$/, '') ?? ''}第${nth === 1 ? '一' : '二'}网格党支部`,
    community,
    grids: part.flatMap(({ grids }) => grids.split(';')).join(';'),
  }))
}
