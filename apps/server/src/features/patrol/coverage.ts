// What patrols covered, by grid. Points are counted where they lie now, so a redrawn grid starts with what was seen there.
import { isVisited } from '@gezhi/core/patrol/point'
import type { GridCoverage } from '@gezhi/core/patrol/patrol.api'
import type { Grid } from '@gezhi/core/districts/district'
import type { Rulebook } from '@gezhi/core/districts/district'
import type { CountRow, SeenRow, StreetRow } from './coverage.store.ts'
import type { PointRow } from './held.store.ts'

interface Found {
  readonly points: readonly PointRow[]
  readonly seen: ReadonlyMap<string, SeenRow>
  readonly streets: readonly StreetRow[]
  readonly counts: readonly CountRow[]
}

/** Points by the grid they lie in. */
export const pointsByGrid = (
  { locate }: Pick<Rulebook, 'locate'>,
  points: readonly PointRow[],
): ReadonlyMap<string, readonly PointRow[]> =>
  Map.groupBy(points, ({ lon, lat }) => locate([lon, lat])?.grid ?? '')

export function coverageOf(
  grids: readonly Grid[],
  { rules }: { readonly rules: Pick<Rulebook, 'locate' | 'organisation'> },
  { points, seen, streets, counts }: Found,
): GridCoverage[] {
  const [placed, walked] = [pointsByGrid(rules, points), Map.groupBy(streets, ({ grid }) => grid)]
  const counted = new Map(counts.map((row) => [row.grid, row]))
  const nameOf = (code: string): string => rules.organisation(code)?.shortName ?? code
  return grids.map(({ code, name, community, street }) => {
    const visited = (placed.get(code) ?? []).filter(({ kind }) => isVisited(kind))
    const ways = walked.get(code) ?? []
    const sum = (of: 'metres' | 'walked') => ways.reduce((total, way) => total + way[of], 0)
    return {
      grid: code,
      gridName: name,
      community,
      communityName: nameOf(community),
      street,
      streetName: nameOf(street),
      points: visited.length,
      seen: visited.filter(({ id }) => seen.has(id)).length,
      metres: ways.length > 0 ? sum('metres') : null,
      walked: ways.length > 0 ? sum('walked') : null,
      patrols: counted.get(code)?.patrols ?? 0,
      lastAt: counted.get(code)?.last_at ?? null,
    }
  })
}
