import type { NoticeLine } from '@gezhi/core/notices/notice.api'
import { useGezhi, useLookups } from '@gezhi/ui/data'
import { noticeText } from '@gezhi/ui/notices/noticeText'
import { useInbox, useReadNotices } from '@gezhi/ui/notices/useNotices'
import { DueTime, UrgencyTag } from '@gezhi/ui/parts'
import { shortTime } from '@gezhi/ui/time'
import { ProblemNote } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { useText } from '../text.ts'

/** What this post was told, newest first; a tap opens the case. */
export function NoticesScreen(): ReactNode {
  const text = useText()
  const { data, error, hasNextPage, fetchNextPage } = useInbox(false)
  const read = useReadNotices()
  const lines = data?.pages.flatMap((page) => page.lines) ?? []
  const unread = data?.pages[0]?.unread ?? 0
  return (
    <Screen title={text('notice:title')} back>
      {error && !data ? <ProblemNote reading error={error} /> : null}
      {data && lines.length === 0 ? <p className="empty">{text('notice:emptyBody')}</p> : null}
      {unread > 0 ? (
        <button type="button" className="gt-button" onClick={() => read({ upTo: lines[0]?.at ?? 0 })}>
          {text('notice:readAll')}
        </button>
      ) : null}
      <ul className="gt-stack tight">
        {lines.map((line) => (
          <li key={line.ids[0]}>
            <Line line={line} onRead={() => read({ ids: line.ids })} />
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <button type="button" className="gt-button wide" onClick={() => void fetchNextPage()}>
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
