import { CASE_STATES, isTerminal } from '@gezhi/core/cases/states'
import { URGENCIES } from '@gezhi/core/districts/district'
import { useOrganisations } from '@gezhi/ui/data'
import { Checkbox, Select } from 'antd'
import { CategoryFilter } from '../cases/FilterBar.tsx'
import { type CaseQuery, listOf } from '../cases/filters.ts'
import { useText } from '../i18n/text.ts'

const OPEN_STATES = CASE_STATES.filter((state) => state !== 'DRAFT' && !isTerminal(state))

interface MapFilterProps {
  readonly filter: CaseQuery
  readonly onChange: (filter: CaseQuery) => void
}

/** Which cases the map shows. */
export function MapFilter({ filter, onChange }: MapFilterProps) {
  const t = useText()
  const organisations = useOrganisations()
  const set = (change: CaseQuery): void => onChange({ ...filter, ...change })
  const many = (name: 'state' | 'urgency', options: readonly string[]) => (
    <Select
      mode="multiple"
      maxTagCount="responsive"
      allowClear
      value={listOf(filter[name])}
      placeholder={t(`cases:${name}`)}
      aria-label={t(`cases:${name}`)}
      options={options.map((value) => ({ value, label: t.any(`${name}:${value}`, value) }))}
      onChange={(values: string[]) => set({ [name]: values.join(',') || undefined })}
    />
  )
  return (
    <div className="map-page-filter" role="search" aria-label={t('mapPage:filters')}>
      {many('urgency', URGENCIES)}
      {many('state', OPEN_STATES)}
      <CategoryFilter value={filter.category} onChange={(category) => set({ category })} />
      <Select
        allowClear
        value={filter.street ?? null}
        placeholder={t('mapPage:street')}
        aria-label={t('mapPage:street')}
        showSearch={{ optionFilterProp: 'label' }}
        options={organisations
          .filter(({ kind }) => kind === 'STREET')
          .map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(street) => set({ street: street ?? undefined })}
      />
      <Checkbox
        checked={filter.overdue ?? false}
        onChange={({ target }) => set({ overdue: target.checked || undefined })}
      >
        {t('cases:overdueOnly')}
      </Checkbox>
    </div>
  )
}
