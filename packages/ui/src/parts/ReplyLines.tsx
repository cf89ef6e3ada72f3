import type { ClosingReply } from '@gezhi/core/cases/reply'
import { useText } from '../i18n/i18n.ts'
import { fullTime } from '../time/format.ts'

interface ReplyLinesProps {
  readonly reply: ClosingReply
  /** What was done, in the words of the unit; null while it is not written. */
  readonly text: string | null
}

/** The four elements of a closing reply: accepted when, whom contacted, what was done, solved when. */
export function ReplyLines({ reply: { acceptedAt, contactedAt, whom, solvedAt }, text }: ReplyLinesProps) {
  const t = useText()
  const minute = (at: number): string => fullTime(at).slice(0, 16)
  const contacted = [whom ?? t('part:replyNobody'), contactedAt === null ? '' : minute(contactedAt)]
  return (
    <dl className="gz-reply">
      <dt>{t('part:replyAccepted')}</dt>
      <dd>{acceptedAt === null ? t('part:replyOnTheSpot') : minute(acceptedAt)}</dd>
      <dt>{t('part:replyWhom')}</dt>
      <dd>{contacted.filter(Boolean).join(' · ')}</dd>
      <dt>{t('part:replyDone')}</dt>
      <dd>{text ?? '—'}</dd>
      <dt>{t('part:replySolved')}</dt>
      <dd>{minute(solvedAt)}</dd>
    </dl>
  )
}
