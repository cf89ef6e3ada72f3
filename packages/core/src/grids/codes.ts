// Codes of grids: 16 digits, and the forms in which other systems take them (domain specification §4.1).
import { hasCode, type PlannedGrid } from './redraw.plan.ts'
import type { GivenCode } from './redraw.ts'

/** The highest serial ever given, by the first 13 digits: community and kind. */
export type UsedSerials = ReadonlyMap<string, number>

const KIND_DIGIT = { BASIC: 1, EXCLUSIVE: 2 } as const
/** The 15-digit form has 001–499 for basic grids and 501–999 for exclusive ones. */
const MOST_SERIALS = 499

const prefixOf = ({ community, kind }: Pick<PlannedGrid, 'community' | 'kind'>): string =>
  `${community}${KIND_DIGIT[kind]}`

/** Grids of a plan that have no code yet, in the order in which codes are given: from west to east, from north to south. */
const inOrder = (grids: readonly PlannedGrid[]): readonly PlannedGrid[] => {
  const middle = ({ rings }: PlannedGrid) => {
    const [lons, lats] = [rings[0]?.map(([lon]) => lon) ?? [], rings[0]?.map(([, lat]) => lat) ?? []]
    return [Math.min(...lons) + Math.max(...lons), Math.min(...lats) + Math.max(...lats)] as const
  }
  return grids
    .filter((grid) => !hasCode(grid))
    .map((grid) => ({ grid, at: middle(grid) }))
    .toSorted((a, b) => a.at[0] - b.at[0] || b.at[1] - a.at[1] || (a.grid.id < b.grid.id ? -1 : 1))
    .map(({ grid }) => grid)
}

/** A code for every new grid. One that the plan was given before it keeps, when the grid is still of that community and kind. */
export function newCodes(
  grids: readonly PlannedGrid[],
  before: readonly GivenCode[],
  used: UsedSerials,
): readonly GivenCode[] {
  const last = new Map(used)
  return inOrder(grids).map((grid) => {
    const { id } = grid
    const prefix = prefixOf(grid)
    const kept = before.find((given) => given.id === id && given.code.startsWith(prefix))
    if (kept) return kept
    const serial = (last.get(prefix) ?? 0) + 1
    last.set(prefix, serial)
    return { id, code: `${prefix}${String(serial).padStart(3, '0')}` }
  })
}

/** Ids of new grids for which their community has no code left. */
export const withoutCode = (grids: readonly PlannedGrid[], used: UsedSerials): readonly string[] =>
  newCodes(grids, [], used)
    .filter(({ code }) => Number(code.slice(13)) > MOST_SERIALS || code.length > 16)
    .map(({ id }) => id)

export const CODE_PROFILES = ['16', '15', '20'] as const
export type CodeProfile = (typeof CODE_PROFILES)[number]

/**
 * A 16-digit code in the form of another system; null when that form has no room for it.
 * 15: division 6, street 3, community 3, serial 3, exclusive grids from 501 on; micro grids have none (unit grids of
 * DB11). 20: `object` 6, division 6, street 3, community 3, serial 2, exclusive grids from 51 on (CJ/T 349-2010).
 * @param object the six digits that the receiving system gives to grids.
 */
export function codeIn(profile: CodeProfile, code: string, object = '000000'): string | null {
  const [community, kind, serial] = [code.slice(0, 12), code.slice(12, 13), Number(code.slice(13))]
  if (profile === '16') return code
  if (kind === '3') return null
  if (profile === '15') {
    if (serial > MOST_SERIALS) return null
    return `${community}${String(kind === '2' ? serial + 500 : serial).padStart(3, '0')}`
  }
  if (serial > 49) return null
  return `${object}${community}${String(kind === '2' ? serial + 50 : serial).padStart(2, '0')}`
}
