import { isVisited, type HeldPoint } from '@gezhi/core/patrol/point'
import { routeOf } from '@gezhi/core/patrol/route'
import { sumOf } from '@gezhi/core/patrol/patrol'
import { sounded, walkedStreets } from '@gezhi/core/patrol/track'
import type { Street } from '@gezhi/core/patrol/streets'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { ProblemNote, useSend } from '@gezhi/ui/touch'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useArea } from '../area/area.state.ts'
import { keptStreets } from '../area/kept.ts'
import { useOpenCases, useOwnGrids, usePointsByGrid } from '../area/own.ts'
import { useText } from '../text.ts'
import { Arrival } from './arrival.tsx'
import type { Patrols } from './patrols.ts'
import { usePatrolState } from './patrol-part.tsx'
import { PointList } from './point-list.tsx'
import { hasSeen, type Walk } from './walk.ts'

const GridMap = lazy(() => import('../area/grid-map.tsx'))
const NONE: readonly HeldPoint[] = []

/** Streets of the grid as this device has them; null while they are read. */
function useStreets(grid: string): readonly Street[] | null {
  const { area } = useArea()
  const [streets, setStreets] = useState<readonly Street[] | null>(null)
  useEffect(() => {
    if (area === undefined) return
    let left = false
    const read = async (): Promise<void> => {
      const found = area ? await keptStreets(area, grid) : null
      if (!left) setStreets(found ?? [])
    }
    void read().catch(() => setStreets([]))
    return () => {
      left = true
    }
  }, [area, grid])
  return streets
}

interface RunningProps {
  readonly patrols: Patrols
  readonly walk: Walk
  readonly onStopped: () => void
}

/** A patrol under way: what has been seen, what lies next, and the end. */
export function Running({ patrols, walk, onStopped }: RunningProps): ReactNode {
  const text = useText()
  const [, go] = useLocation()
  const grid = useOwnGrids().find(({ code }) => code === walk.grid)
  const all = usePointsByGrid().get(walk.grid) ?? NONE
  const points = useMemo(() => all.filter(({ kind }) => isVisited(kind)), [all])
  const seen = useMemo(() => new Set(walk.visits.map(({ point }) => point)), [walk.visits])
  const cases = useOpenCases()
  const { sending, error, send } = useSend(async () => {
    if (!confirm(text('patrol:stopSure'))) return
    onStopped()
    await patrols.stop()
  })
  const last = walk.track.at(-1)
  const left = points.filter((point) => !hasSeen(walk, point))
  const way = routeOf(
    left.map((point) => ({ id: point.id, place: [point.lon, point.lat] as const, point })),
    last ? [last.lon, last.lat] : null,
  )
  const grids = useMemo(() => (grid ? [grid] : []), [grid])
  return (
    <>
      <Figures walk={walk} name={grid?.name ?? walk.grid} of={points.length} />
      <Arrival patrols={patrols} walk={walk} points={points} />
      <div className="patrol-map">
        <Suspense fallback={<p className="gt-muted">{text('shell:loading')}</p>}>
          <GridMap grids={grids} points={all} seen={seen} cases={cases} onCase={(id) => go(`/cases/${id}`)} />
        </Suspense>
      </div>
      <PointList
        patrols={patrols}
        walk={walk}
        next={way.map(({ point }) => point)}
        done={points.filter((point) => hasSeen(walk, point))}
      />
      <ProblemNote error={error} />
      <button
        type="button"
        className="gt-button danger wide"
        disabled={sending}
        onClick={() => void send(undefined)}
      >
        {text('patrol:stop')}
      </button>
    </>
  )
}

/** Points and streets so far; how good the position is. Nothing of it is a duty. */
function Figures({ walk, name, of }: { walk: Walk; name: string; of: number }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { denied } = usePatrolState()
  const streets = useStreets(walk.grid)
  const track = useMemo(() => sounded(walk.track), [walk.track])
  const sum = useMemo(() => sumOf(walkedStreets(streets ?? [], track)), [streets, track])
  const position = denied
    ? 'none'
    : track.length === 0
      ? 'asking'
      : track.at(-1)?.sound
        ? 'sound'
        : 'uncertain'
  const now = clock.now()
  return (
    <section className="gt-panel gt-stack tight">
      <h2>{text('patrol:running', { grid: name })}</h2>
      <p className="gt-muted gt-figure">
        {text('patrol:since', { at: shortTime(walk.startedAt, now), until: shortTime(walk.endsAt, now) })}
      </p>
      <div className="patrol-figures gt-figure">
        <p>
          <strong>
            {walk.visits.length}/{of}
          </strong>
          <span className="gt-muted">{text('patrol:pointsSeen')}</span>
        </p>
        <p>
          <strong>{sum.metres > 0 ? `${Math.round((100 * sum.walked) / sum.metres)}%` : '—'}</strong>
          <span className="gt-muted">{text('patrol:streetsWalked')}</span>
        </p>
      </div>
      {streets?.length === 0 ? <p className="gt-muted gt-small">{text('patrol:noStreets')}</p> : null}
      <p className="gt-small" role="status">
        {text(`patrolPosition:${position}`)}
      </p>
      <p className="gt-muted gt-small">{text('patrol:keepOpen')}</p>
    </section>
  )
}
