import { call } from '@gezhi/client/call'
import { caseApi, type CaseSummary, type CaseView } from '@gezhi/core/cases/case.api'
import { StateTag, UrgencyTag } from '@gezhi/ui/parts'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useText } from '../i18n/text.ts'
import { Section } from './Section.tsx'

/** Merged, follow-up and nearby cases, each a link. */
export function RelatedSection({ view }: { view: CaseView }) {
  const t = useText()
  const near = useQuery({
    queryKey: ['nearby', view.id],
    queryFn: ({ signal }) =>
      call(
        caseApi.nearby,
        { query: { lon: view.lon, lat: view.lat, ...(view.item ? { item: view.item } : {}) } },
        { signal },
      ),
    staleTime: 60_000,
  })
  const nearby = (near.data?.cases ?? []).filter((each) => each.case.id !== view.id).slice(0, 5)
  const nothing = !view.mergedInto && !view.mergedFrom.length && !view.related.length && !nearby.length
  return (
    <Section title={t('page:related')}>
      {nothing && <p className="gz-muted">{t('page:noRelated')}</p>}
      {view.mergedInto && <Named title={t('page:mergedInto')} ids={[view.mergedInto]} />}
      {view.mergedFrom.length > 0 && <Named title={t('page:mergedFrom')} ids={view.mergedFrom} />}
      {view.related.length > 0 && <Named title={t('page:relatedCases')} ids={view.related} />}
      {nearby.length > 0 && (
        <>
          <h3>{t('page:nearby')}</h3>
          {nearby.map((each) => (
            <CaseLink
              key={each.case.id}
              summary={each.case}
              note={t('form:metres', { n: Math.round(each.distanceM) })}
            />
          ))}
        </>
      )}
    </Section>
  )
}

function Named({ title, ids }: { title: string; ids: readonly string[] }) {
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['case', id],
      queryFn: () => call(caseApi.get, { params: { id } }),
      staleTime: 60_000,
    })),
  })
  return (
    <>
      <h3>{title}</h3>
      {found.map(({ data }, index) =>
        data ? (
          <CaseLink key={data.id} summary={data} note={null} />
        ) : (
          <p key={ids[index]} className="case-link" />
        ),
      )}
    </>
  )
}

export const CaseLink = ({ summary, note }: { summary: CaseSummary; note: string | null }) => (
  <Link href={`/cases/${summary.id}`} className="case-link">
    <UrgencyTag urgency={summary.urgency} bare />
    <span className="grow">{summary.title}</span>
    {note && <small className="gz-muted gz-nums">{note}</small>}
    <StateTag state={summary.state} />
  </Link>
)
