import { lazy, type ReactNode, Suspense, useMemo, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { useOpenCases, useOwnGrids, usePointsByGrid } from '../area/own.ts'
import { useText } from '../text.ts'

const GridMap = lazy(() => import('../area/grid-map.tsx'))
const NOTHING: ReadonlySet<string> = new Set()

/** A tablet that lies: 1024 pixels are a list of 32 rem and a map as wide. Phones never load the map for it. */
const wide = matchMedia('(min-width: 64rem) and (min-height: 32rem)')
const subscribe = (listener: () => void): (() => void) => {
  wide.addEventListener('change', listener)
  return () => wide.removeEventListener('change', listener)
}

/** Forms and pages with a map of their own have the whole width. */
const LISTS = /^\/$|^\/work$|^\/(tasks|cases|notices|outbox|me|device)(\/|$)/
const CASE = /^\/cases\/([^/]+)$/

/** Lists on a tablet have the map of the own grids beside them; what is open in the list is marked on it. */
export function Beside({ children }: { children: ReactNode }): ReactNode {
  const isWide = useSyncExternalStore(subscribe, () => wide.matches)
  const [location] = useLocation()
  const shows = isWide && LISTS.test(location)
  return (
    <div className={shows ? 'beside' : undefined}>
      <div>{children}</div>
      {shows ? <OwnMap selected={CASE.exec(location)?.[1] ?? null} /> : null}
    </div>
  )
}

function OwnMap({ selected }: { selected: string | null }): ReactNode {
  const text = useText()
  const [, go] = useLocation()
  const [grids, byGrid, cases] = [useOwnGrids(), usePointsByGrid(), useOpenCases()]
  const points = useMemo(() => grids.flatMap(({ code }) => byGrid.get(code) ?? []), [grids, byGrid])
  return (
    <aside className="beside-map" aria-label={text('area:title')}>
      <Suspense fallback={<p className="page gt-muted">{text('shell:loading')}</p>}>
        <GridMap
          grids={grids}
          points={points}
          seen={NOTHING}
          cases={cases}
          selected={selected}
          onCase={(id) => go(`/cases/${id}`)}
        />
      </Suspense>
    </aside>
  )
}
