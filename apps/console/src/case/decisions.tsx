import type { CaseView } from '@gezhi/core/cases/case.api'
import type { ClosingReply } from '@gezhi/core/cases/reply'
import { useGezhi, useLookups } from '@gezhi/ui/data'
import { isRecord } from '@gezhi/ui/forms/schema'
import { PhotoPair, ReplyLines, VerifyTurn } from '@gezhi/ui/parts'
import { cardReason } from '@gezhi/ui/notices/cardReason'
import { shortTime } from '@gezhi/ui/time'
import { useText } from '../i18n/text.ts'
import { Section } from './Section.tsx'

/** The elements of the closing reply, as the case has them now. */
const replyOf = (view: CaseView, { whom, at }: NonNullable<CaseView['result']>): ClosingReply => ({
  acceptedAt: view.acceptedAt,
  contactedAt: view.contactedAt,
  whom,
  solvedAt: at,
})

/** The result and how it was assessed. */
export function ResultSection({ view }: { view: CaseView }) {
  const t = useText()
  const { result } = view
  const assessment: Readonly<Record<string, unknown>> | null = isRecord(view.assessment)
    ? view.assessment
    : null
  if (!result && !assessment) return null
  const score = assessment && typeof assessment['finalScore'] === 'number' ? assessment['finalScore'] : null
  return (
    <Section title={t('page:result')}>
      {result && (
        <>
          <p>
            <strong>{t.any(`option:resultType.${result.type}`, result.type)}</strong>
            {result.late && <span className="gz-late"> · {t('page:late')}</span>}
          </p>
          <ReplyLines reply={replyOf(view, result)} text={result.text} />
          {view.verification && <VerifyTurn verification={view.verification} />}
          <PhotoPair before={view.photos} after={result.photos} noBefore={view.noPhotoReason} />
        </>
      )}
      {score !== null && (
        <p>
          <strong>{t('page:assessment')}</strong> {t('page:score', { n: score })}{' '}
          <span className="gz-muted">
            {t(assessment?.['mode'] === 'AUTO' ? 'page:automatic' : 'page:manual')}
          </span>
        </p>
      )}
    </Section>
  )
}

/** What was asked for and how it was decided. */
export function RequestSection({ view }: { view: CaseView }) {
  const t = useText()
  const { clock } = useGezhi()
  const { orgName } = useLookups()
  if (!view.requests.length) return null
  return (
    <Section title={t('page:requests')} count={view.requests.length}>
      <ul className="decisions">
        {view.requests.map((request) => (
          <li key={request.no}>
            <p>
              <strong>{t.any(`requestKind:${request.kind}`, request.kind)}</strong> {request.orgName}
              <span className={`gz-chip${request.state === 'OPEN' ? ' gz-order-pending_sign' : ''}`}>
                {t(`requestState:${request.state}`)}
              </span>
              <small className="gz-muted gz-nums">{shortTime(request.at, clock.now())}</small>
            </p>
            <p>
              {request.reason}
              {request.until !== null &&
                ` · ${t('page:until', { at: shortTime(request.until, clock.now()) })}`}
              {request.suggestedOrg && ` · ${t('page:suggested', { org: orgName(request.suggestedOrg) })}`}
            </p>
            {request.answer && <p className="gz-muted">{t('page:answer', { text: request.answer })}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Supervision cards and their answers. */
export function CardSection({ view }: { view: CaseView }) {
  const t = useText()
  const { clock } = useGezhi()
  if (!view.cards.length) return null
  return (
    <Section title={t('page:cards')} count={view.cards.length}>
      <ul className="decisions">
        {view.cards.map((card) => (
          <li key={card.no} className={`card-${card.level.toLowerCase()}`}>
            <p>
              <strong>{t(`cardLevel:${card.level}`)}</strong> {card.orgName}
              <span className="gz-chip">{t(`cardState:${card.state}`)}</span>
              <small className="gz-muted gz-nums">{shortTime(card.at, clock.now())}</small>
            </p>
            <p>{cardReason(card.reason, t)}</p>
            {card.reply && <p className="gz-muted">{t('page:answer', { text: card.reply })}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
