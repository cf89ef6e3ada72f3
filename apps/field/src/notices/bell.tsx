import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useText } from '../text.ts'
import { useWaiting } from './use-notices.ts'

/** How many notices wait; opens them. Read again every two minutes and when the phone is taken up. */
export function Bell(): ReactNode {
  const text = useText()
  const { unread, urgent } = useWaiting()
  const label =
    urgent > 0 ? text('notice:bellUrgent', { n: unread, urgent }) : text('notice:bell', { n: unread })
  return (
    <Link href="/notices" className="bar-bell" aria-label={label}>
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" className="stroke">
        <path d="M6 16V11a6 6 0 0 1 12 0v5l2 2H4z M10 21h4" />
      </svg>
      {unread > 0 ? (
        <span className="gt-figure" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      ) : null}
    </Link>
  )
}
