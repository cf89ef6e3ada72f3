import { TASK_SORTS } from '@gezhi/core/fieldwork/commands'
import { plansFieldTasks } from '@gezhi/core/fieldwork/field-task'
import type { GridProgress } from '@gezhi/core/fieldwork/field-task.api'
import { ROLES } from '@gezhi/core/people/roles'
import { useOrganisations } from '@gezhi/ui/data'
import { EmptyState } from '@gezhi/ui/parts'
import { Button, Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { Answer, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { figuresOf, periodOf, PERIODS, useProgress } from './data.ts'
import { PlanForm } from './PlanForm.tsx'

/** Rows drawn at once; a district has six hundred grids. */
const PAGE = 60

/** What was done in every grid of the scope, in the order of codes: it is no ranking, and names nobody. */
export function ProgressPage() {
  const t = useText()
  const { post } = useSession()
  const [, go] = useLocation()
  const search = useSearch()
  const days = periodOf(search)
  const street = new URLSearchParams(search).get('street') ?? undefined
  const [text, setText] = useState('')
  const [planning, setPlanning] = useState(false)
  const asked = useDeferredValue(text.trim())
  const progress = useProgress(days)
  const change = (next: { readonly days?: number; readonly street?: string | undefined }): void => {
    const all = { days, street, ...next }
    const query = new URLSearchParams({ days: String(all.days) })
    if (all.street) query.set('street', all.street)
    go(`/fieldwork?${query.toString()}`, { replace: true })
  }
  const wanted = ({ grid, gridName, communityName }: GridProgress): boolean =>
    (street === undefined || grid.startsWith(street)) &&
    (gridName.includes(asked) || communityName.includes(asked))
  return (
    <div className="assess-page">
      <PageHead title={t('fieldwork:title')}>
        {plansFieldTasks(post) && (
          <Button type="primary" onClick={() => setPlanning(true)}>
            {t('fieldwork:plan')}
          </Button>
        )}
      </PageHead>
      <p className="gz-muted work-about">{t('fieldwork:about')}</p>
      <div className="work-filter">
        <Input
          allowClear
          value={text}
          placeholder={t('fieldwork:text')}
          aria-label={t('fieldwork:text')}
          onChange={(event) => setText(event.target.value)}
        />
        {ROLES[post.role].level === 'L4' && (
          <StreetSelect value={street} onChange={(chosen) => change({ street: chosen })} />
        )}
        <Select
          value={days}
          aria-label={t('fieldwork:days')}
          options={PERIODS.map((value) => ({ value, label: t(`fieldwork:period.${value}`) }))}
          onChange={(value) => change({ days: value })}
        />
      </div>
      <Answer query={progress} rows={12}>
        {({ grids }) => (
          <>
            <Panel>
              <ProgressTable key={`${street} ${asked}`} days={days} grids={grids.filter(wanted)} />
            </Panel>
            {planning && <PlanForm grids={grids} onClose={() => setPlanning(false)} />}
          </>
        )}
      </Answer>
    </div>
  )
}

interface StreetSelectProps {
  readonly value: string | undefined
  readonly onChange: (street: string | undefined) => void
}

function StreetSelect({ value, onChange }: StreetSelectProps) {
  const t = useText()
  const streets = useOrganisations().filter(({ kind }) => kind === 'STREET')
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      placeholder={t('fieldwork:street')}
      aria-label={t('fieldwork:street')}
      options={streets.map(({ code, shortName }) => ({ value: code, label: shortName }))}
      onChange={(chosen?: string) => onChange(chosen)}
    />
  )
}

interface ProgressTableProps {
  readonly grids: readonly GridProgress[]
  readonly days: number
}

function ProgressTable({ grids, days }: ProgressTableProps) {
  const t = useText()
  const [shown, setShown] = useState(PAGE)
  if (grids.length === 0) return <EmptyState title={t('fieldwork:none')} body={t('fieldwork:noneBody')} />
  return (
    <div className="assess-scroll">
      <table className="assess-table">
        <thead>
          <tr>
            <th scope="col">{t('fieldwork:grid')}</th>
            <th scope="col">{t('fieldwork:community')}</th>
            {TASK_SORTS.map((sort) => (
              <th key={sort} scope="col" className="num">
                {t(`fieldwork:sort.${sort}`)}
              </th>
            ))}
            <th scope="col" className="num">
              {t('fieldwork:notPossible')}
            </th>
            <th scope="col" className="num">
              {t('fieldwork:open')}
            </th>
          </tr>
        </thead>
        <tbody>
          <TotalRow grids={grids} />
          {grids.slice(0, shown).map((grid) => (
            <GridRow key={grid.grid} grid={grid} days={days} />
          ))}
        </tbody>
      </table>
      {shown < grids.length && (
        <p className="work-more">
          <Button onClick={() => setShown(shown + 5 * PAGE)}>{t('cases:loadMore')}</Button>
        </p>
      )}
    </div>
  )
}

type Figure = 'open' | 'overdue' | 'done' | 'notPossible'
const sumOf = (grids: readonly GridProgress[], figure: Figure): number =>
  grids.reduce((sum, { sorts }) => sum + sorts.reduce((part, one) => part + one[figure], 0), 0)

/** Nothing is a dash: a quiet grid is no fault. */
const Count = ({ n }: { n: number }) => (
  <td className="num">{n === 0 ? <span className="gz-muted">–</span> : n}</td>
)

function Open({ grids }: { grids: readonly GridProgress[] }) {
  const t = useText()
  const [open, overdue] = [sumOf(grids, 'open'), sumOf(grids, 'overdue')]
  return (
    <td className="num">
      {open === 0 ? <span className="gz-muted">–</span> : open}
      {overdue > 0 && <span className="work-late"> {t('fieldwork:overdueN', { n: overdue })}</span>}
    </td>
  )
}

function TotalRow({ grids }: { grids: readonly GridProgress[] }) {
  const t = useText()
  return (
    <tr className="work-total">
      <th scope="row" colSpan={2}>
        {t('fieldwork:total', { n: grids.length })}
      </th>
      {TASK_SORTS.map((sort) => (
        <Count key={sort} n={grids.reduce((sum, grid) => sum + figuresOf(grid, sort).done, 0)} />
      ))}
      <Count n={sumOf(grids, 'notPossible')} />
      <Open grids={grids} />
    </tr>
  )
}

function GridRow({ grid, days }: { grid: GridProgress; days: number }) {
  return (
    <tr>
      <th scope="row">
        <Link href={`/fieldwork/${grid.grid}?days=${days}`}>{grid.gridName}</Link>
      </th>
      <td>{grid.communityName}</td>
      {TASK_SORTS.map((sort) => (
        <Count key={sort} n={figuresOf(grid, sort).done} />
      ))}
      <Count n={sumOf([grid], 'notPossible')} />
      <Open grids={[grid]} />
    </tr>
  )
}
