import type { NoticeLine } from '@gezhi/core/notices/notice.api'
import { DueTime, PastTime, UrgencyIcon } from '@gezhi/ui/parts'
import { useLookups } from '@gezhi/ui/data'
import { noticeText } from '@gezhi/ui/notices/noticeText'
import { Link } from 'wouter'
import { useText } from '../i18n/text.ts'

interface NoticeRowProps {
  readonly id: string
  readonly line: NoticeLine
  readonly chosen: boolean
  /** The cases of a bundle are shown. */
  readonly open: boolean
  readonly onChoose: () => void
  readonly onRead: () => void
}

/** One line: what, which case, until when. A bundle opens into its cases. */
export function NoticeRow({ id, line, chosen, open, onChoose, onRead }: NoticeRowProps) {
  const t = useText()
  const lookups = useLookups()
  const { urgency, unread, settled, cases, ids } = line
  const many = cases.length > 1
  const [first] = cases
  return (
    <li id={id} className={`notice-row${unread ? ' notice-unread' : ''}`}>
      <button
        type="button"
        className="notice-main"
        aria-current={chosen || undefined}
        aria-expanded={many ? open : undefined}
        onClick={onChoose}
      >
        <span className={`notice-mark gz-urgency-${urgency.toLowerCase()}`} title={t(`urgency:${urgency}`)}>
          <UrgencyIcon urgency={urgency} size={14} />
          <span className="gz-hidden">
            {t(`urgency:${urgency}`)}
            {unread && ` · ${t('notice:unread')}`}
          </span>
        </span>
        <span className="notice-kind">{t(`noticeKind:${line.kind}`)}</span>
        <span className="notice-text">
          <strong>{noticeText(line, t, lookups)}</strong>
          {first && !many && (
            <span>
              {first.title} <small className="gz-nums gz-muted">{first.number}</small>
            </span>
          )}
          {many && (
            <span className="gz-muted">
              {t(open ? 'notice:collapse' : 'notice:expand', { n: ids.length })}
            </span>
          )}
        </span>
        {settled ? (
          <span className="gz-muted">{t('notice:settled')}</span>
        ) : (
          line.dueAt !== null && <DueTime dueAt={line.dueAt} />
        )}
        <PastTime at={line.at} />
      </button>
      {open && many && (
        <ul className="notice-cases">
          {cases.map((one) => (
            <li key={one.id}>
              <Link href={`/cases/${one.id}`} onClick={onRead}>
                <span className="gz-nums">{one.number}</span> {one.title}
              </Link>
            </li>
          ))}
          {ids.length > cases.length && (
            <li className="gz-muted">{t('notice:moreCases', { n: ids.length - cases.length })}</li>
          )}
        </ul>
      )}
    </li>
  )
}
