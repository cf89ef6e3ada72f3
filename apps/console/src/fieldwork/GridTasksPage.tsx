import { TASK_SORTS, type TaskSort } from '@gezhi/core/fieldwork/commands'
import { plansFieldTasks } from '@gezhi/core/fieldwork/field-task'
import type { LIST_PARTS } from '@gezhi/core/fieldwork/field-task.api'
import { ErrorState } from '@gezhi/ui/parts'
import { Button, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { Nothing, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { type Period, periodOf, PERIODS, useProgress, useTasks } from './data.ts'
import { PlanForm } from './PlanForm.tsx'
import { TaskRow } from './TaskRow.tsx'

/** One grid: what is planned there, and what was recorded, the newest first; by whom is not told. */
export function GridTasksPage({ grid }: { grid: string }) {
  const t = useText()
  const { post } = useSession()
  const [, go] = useLocation()
  const days = periodOf(useSearch())
  const [sort, setSort] = useState<TaskSort | undefined>()
  const [planning, setPlanning] = useState(false)
  const { data } = useProgress(days)
  const own = data?.grids.find((one) => one.grid === grid)
  return (
    <div className="assess-page">
      <PageHead title={own?.gridName ?? grid} about={own?.communityName}>
        <Select
          allowClear
          className="work-select"
          value={sort}
          placeholder={t('fieldwork:allSorts')}
          aria-label={t('fieldwork:allSorts')}
          options={TASK_SORTS.map((value) => ({ value, label: t(`fieldwork:sort.${value}`) }))}
          onChange={(value?: TaskSort) => setSort(value)}
        />
        <Select
          className="work-select"
          value={days}
          aria-label={t('fieldwork:days')}
          options={PERIODS.map((value) => ({ value, label: t(`fieldwork:period.${value}`) }))}
          onChange={(value) => go(`/fieldwork/${grid}?days=${value}`, { replace: true })}
        />
        <Link href={`/fieldwork?days=${days}`}>{t('fieldwork:back')}</Link>
        {plansFieldTasks(post) && own && (
          <Button type="primary" onClick={() => setPlanning(true)}>
            {t('fieldwork:plan')}
          </Button>
        )}
      </PageHead>
      <div className="work-grid">
        <Panel title={t('fieldwork:ended')}>
          <Tasks part="ENDED" grid={grid} days={days} sort={sort} />
        </Panel>
        <Panel title={t('fieldwork:openTitle')}>
          <Tasks part="OPEN" grid={grid} days={days} sort={sort} />
        </Panel>
      </div>
      {planning && own && <PlanForm grids={[own]} onClose={() => setPlanning(false)} />}
    </div>
  )
}

interface TasksProps {
  readonly part: (typeof LIST_PARTS)[number]
  readonly grid: string
  readonly days: Period
  readonly sort: TaskSort | undefined
}

function Tasks(wish: TasksProps) {
  const t = useText()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTasks(wish)
  if (!data)
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton active paragraph={{ rows: 4 }} />
    )
  const tasks = data.pages.flatMap((page) => page.tasks)
  if (tasks.length === 0)
    return <Nothing>{t(wish.part === 'OPEN' ? 'fieldwork:openNone' : 'fieldwork:endedNone')}</Nothing>
  return (
    <>
      <ul className="work-list">
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
      {hasNextPage && (
        <p className="work-more">
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('cases:loadMore')}
          </Button>
        </p>
      )}
    </>
  )
}
