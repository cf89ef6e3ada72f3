import { call } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import { CASE_STATES, isTerminal } from '@gezhi/core/cases/states'
import { URGENCIES } from '@gezhi/core/districts/district'
import { placeApi } from '@gezhi/core/library/place.api'
import { useGezhi, useOrganisations, useProblemText } from '@gezhi/ui/data'
import { MapView, posterOf } from '@gezhi/ui/map'
import { ErrorState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { App, Checkbox, Select } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useKeys } from '../app/useKeys.ts'
import { CasePanel } from '../case/CasePanel.tsx'
import { CategoryFilter } from '../cases/FilterBar.tsx'
import { type CaseQuery, filterOf, listOf, searchOf } from '../cases/filters.ts'
import { useText } from '../i18n/text.ts'
import { seesLibrary } from '../library/roles.ts'
import { useSession } from '../session/session.ts'
import { keepLayers, keptLayers } from './layers.ts'
import { draws, MapTools, type Tool } from './MapTools.tsx'
import type { TheMap } from './useSketch.ts'
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
  const [map, setMap] = useState<TheMap>(null)
  const [tool, setTool] = useState<Tool | null>(null)
  const [layers, setLayers] = useState(keptLayers)
  useEffect(() => keepLayers(layers), [layers])
  useKeys({ Escape: () => (tool ? setTool(null) : show(filter, null)) })
  const openBuilding = useOpenBuilding()
  const savePicture = useSavePicture(map)
  const pins = data?.pins ?? none
  const at = placeOf(search)
  return (
    <div className={`map-page${selected ? ' map-page-open' : ''}`}>
      <div className="map-page-map">
        <MapView
          pins={pins}
          selected={selected}
          onSelect={(id) => show(filter, id)}
          onMap={setMap}
          onBuilding={(place) => void openBuilding(place)}
          drawing={draws(tool)}
          {...(at ? { centre: at, zoom: 17 } : {})}
        />
        <MapTools
          map={map}
          tool={tool}
          onTool={setTool}
          layers={layers}
          onLayers={setLayers}
          cases={pins}
          onPicture={() => void savePicture()}
        />
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

/** `at=lon,lat` of the address bar: where the map opens. */
function placeOf(search: string): readonly [number, number] | null {
  const [lon = NaN, lat = NaN] = (new URLSearchParams(search).get('at') ?? '').split(',').map(Number)
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null
}

/** Metres between what is drawn of a building and its middle in the register, above which they are two. */
const SAME_BUILDING_M = 40

/** Opens the sheet of the building that was pressed. */
function useOpenBuilding() {
  const t = useText()
  const textOf = useProblemText()
  const [, go] = useLocation()
  const { message } = App.useApp()
  const { post } = useSession()
  return useCallback(
    async ([lon, lat]: readonly [number, number]) => {
      if (!seesLibrary(post.role)) return
      try {
        const query = { lon, lat, register: 'BUILDING', each: 1 } as const
        const [found] = (await call(placeApi.nearest, { query })).records
        if (found && found.distanceM <= SAME_BUILDING_M) go(`/buildings/${found.id}`)
        else void message.info(t('tools:noBuilding'))
      } catch (error) {
        void message.error(textOf(error))
      }
    },
    [go, message, post.role, t, textOf],
  )
}

/** Saves what the map shows as a PNG with title, legend, scale, north, date and source. */
function useSavePicture(map: TheMap) {
  const t = useText()
  const { theme, clock } = useGezhi()
  const { district } = useSession()
  const { message } = App.useApp()
  return async () => {
    if (!map) return
    const date = fullTime(clock.now())
    const title = t('tools:posterTitle', { district: district.name })
    const legend = URGENCIES.map((urgency) => ({ urgency, word: t(`urgency:${urgency}`) }))
    const picture = await posterOf(map, theme, { title, date, source: t('tools:posterSource'), legend })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(picture)
    link.download = `${title} ${date.slice(0, 10)}.png`
    link.click()
    URL.revokeObjectURL(link.href)
    void message.success(t('tools:saved'))
  }
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
