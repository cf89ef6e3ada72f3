import type { GridCoverage } from '@gezhi/core/patrol/patrol.api'
import { ROLES } from '@gezhi/core/people/roles'
import { useGezhi, useOrganisations } from '@gezhi/ui/data'
import { EmptyState } from '@gezhi/ui/parts'
import { shortTime } from '@gezhi/ui/time'
import { Button, Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { Answer, Bar, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { periodOf, PERIODS, useCoverage } from './data.ts'

/** Rows drawn at once; a district has six hundred grids. */
const PAGE = 60

/** Coverage of every grid in the scope, in the order of codes: it is no ranking. */
export function CoveragePage() {
  const t = useText()
  const { post } = useSession()
  const [, go] = useLocation()
  const search = useSearch()
  const days = periodOf(search)
  const street = new URLSearchParams(search).get('street') ?? undefined
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const coverage = useCoverage(days, street)
  const change = (next: { readonly days?: number; readonly street?: string | undefined }): void => {
    const all = { days, street, ...next }
    const query = new URLSearchParams({ days: String(all.days) })
    if (all.street) query.set('street', all.street)
    go(`/patrol?${query.toString()}`, { replace: true })
  }
  return (
    <div className="assess-page">
      <PageHead title={t('patrol:title')} />
      <p className="gz-muted patrol-about">{t('patrol:about')}</p>
      <div className="patrol-filter">
        <Input
          allowClear
          value={text}
          placeholder={t('patrol:text')}
          aria-label={t('patrol:text')}
          onChange={(event) => setText(event.target.value)}
        />
        {ROLES[post.role].level === 'L4' && (
          <StreetSelect value={street} onChange={(chosen) => change({ street: chosen })} />
        )}
        <Select
          value={days}
          aria-label={t('patrol:days')}
          options={PERIODS.map((value) => ({ value, label: t(`patrol:period.${value}`) }))}
          onChange={(value) => change({ days: value })}
        />
      </div>
      <Answer query={coverage} rows={12}>
        {({ grids }) => (
          <Panel>
            <CoverageTable
              key={`${street} ${asked}`}
              days={days}
              grids={grids.filter(
                ({ gridName, communityName }) => gridName.includes(asked) || communityName.includes(asked),
              )}
            />
          </Panel>
        )}
      </Answer>
    </div>
  )
}

function StreetSelect({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (street: string | undefined) => void
}) {
  const t = useText()
  const streets = useOrganisations().filter(({ kind }) => kind === 'STREET')
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      placeholder={t('patrol:street')}
      aria-label={t('patrol:street')}
      options={streets.map(({ code, shortName }) => ({ value: code, label: shortName }))}
      onChange={(chosen?: string) => onChange(chosen)}
    />
  )
}

function CoverageTable({ grids, days }: { grids: readonly GridCoverage[]; days: number }) {
  const t = useText()
  const [shown, setShown] = useState(PAGE)
  if (grids.length === 0) return <EmptyState title={t('patrol:none')} body={t('patrol:noneBody')} />
  return (
    <div className="assess-scroll">
      <table className="assess-table patrol-table">
        <thead>
          <tr>
            <th scope="col">{t('patrol:grid')}</th>
            <th scope="col">{t('patrol:community')}</th>
            <th scope="col">{t('patrol:points')}</th>
            <th scope="col">{t('patrol:streets')}</th>
            <th scope="col">{t('patrol:patrols')}</th>
            <th scope="col">{t('patrol:last')}</th>
          </tr>
        </thead>
        <tbody>
          {grids.slice(0, shown).map((grid) => (
            <GridRow key={grid.grid} grid={grid} days={days} />
          ))}
        </tbody>
      </table>
      {shown < grids.length && (
        <p className="patrol-more">
          <Button onClick={() => setShown(shown + 5 * PAGE)}>{t('cases:loadMore')}</Button>
        </p>
      )}
    </div>
  )
}

function GridRow({ grid, days }: { grid: GridCoverage; days: number }) {
  const t = useText()
  const { clock } = useGezhi()
  const { points, seen, metres, walked, patrols, lastAt } = grid
  return (
    <tr>
      <th scope="row">
        <Link href={`/patrol/${grid.grid}?days=${days}`}>{grid.gridName}</Link>
      </th>
      <td>{grid.communityName}</td>
      <td className="gz-nums">
        {points === 0 ? (
          <span className="gz-muted">{t('patrol:noPoints')}</span>
        ) : (
          <Share part={seen} of={points} text={t('patrol:pointsOf', { seen, of: points })} />
        )}
      </td>
      <td className="gz-nums">
        {metres === null || walked === null ? (
          <span className="gz-muted">{t('patrol:noStreets')}</span>
        ) : (
          <Share part={walked} of={metres} text={t('patrol:metresOf', { walked, of: metres })} />
        )}
      </td>
      <td className="gz-nums">{t('patrol:patrolsN', { n: patrols })}</td>
      <td className="gz-nums gz-muted">{lastAt === null ? '—' : shortTime(lastAt, clock.now())}</td>
    </tr>
  )
}

/** A bar and its numbers: what is empty is not red. */
export const Share = ({ part, of, text }: { part: number; of: number; text: string }) => (
  <span className="patrol-share">
    <Bar share={of === 0 ? 0 : part / of} />
    {text}
  </span>
)
