import type { CaseView } from '@gezhi/core/cases/case.api'
import { useLookups } from '@gezhi/ui/data'
import { lazy, Suspense, useMemo } from 'react'
import { useText } from '../i18n/text.ts'
import { Section } from './Section.tsx'

const MapView = lazy(async () => ({ default: (await import('@gezhi/ui/map')).MapView }))

/** Where: a small map that stays while cases change, the address and the units of the place. */
export function PlaceSection({ view, map }: { view: CaseView; map: boolean }) {
  const t = useText()
  const { orgName } = useLookups()
  const pins = useMemo(() => [view], [view])
  return (
    <Section title={t('page:place')}>
      {view.sensitive && <p className="gz-late">{t('page:sensitive')}</p>}
      {view.outOfArea && <p className="gz-late">{t('page:outOfArea')}</p>}
      {map && (
        <div className="case-map no-print">
          <Suspense>
            <MapView
              pins={pins}
              selected={view.id}
              onSelect={() => undefined}
              centre={[view.lon, view.lat]}
              zoom={15.6}
              legend={false}
              follow
            />
          </Suspense>
        </div>
      )}
      <dl className="case-facts">
        <dt>{t('page:address')}</dt>
        <dd>{view.address ?? '—'}</dd>
        <dt>{t('page:street')}</dt>
        <dd>
          {[view.streetName, view.communityName].filter(Boolean).join(' · ') || '—'}
          {view.grid && <small className="gz-muted gz-nums">{orgName(view.grid)}</small>}
        </dd>
        {view.accuracyM !== null && (
          <>
            <dt />
            <dd className="gz-muted">{t('page:accuracy', { n: Math.round(view.accuracyM) })}</dd>
          </>
        )}
      </dl>
    </Section>
  )
}
