import type { GridOnDay } from '@gezhi/core/grids/redraw.api'
import { ROLES } from '@gezhi/core/people/roles'
import { useGezhi, useOrganisations } from '@gezhi/ui/data'
import { MapView } from '@gezhi/ui/map'
import { Button, DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useMemo, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { Answer, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import type { TheMap } from '../map/useSketch.ts'
import { useSession } from '../session/session.ts'
import { useLayout, useRedraws, type LayoutView } from './data.ts'
import { boundsOf, drawPlan } from './draw.ts'
import { layoutOf } from './editing.ts'

const none: never[] = []

/** The grids of a community on any day, on the map and as a list. */
export function LayoutPage() {
  const t = useText()
  const [, go] = useLocation()
  const search = new URLSearchParams(useSearch())
  const communities = useCommunities()
  const community = search.get('community') ?? communities[0]?.code ?? null
  const on = search.get('on')
  const layout = useLayout(community, on)
  const { data: plans } = useRedraws()
  const show = (change: { community?: string | null; on?: string | null }) => {
    const next = Object.entries({ community, on, ...change }).flatMap(([name, value]) =>
      value ? [[name, value]] : [],
    )
    go(`/grids?${new URLSearchParams(next)}`, { replace: true })
  }
  return (
    <div className="assess-page">
      <PageHead title={t('grids:title')} about={t('grids:about')}>
        <Select
          className="grids-community"
          aria-label={t('grids:community')}
          value={community}
          showSearch={{ optionFilterProp: 'label' }}
          options={communities.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(code: string) => show({ community: code })}
        />
        <DatePicker
          aria-label={t('grids:onDay')}
          placeholder={t('grids:today')}
          value={on ? dayjs(on) : null}
          onChange={(day: dayjs.Dayjs | null) => show({ on: day?.format('YYYY-MM-DD') ?? null })}
        />
        {plans?.mayDraft && community && (
          <Link href={`/grids/new/${community}`}>
            <Button type="primary">{t('grids:newPlan')}</Button>
          </Link>
        )}
      </PageHead>
      <Answer query={layout} rows={14}>
        {(view) => <Layout view={view} onDay={(day) => show({ on: day })} />}
      </Answer>
    </div>
  )
}

/** Communities in the area of the post. */
function useCommunities() {
  const organisations = useOrganisations()
  const { post } = useSession()
  return useMemo(() => {
    const { level } = ROLES[post.role]
    const area = level === 'L2' || level === 'L3' ? post.org : ''
    return organisations.filter(({ kind, code }) => kind === 'COMMUNITY' && code.startsWith(area))
  }, [organisations, post])
}

function Layout({ view, onDay }: { view: LayoutView; onDay: (day: string) => void }) {
  const t = useText()
  return (
    <>
      {view.changes.length > 0 && (
        <p className="grids-days">
          <span className="gz-muted">{t('grids:changedOn')}</span>
          {view.changes.map(({ day, planned, redraw }) => (
            <span key={day}>
              <button type="button" aria-pressed={day === view.on} onClick={() => onDay(day)}>
                {day}
                {planned && ` · ${t('grids:planned')}`}
              </button>
              {redraw && <Link href={`/grids/plans/${redraw}`}>{t('grids:why')}</Link>}
            </span>
          ))}
        </p>
      )}
      <div className="grids-layout">
        <LayoutMap view={view} />
        <Panel title={t('grids:onDayN', { day: view.on, n: view.grids.length })}>
          <div className="assess-scroll">
            <table className="assess-table">
              <thead>
                <tr>
                  <th scope="col">{t('grids:grid')}</th>
                  <th scope="col" className="num">
                    {t('grids:households')}
                  </th>
                  <th scope="col" className="num">
                    {t('grids:population')}
                  </th>
                  <th scope="col">{t('grids:posts')}</th>
                  <th scope="col">{t('grids:since')}</th>
                </tr>
              </thead>
              <tbody>
                {view.grids.map((grid) => (
                  <GridRow key={grid.code} grid={grid} />
                ))}
              </tbody>
            </table>
          </div>
        </Panel>
      </div>
    </>
  )
}

function GridRow({ grid }: { grid: GridOnDay }) {
  const t = useText()
  return (
    <tr>
      <th scope="row">
        {grid.name} <small className="gz-muted gz-nums">{grid.code}</small>
        {grid.kind === 'EXCLUSIVE' && <span className="grids-tag">{t('grids:exclusive')}</span>}
      </th>
      <td className="num">{grid.households.toLocaleString()}</td>
      <td className="num">{grid.population.toLocaleString()}</td>
      <td>
        {grid.posts.map(({ name, role }) => `${name}（${t.any(`role:${role}`, role)}）`).join('、') || '—'}
      </td>
      <td className="gz-nums grids-since">
        {grid.from ?? t('grids:always')}
        {grid.to && ` – ${grid.to}`}
      </td>
    </tr>
  )
}

function LayoutMap({ view }: { view: LayoutView }) {
  const { theme } = useGezhi()
  const [map, setMap] = useState<TheMap>(null)
  const layout = useMemo(() => layoutOf(view), [view])
  useEffect(() => {
    if (!map) return
    drawPlan(map, theme, {
      layout,
      selected: null,
      changeOf: () => 'SAME',
      wrong: new Set(),
      handles: false,
      corner: null,
    })
  }, [map, theme, layout])
  const { community } = view
  useEffect(() => {
    const bounds = boundsOf(layout)
    if (map && bounds) map.fitBounds(bounds, { padding: 32, duration: 0, pitch: 0 })
    // Another day of the same community keeps the view.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [map, community])
  return (
    <div className="grids-map">
      <MapView pins={none} selected={null} onSelect={() => undefined} onMap={setMap} legend={false} />
    </div>
  )
}
