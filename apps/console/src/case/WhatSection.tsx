import { fileUrl } from '@gezhi/client/upload'
import type { CaseView } from '@gezhi/core/cases/case.api'
import { useGezhi } from '@gezhi/ui/data'
import { PhotoGrid } from '@gezhi/ui/parts'
import { fullTime, shortTime } from '@gezhi/ui/time'
import { useText } from '../i18n/text.ts'
import { Section } from './Section.tsx'
import { ContactReveal } from './ContactReveal.tsx'

/** What was reported, by whom and when. */
export function WhatSection({ view }: { view: CaseView }) {
  const t = useText()
  const { clock } = useGezhi()
  const { reporter } = view
  const who = reporter.kind === 'SYSTEM' ? t('part:system') : t.any(`role:${reporter.role}`, reporter.role)
  return (
    <Section title={t('page:description')}>
      {view.text ? (
        <p className="case-text">{view.text}</p>
      ) : (
        <p className="gz-muted">{t('page:noDescription')}</p>
      )}
      {view.voice && (
        // A report by voice has no captions: whoever accepts it writes the words.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio controls preload="none" src={fileUrl(view.voice)} aria-label={t('page:voice')} />
      )}
      {view.photos.length > 0 && <PhotoGrid hashes={view.photos} />}
      {view.noPhotoReason && <p className="gz-muted">{t('page:noPhotos', { reason: view.noPhotoReason })}</p>}
      {view.question && view.state === 'NEEDS_INFO' && (
        <p className="case-question">
          <strong>{t('page:question')}</strong> {view.question}
        </p>
      )}
      <dl className="case-facts">
        <dt>{t('page:reporter')}</dt>
        <dd>
          <span>
            {who}
            {reporter.orgName ? ` · ${reporter.orgName}` : ''}
          </span>
          <ContactReveal key={view.id} view={view} />
        </dd>
        <dt />
        <dd className="gz-muted gz-nums" title={fullTime(view.reportedAt)}>
          {t('page:reportedAt', { at: shortTime(view.reportedAt, clock.now()) })}
          {view.subscribers > 0 ? ` · ${t('page:subscribers', { n: view.subscribers })}` : ''}
        </dd>
      </dl>
    </Section>
  )
}
