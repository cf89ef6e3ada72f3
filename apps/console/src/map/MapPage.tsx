import { call } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import { CASE_STATES, isTerminal } from '@gezhi/core/cases/states'
import { URGENCIES } from '@gezhi/core/districts/district'
import { useOrganisations } from '@gezhi/ui/data'
import { MapView } from '@gezhi/ui/map'
import { ErrorState } from '@gezhi/ui/parts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Checkbox, Select } from 'antd'
import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useKeys } from '../app/useKeys.ts'
import { CasePanel } from '../case/CasePanel.tsx'
import { CategoryFilter } from '../cases/FilterBar.tsx'
import { type CaseQuery, filterOf, listOf, searchOf } from '../cases/filters.ts'
import { useText } from '../i18n/text.ts'
import './map-page.css'

const OPEN_STATES = CASE_STATES.filter((state) => state !== 'DRAFT' && !isTerminal(state))
const none: never[] = []

/** Open cases and grids, live; a click opens the case beside the map, never over it. */
export function MapPage() {
  const t = useText()
  const search = useSearch()
  const [, go] = useLocation()
  const filter = useMemo(() => filterOf(search), [search])
  const selected = new URLSearchParams(search).get('case')
  const { data, error, refetch } = useQuery({
    queryKey: ['pins', filter],
    queryFn: ({ signal }) => call(caseApi.pins, { query: { ...filter, open: true } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  const show = (next: CaseQuery, id: string | null): void => {
    const params = new URLSearchParams(searchOf(next))
    if (id) params.set('case', id)
    go(params.size ? `/map?${params}` : '/map', { replace: true })
  }
  useKeys({ Escape: () => show(filter, null) })
  const pins = data?.pins ?? none
  return (
    <div className={`map-page${selected ? ' map-page-open' : ''}`}>
      <div className="map-page-map">
        <MapView pins={pins} selected={selected} onSelect={(id) => show(filter, id)} />
        <MapFilter filter={filter} onChange={(next) => show(next, selected)} />
        <p className="map-page-count" role="status">
          {error && !data ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : data ? (
            <>
              <strong className="gz-nums">{t('mapPage:shown', { n: pins.length.toLocaleString() })}</strong>
              {data.more && <span>{t('mapPage:more')}</span>}
              {!pins.length && <span>{t('mapPage:empty')}</span>}
            </>
          ) : (
            t('app:loading')
          )}
        </p>
      </div>
      {selected && (
        <aside className="map-page-case">
          <CasePanel id={selected} task={null} map={false} onClose={() => show(filter, null)} />
        </aside>
      )}
    </div>
  )
}

interface MapFilterProps {
  readonly filter: CaseQuery
  readonly onChange: (filter: CaseQuery) => void
}

function MapFilter({ filter, onChange }: MapFilterProps) {
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
