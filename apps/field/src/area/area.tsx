import { POINT_KINDS } from '@gezhi/core/patrol/point'
import { useGezhi } from '@gezhi/ui/data'
import { pointColour } from '@gezhi/ui/map/walkMarks'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { Link, useLocation } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { CaseCard } from '../tasks/task-list.tsx'
import { PastTime } from '@gezhi/ui/parts'
import { useText } from '../text.ts'
import './area.css'
import { KeptLine } from './kept-line.tsx'
import { useOpenCases, useOwnGrids, usePointsByGrid } from './own.ts'

const GridMap = lazy(() => import('./grid-map.tsx'))
const NOTHING: ReadonlySet<string> = new Set()

/** The map of the own grids, which opens without a network, and what there is to do in them. */
export default function AreaScreen(): ReactNode {
  const text = useText()
  const [, go] = useLocation()
  const [grids, byGrid, cases] = [useOwnGrids(), usePointsByGrid(), useOpenCases()]
  const points = useMemo(() => grids.flatMap(({ code }) => byGrid.get(code) ?? []), [grids, byGrid])
  return (
    <Screen title={text('area:title')} back>
      <div className="area">
        <div className="area-map">
          <Suspense fallback={<p className="gt-muted">{text('shell:loading')}</p>}>
            <GridMap
              grids={grids}
              points={points}
              seen={NOTHING}
              cases={cases}
              onCase={(id) => go(`/cases/${id}`)}
            />
          </Suspense>
        </div>
        <div className="area-list">
          <KeptLine />
          <PointLegend />
          <p className="gt-row apart">
            <span className="gt-figure">
              {text('area:cases', { n: cases.length })} · {text('area:points', { n: points.length })}
            </span>
            <Link href="/patrol" className="gt-button">
              {text('area:toPatrol')}
            </Link>
          </p>
          <h2>{text('area:list')}</h2>
          {cases.length === 0 ? <p className="empty">{text('area:noCases')}</p> : null}
          <ul className="gt-stack tight">
            {cases.map((summary) => (
              <li key={summary.id}>
                <CaseCard summary={summary}>
                  <span className="gt-muted gt-figure">
                    <PastTime at={summary.reportedAt} />
                  </span>
                  <span>{summary.holder?.orgName ?? ''}</span>
                </CaseCard>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Screen>
  )
}

/** What the dots of the map are: colour and word. */
export function PointLegend(): ReactNode {
  const text = useText()
  const { theme } = useGezhi()
  return (
    <ul className="area-points gt-small" aria-label={text('area:kinds')}>
      {POINT_KINDS.map((kind) => (
        <li key={kind}>
          <i style={{ background: pointColour(theme, kind) }} aria-hidden="true" />
          {text(`patrolKind:${kind}`)}
        </li>
      ))}
    </ul>
  )
}
