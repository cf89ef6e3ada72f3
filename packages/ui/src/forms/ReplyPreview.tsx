import type { CaseView } from '@gezhi/core/cases/case.api'
import { emptyWords, namesNobody, wordingAdvice } from '@gezhi/core/cases/wording'
import { useGezhi } from '../data/Gezhi.tsx'
import { useText } from '../i18n/i18n.ts'
import { ReplyLines } from '../parts/ReplyLines.tsx'
import type { FormValues } from './schema.ts'

const written = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** What the reporter will read: two elements the system knows, two are being written; with advice on the words. */
export function ReplyPreview({ view, values }: { view: CaseView; values: FormValues }) {
  const t = useText()
  const { clock } = useGezhi()
  const [text, whom] = [written(values['text']), written(values['whom'])]
  const solvedAt = typeof values['occurredAt'] === 'number' ? values['occurredAt'] : clock.now()
  const advice = [
    ...(text ? [emptyWords(text, view.text) ?? wordingAdvice(text)].flat() : []),
    ...(whom && namesNobody(whom) ? (['NOBODY'] as const) : []),
  ]
  return (
    <section className="gz-preview" aria-label={t('form:replyPreview')}>
      <h3>{t('form:replyPreview')}</h3>
      <ReplyLines
        reply={{
          acceptedAt: view.acceptedAt,
          contactedAt: view.contactedAt,
          whom: whom || null,
          solvedAt,
        }}
        text={text || null}
      />
      <p role="status" className="gz-late">
        {advice.map((one) => t(`form:reply${one}`)).join(' ')}
      </p>
    </section>
  )
}
