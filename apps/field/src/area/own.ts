// What this device holds of the own grids: their outlines, the cases in them, the points of interest in each.
import { createLocator } from '@gezhi/core/districts/locate'
import type { HeldCase } from '@gezhi/core/cases/device'
import type { CaseSummary } from '@gezhi/core/cases/case.api'
import type { HeldGrid } from '@gezhi/core/districts/device'
import type { HeldPoint } from '@gezhi/core/patrol/point'
import { useMemo } from 'react'
import { useRows } from '../offline/held.ts'
import { useSession } from '../session/session.ts'

const NONE: readonly never[] = []

/** Grids of the post; those of the community for its operator. */
export function useOwnGrids(): readonly HeldGrid[] {
  const { post } = useSession()
  const rows = useRows<HeldGrid>('grids')
  return useMemo(
    () =>
      rows?.filter(({ code, community }) =>
        post.grids.length > 0 ? post.grids.includes(code) : community === post.community,
      ) ?? NONE,
    [rows, post],
  )
}

/** Points by the grid in which they lie now. The locator knows the grids of the community, not only the own ones. */
export function usePointsByGrid(): ReadonlyMap<string, readonly HeldPoint[]> {
  const [grids, points] = [useRows<HeldGrid>('grids'), useRows<HeldPoint>('points')]
  return useMemo(() => {
    const locate = createLocator(grids ?? NONE)
    return Map.groupBy(points ?? NONE, ({ lon, lat }) => locate([lon, lat])?.grid ?? '')
  }, [grids, points])
}

/** Open cases that this device holds, newest first. */
export function useOpenCases(): readonly CaseSummary[] {
  const rows = useRows<HeldCase>('cases')
  return useMemo(
    () =>
      rows
        ?.map(({ summary }) => summary)
        .filter(({ closedAt }) => closedAt === null)
        .toSorted((a, b) => b.reportedAt - a.reportedAt) ?? NONE,
    [rows],
  )
}
