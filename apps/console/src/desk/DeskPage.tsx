import type { TaskView } from '@gezhi/core/cases/case.api'
import { EmptyState, ErrorState, PastTime } from '@gezhi/ui/parts'
import { App, Skeleton } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { useKeys } from '../app/useKeys.ts'
import { CaseSkeleton } from '../case/CaseSkeleton.tsx'
import { useText } from '../i18n/text.ts'
import { useChanges } from '../live/live.tsx'
import { useSession } from '../session/session.ts'
import { Queue } from './Queue.tsx'
import { type DeskTab, keyOf, LIMIT, useDesk } from './useDesk.ts'
import './desk.css'

const CasePanel = lazy(async () => ({ default: (await import('../case/CasePanel.tsx')).CasePanel }))

/** What do I have to do next, and until when: the queue by due time, and the case beside it. */
export function DeskPage() {
  const t = useText()
  const [, go] = useLocation()
  const { query, kind, selected, tabs, show, tasks } = useDesk()
  const chosen = useChosen(tasks, selected)
  const move = (by: number): void => {
    // A task that has left stands between two: half an index below its former place.
    const to = by > 0 ? Math.floor(chosen.index + by) : Math.ceil(chosen.index + by)
    const next = tasks[Math.min(Math.max(0, to), tasks.length - 1)]
    if (next) show(kind, keyOf(next))
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => chosen.task && go(`/cases/${chosen.task.case.id}`),
  })
  useLostRaces(tasks)
  if (query.error && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return (
    <div className="desk">
      <header className="desk-tabs">
        <div role="tablist" aria-label={t('nav:desk')}>
          {tabs.map((tab) => (
            <Tab
              key={tab.kind ?? 'all'}
              tab={tab}
              chosen={tab.kind === kind}
              onChoose={() => {
                chosen.forget()
                show(tab.kind, null)
              }}
            />
          ))}
        </div>
        <span className="gz-muted">{query.dataUpdatedAt > 0 && <Refreshed at={query.dataUpdatedAt} />}</span>
      </header>
      <section className="desk-queue" aria-label={t('desk:queue')}>
        {query.isPending ? (
          <QueueSkeleton />
        ) : tasks.length ? (
          <Queue
            tasks={tasks}
            selected={chosen.task ? keyOf(chosen.task) : null}
            showKind={kind === null}
            onSelect={(task) => show(kind, keyOf(task))}
          />
        ) : (
          <EmptyState
            title={t('desk:empty')}
            body={kind ? t('desk:emptyKind', { kind: t(`task:${kind}`) }) : t('desk:emptyBody')}
          />
        )}
        {tasks.length >= LIMIT && <p className="gz-muted desk-more">{t('desk:more', { n: LIMIT })}</p>}
      </section>
      <section className="desk-case" tabIndex={-1}>
        {chosen.task ? (
          <Suspense fallback={<CaseSkeleton />}>
            <CasePanel id={chosen.task.case.id} task={chosen.task.kind} />
          </Suspense>
        ) : query.isPending ? (
          <CaseSkeleton />
        ) : (
          <EmptyState title={t('desk:choose')} body={t('desk:chooseBody')} />
        )}
      </section>
    </div>
  )
}

function Refreshed({ at }: { at: number }) {
  const t = useText()
  const [before = '', after = ''] = t('desk:refreshed', { at: '\u0000' }).split('\u0000')
  return (
    <>
      {before}
      <PastTime at={at} />
      {after}
    </>
  )
}

interface Chosen {
  readonly task: TaskView | undefined
  /** Place in the queue; between two places for a task that has left it. */
  readonly index: number
  readonly forget: () => void
}

/**
 * The chosen task, or the first. One that was just done leaves the queue; it stays beside it until one moves on,
 * so that the outcome can be read, and moving on goes to its neighbour.
 */
function useChosen(tasks: readonly TaskView[], selected: string | null): Chosen {
  const [last, setLast] = useState<{ readonly task: TaskView; readonly index: number } | null>(null)
  const wanted = selected ?? (last && keyOf(last.task))
  const index = tasks.findIndex((task) => keyOf(task) === wanted)
  const left = index < 0 && last && keyOf(last.task) === wanted ? last : null
  const place = index < 0 ? 0 : index
  const task = left ? left.task : tasks[place]
  if (!left && task && (task !== last?.task || place !== last.index)) setLast({ task, index: place })
  return { task, index: left ? left.index - 0.5 : place, forget: () => setLast(null) }
}

/** A grab race shows who won. */
function useLostRaces(tasks: readonly TaskView[]): void {
  const t = useText()
  const { post } = useSession()
  const { message } = App.useApp()
  useChanges((change) => {
    if (change.fact !== 'order.grabbed' || change.actor.org === post.org) return
    if (!tasks.some(({ kind, case: summary }) => kind === 'GRAB' && summary.id === change.case.id)) return
    void message.info(`${change.case.title}：${t('desk:lostRace', { org: change.actor.orgName })}`)
  })
}

function Tab({ tab, chosen, onChoose }: { tab: DeskTab; chosen: boolean; onChoose: () => void }) {
  const t = useText()
  return (
    <button
      type="button"
      role="tab"
      aria-selected={chosen}
      onClick={onChoose}
      title={tab.overdue ? t('desk:overdue', { n: tab.overdue }) : undefined}
    >
      {tab.kind ? t(`task:${tab.kind}`) : t('desk:all')}
      <span className={`gz-nums${tab.overdue ? ' has-overdue' : ''}`}>{tab.count}</span>
    </button>
  )
}

const QueueSkeleton = () => (
  <div aria-busy="true">
    {Array.from({ length: 8 }, (_, row) => (
      <div key={row} className="queue-row">
        <Skeleton active title={{ width: '70%' }} paragraph={{ rows: 1, width: '50%' }} />
      </div>
    ))}
  </div>
)
