import { call } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import { districtApi } from '@gezhi/core/districts/district.api'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CaseLink } from '../case/RelatedSection.tsx'
import { useText } from '../i18n/text.ts'

interface Point {
  readonly lon: number
  readonly lat: number
}

/** Grid, community and street of the chosen place. */
export function Located({ point }: { point: Point | null }) {
  const t = useText()
  const { data } = useQuery({
    queryKey: ['locate', point],
    queryFn: ({ signal }) => call(districtApi.locate, { query: point ?? { lon: 0, lat: 0 } }, { signal }),
    enabled: point !== null,
    staleTime: Infinity,
  })
  const names = data ? [data.streetName, data.communityName, data.gridName].filter(Boolean) : []
  return (
    <p className="report-located" role="status">
      <span className="gz-muted">{t('report:located')}</span>{' '}
      {!point ? (
        '—'
      ) : !data ? (
        t('report:locating')
      ) : data.inside ? (
        <strong>{names.join(' · ')}</strong>
      ) : (
        <span className="gz-late">{t('report:outside')}</span>
      )}
    </p>
  )
}

/** Open cases that may be the same matter, shown before anything is sent. */
export function NearbyCases({ point, item }: { point: Point | null; item: string | null }) {
  const t = useText()
  const { data } = useQuery({
    queryKey: ['nearby', point, item],
    queryFn: ({ signal }) =>
      call(
        caseApi.nearby,
        { query: { ...(point ?? { lon: 0, lat: 0 }), ...(item ? { item } : {}) } },
        { signal },
      ),
    enabled: point !== null,
    placeholderData: keepPreviousData,
  })
  const found = data?.cases.slice(0, 6) ?? []
  return (
    <section className="report-nearby">
      <h2>{t('report:nearby')}</h2>
      <p className="gz-muted">
        {!point ? t('report:nearbyFirst') : found.length ? t('report:nearbyBody') : t('report:nearbyNone')}
      </p>
      {point &&
        found.map((each) => (
          <CaseLink
            key={each.case.id}
            summary={each.case}
            note={`${each.sameFamily ? `${t('report:sameKind')} · ` : ''}${t('report:distance', { n: Math.round(each.distanceM) })}`}
          />
        ))}
    </section>
  )
}
