import type { NoticeLine } from '@gezhi/core/notices/notice.api'
import { useGezhi, useLookups } from '@gezhi/ui/data'
import { noticeText } from '@gezhi/ui/notices/noticeText'
import { DueTime, UrgencyTag } from '@gezhi/ui/parts'
import { shortTime } from '@gezhi/ui/time'
import { ProblemNote } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'
import { useNotices, useRead } from './use-notices.ts'

/** What this post was told, newest first; a tap opens the case. Without the network, what this device holds of it. */
export function NoticesScreen(): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const completeAt = useHeld()?.replica.completeAt() ?? null
  const { lines, unread, fromDevice, error, older } = useNotices()
  const markRead = useRead()
  const read = (some: readonly NoticeLine[], upTo?: number): void =>
    void markRead(some, upTo).catch((fault: unknown) => reportError(fault))
  return (
    <Screen title={text('notice:title')} back>
      {error && !lines ? <ProblemNote reading error={error} /> : null}
      {!error && !lines ? <p className="gt-muted">{text('shell:loading')}</p> : null}
      {fromDevice && completeAt !== null ? (
        <p className="gt-note" role="status">
          {text('told:fromDevice', { at: shortTime(completeAt, clock.now()) })}
        </p>
      ) : null}
      {lines?.length === 0 ? <p className="empty">{text('notice:emptyBody')}</p> : null}
      {lines && unread > 0 ? (
        <button type="button" className="gt-button" onClick={() => read(lines, lines[0]?.at ?? 0)}>
          {text('notice:readAll')}
        </button>
      ) : null}
      <ul className="gt-stack tight">
        {lines?.map((line) => (
          <li key={line.ids[0]}>
            <Line line={line} onRead={() => read([line])} />
          </li>
        ))}
      </ul>
      {older ? (
        <button type="button" className="gt-button wide" onClick={older}>
          {text('notice:older')}
        </button>
      ) : null}
    </Screen>
  )
}

/** A single case opens itself; several open the list of tasks. */
function Line({ line, onRead }: { line: NoticeLine; onRead: () => void }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const lookups = useLookups()
  const { cases, unread, settled, dueAt, urgency } = line
  const [first] = cases
  const href = first && cases.length === 1 ? `/cases/${first.id}` : '/tasks'
  return (
    <Link href={href} className={`card urgency-${urgency.toLowerCase()}`} onClick={onRead}>
      <span className="gt-row apart">
        {unread ? (
          <strong>{noticeText(line, text, lookups)}</strong>
        ) : (
          <span>{noticeText(line, text, lookups)}</span>
        )}
        <span className="gt-muted gt-small gt-figure">{shortTime(line.at, clock.now())}</span>
      </span>
      {first && cases.length === 1 ? <span className="card-title">{first.title}</span> : null}
      <span className="gt-row gt-small">
        <UrgencyTag urgency={urgency} bare />
        {unread ? <span>{text('notice:unread')}</span> : null}
        {settled ? <span className="gt-muted">{text('notice:settled')}</span> : null}
        {dueAt !== null && !settled ? <DueTime dueAt={dueAt} /> : null}
      </span>
    </Link>
  )
}
