import { URGENCIES } from '@gezhi/core/districts/district'
import { useGezhi } from '@gezhi/ui/data'
import { Button, Checkbox, DatePicker, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { CategoryFilter, OrganisationFilter } from '../../cases/FilterBar.tsx'
import { useText } from '../../i18n/text.ts'
import { useSession } from '../../session/session.ts'
import type { FigureQuery } from '../data.ts'
import { nameOf, PERIODS, type PeriodName, periodOf } from '../period.ts'
import { hasScore } from '../roles.ts'
import '../../cases/cases.css'

interface FigureFilterProps {
  readonly query: FigureQuery
  readonly onChange: (query: FigureQuery) => void
}

const DAY = 'YYYY-MM-DD'

/** Period and narrowing of figures; all of it stands in the address bar. */
export function FigureFilter({ query, onChange }: FigureFilterProps) {
  const t = useText()
  const { clock } = useGezhi()
  const { post } = useSession()
  const set = (change: Partial<FigureQuery>): void => onChange({ ...query, ...change })
  const name = nameOf(query, clock.now())
  const narrowed = [query.org, query.street, query.category, query.urgency, query.mine].some(Boolean)
  return (
    <div className="filters assess-filter" role="search">
      <Segmented<PeriodName | ''>
        value={name ?? ''}
        aria-label={t('assess:period')}
        options={PERIODS.map((value) => ({ value, label: t(`assess:period.${value}`) }))}
        onChange={(value) => value && set(periodOf(value, clock.now()))}
      />
      <DatePicker.RangePicker
        value={[dayjs(query.from), dayjs(query.to)]}
        allowClear={false}
        aria-label={t('assess:period')}
        onChange={(days) => {
          const [from, to] = days ?? []
          if (from && to) set({ from: from.format(DAY), to: to.format(DAY) })
        }}
      />
      <OrganisationFilter value={query.org} onChange={(org) => set({ org })} />
      <CategoryFilter value={query.category} onChange={(category) => set({ category })} />
      <Select
        className="filter-one"
        allowClear
        value={query.urgency ?? null}
        placeholder={t('cases:urgency')}
        aria-label={t('cases:urgency')}
        options={URGENCIES.map((value) => ({ value, label: t(`urgency:${value}`) }))}
        onChange={(urgency) => set({ urgency: urgency ?? undefined })}
      />
      {hasScore(post.role) && (
        <Checkbox
          checked={query.mine ?? false}
          onChange={({ target }) => set({ mine: target.checked || undefined })}
        >
          {t('assess:mineOnly')}
        </Checkbox>
      )}
      {narrowed && (
        <Button type="link" size="small" onClick={() => onChange({ from: query.from, to: query.to })}>
          {t('cases:clear')}
        </Button>
      )}
    </div>
  )
}
