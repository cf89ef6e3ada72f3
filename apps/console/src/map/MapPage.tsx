import { call } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import { MapView } from '@gezhi/ui/map'
import { ErrorState } from '@gezhi/ui/parts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useKeys } from '../app/useKeys.ts'
import { CasePanel } from '../case/CasePanel.tsx'
import { type CaseQuery, filterOf, searchOf } from '../cases/filters.ts'
import { useText } from '../i18n/text.ts'
import { keepLayers, keptLayers } from './layers.ts'
import { useOpenBuilding, usePicture } from './mapActions.ts'
import { MapFilter } from './MapFilter.tsx'
import { draws, MapTools, type Tool } from './MapTools.tsx'
import { useCaseTiles } from './useCaseTiles.ts'
import type { TheMap } from './useSketch.ts'
import './map-page.css'

const none: never[] = []

/** Open cases, grids, places and buildings, live; a click opens the case beside the map, never over it. */
export function MapPage() {
  const search = useSearch()
  const [, go] = useLocation()
  const filter = useMemo(() => filterOf(search), [search])
  const selected = new URLSearchParams(search).get('case')
  const found = useQuery({
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
  const [daysBack, setDaysBack] = useState(0)
  const [layers, setLayers] = useState(keptLayers)
  useEffect(() => keepLayers(layers), [layers])
  useKeys({ Escape: () => (tool ? setTool(null) : show(filter, null)) })
  const openBuilding = useOpenBuilding()
  const picture = usePicture(map, layers)
  const pins = found.data?.pins ?? none
  const back = tool === 'time' ? daysBack : 0
  const tiles = useCaseTiles(filter, { more: found.data?.more ?? false, daysBack: back })
  const at = placeOf(search)
  return (
    <div className={`map-page${selected ? ' map-page-open' : ''}`}>
      <div className="map-page-map">
        <MapView
          pins={pins}
          tiles={layers.includes('cases') ? tiles : null}
          selected={selected}
          onSelect={(id) => show(filter, id)}
          onMap={setMap}
          onPlace={(id) => go(`/library/records/${id}`)}
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
          daysBack={daysBack}
          onDaysBack={setDaysBack}
          cases={pins}
          onPicture={() => void picture.save()}
          onPrint={() => void picture.print()}
        />
        <MapFilter filter={filter} onChange={(next) => show(next, selected)} />
        {back === 0 && (
          <p className="map-page-count" role="status">
            {found.error && !found.data ? (
              <ErrorState error={found.error} onRetry={() => void found.refetch()} />
            ) : (
              <Shown filter={filter} pins={found.data ?? null} />
            )}
          </p>
        )}
      </div>
      {selected && (
        <aside className="map-page-case">
          <CasePanel id={selected} task={null} map={false} onClose={() => show(filter, null)} />
        </aside>
      )}
    </div>
  )
}

interface ShownProps {
  readonly filter: CaseQuery
  /** Null while they are on their way. */
  readonly pins: { readonly pins: readonly unknown[]; readonly more: boolean } | null
}

/** How many cases the map holds; of more than a list has, as many as are counted. */
function Shown({ filter, pins }: ShownProps) {
  const t = useText()
  const { data } = useQuery({
    queryKey: ['pins', 'total', filter],
    queryFn: ({ signal }) => call(caseApi.find, { query: { ...filter, open: true, limit: 1 } }, { signal }),
    enabled: pins?.more ?? false,
    staleTime: 30_000,
  })
  if (!pins) return t('app:loading')
  const total = pins.more ? data?.total : { count: pins.pins.length, more: false }
  if (!total) return t('app:loading')
  const n = `${total.count.toLocaleString()}${total.more ? '+' : ''}`
  return (
    <>
      <strong className="gz-nums">{t('mapPage:shown', { n })}</strong>
      {pins.more && <span>{t('mapPage:more')}</span>}
      {total.count === 0 && <span>{t('mapPage:empty')}</span>}
    </>
  )
}

/** `at=lon,lat` of the address bar: where the map opens. */
function placeOf(search: string): readonly [number, number] | null {
  const [lon = NaN, lat = NaN] = (new URLSearchParams(search).get('at') ?? '').split(',').map(Number)
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null
}
