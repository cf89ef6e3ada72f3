import type { CaseSummary } from '@gezhi/core/cases/case.api'
import type { HeldGrid } from '@gezhi/core/districts/device'
import type { HeldPoint } from '@gezhi/core/patrol/point'
import { useGezhi } from '@gezhi/ui/data'
import { fitGrids, MapView, showWalk } from '@gezhi/ui/map'
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react'

/** The map itself, as the map part hands it out. */
type TheMap = Parameters<NonNullable<ComponentProps<typeof MapView>['onMap']>>[0]

interface GridMapProps {
  readonly grids: readonly HeldGrid[]
  readonly points: readonly HeldPoint[]
  readonly seen: ReadonlySet<string>
  readonly cases: readonly CaseSummary[]
  /** The case that is open beside the map. */
  readonly selected?: string | null
  readonly onCase: (id: string) => void
}

/** The own grids with their points and cases; comes with MapLibre, so it is loaded when it is first shown. */
export default function GridMap({
  grids,
  points,
  seen,
  cases,
  selected = null,
  onCase,
}: GridMapProps): ReactNode {
  const { theme } = useGezhi()
  const [map, setMap] = useState<TheMap>(null)
  useEffect(() => {
    if (map) showWalk(map, theme, { grids, points, seen })
  }, [map, theme, grids, points, seen])
  // Once: afterwards the view is the person's own.
  const fitted = useRef(false)
  useEffect(() => {
    if (!map || fitted.current || grids.length === 0) return
    fitGrids(map, grids)
    fitted.current = true
  }, [map, grids])
  return (
    <MapView pins={cases} selected={selected} onSelect={onCase} zoom={14.5} legend={false} onMap={setMap} />
  )
}
