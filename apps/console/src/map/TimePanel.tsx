import { call } from '@gezhi/client/call'
import { gridHistoryApi } from '@gezhi/core/grids/history.api'
import { ROLES } from '@gezhi/core/people/roles'
import { useGezhi } from '@gezhi/ui/data'
import { casesInView, showDayGrids } from '@gezhi/ui/map'
import { ErrorState } from '@gezhi/ui/parts'
import { useQuery } from '@tanstack/react-query'
import { Button, Slider } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { seesGrids } from '../grids/roles.ts'
import { useSession } from '../session/session.ts'
import { dateOf, endOfDay, MOST_DAYS } from './days.ts'
import type { TheMap } from './useSketch.ts'

interface TimePanelProps {
  readonly map: TheMap
  readonly daysBack: number
  readonly onDaysBack: (days: number) => void
  readonly gridsShown: boolean
}

/** The map at the end of one of the last thirty days: what was open then, and the grids of then. */
export function TimePanel({ map, daysBack, onDaysBack, gridsShown }: TimePanelProps) {
  const t = useText()
  const { clock } = useGezhi()
  // While the hand moves along the line nothing is asked.
  const [aimed, setAimed] = useState(daysBack)
  const now = clock.now()
  const dayAt = (days: number): string => dateOf(endOfDay(now, days))
  const go = (days: number): void => {
    setAimed(days)
    onDaysBack(days)
  }
  const { error, refetch } = useDayGrids(map, daysBack > 0 ? dayAt(daysBack) : null, gridsShown)
  const seen = useCasesInView(map, daysBack)
  return (
    <div className="map-time">
      <p className="map-time-day">
        <strong className="gz-nums">{dayAt(aimed)}</strong>
        <span className="gz-muted">{aimed === 0 ? t('tools:today') : t('tools:daysBack', { n: aimed })}</span>
      </p>
      <Slider
        min={-MOST_DAYS}
        max={0}
        value={-aimed}
        tooltip={{ open: false }}
        ariaLabelForHandle={t('tools:time')}
        ariaValueTextFormatterForHandle={(value) => dayAt(-value)}
        onChange={(value) => setAimed(-value)}
        onChangeComplete={(value) => go(-value)}
      />
      <p className="map-tool-buttons">
        <Button size="small" disabled={daysBack >= MOST_DAYS} onClick={() => go(daysBack + 1)}>
          {t('tools:dayBefore')}
        </Button>
        <Button size="small" disabled={daysBack === 0} onClick={() => go(daysBack - 1)}>
          {t('tools:dayAfter')}
        </Button>
        <Button size="small" disabled={daysBack === 0} onClick={() => go(0)}>
          {t('tools:toToday')}
        </Button>
      </p>
      {daysBack > 0 && (
        <p role="status">
          {seen === null ? (
            t('app:loading')
          ) : (
            <strong>{t('tools:openThen', { n: seen.toLocaleString() })}</strong>
          )}
        </p>
      )}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      <p className="gz-muted">{t('tools:timeHint')}</p>
    </div>
  )
}

/** Who looks after the whole district sees its grids of that day; for others those of today stay. */
function useDayGrids(map: TheMap, day: string | null, shown: boolean) {
  const { theme } = useGezhi()
  const { post } = useSession()
  const whole = seesGrids(post.role) && (post.role === 'AUDITOR' || ROLES[post.role].level === 'L4')
  const { data, error, refetch } = useQuery({
    queryKey: ['redraws', 'export', day],
    queryFn: ({ signal }) => call(gridHistoryApi.export, { query: { on: day ?? '' } }, { signal }),
    enabled: day !== null && whole,
    staleTime: Infinity,
  })
  const grids = day === null ? null : (data ?? null)
  useEffect(() => {
    if (!map) return
    showDayGrids(map, theme, grids, shown)
  }, [map, theme, grids, shown])
  useEffect(() => {
    if (!map) return
    // A map that is being taken down has no style any more.
    return () => {
      if (map.style) showDayGrids(map, theme, null, shown)
    }
  }, [map, theme, shown])
  return { error: day === null ? null : error, refetch }
}

/** How many cases the view shows; null until everything is drawn. */
function useCasesInView(map: TheMap, daysBack: number): number | null {
  const [seen, setSeen] = useState<{ readonly daysBack: number; readonly cases: number } | null>(null)
  useEffect(() => {
    if (!map) return
    const look = (): void => setSeen({ daysBack, cases: casesInView(map) })
    map.on('idle', look)
    map.triggerRepaint()
    return () => void map.off('idle', look)
  }, [map, daysBack])
  return seen?.daysBack === daysBack ? seen.cases : null
}
