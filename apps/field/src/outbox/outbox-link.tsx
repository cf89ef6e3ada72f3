import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { isUnsent, useEntries, useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'

/** The way to what I did on this device; says how much of it still waits or came back. */
export function OutboxLink(): ReactNode {
  const text = useText()
  const held = useHeld()
  const entries = useEntries()
  const unsent = entries.filter(isUnsent)
  const refused = unsent.filter(({ state }) => state === 'refused').length
  return (
    <Link href="/outbox" className="line-button">
      <strong>{text('outbox:title')}</strong>
      <span className={refused > 0 ? 'gt-error' : 'gt-muted'}>
        {/* The line is there from the beginning: what comes below must not jump away from a thumb. */}
        {!held
          ? '\u00a0'
          : refused > 0
            ? text('outbox:refusedCount', { n: refused })
            : unsent.length > 0
              ? text('outbox:unsentCount', { n: unsent.length })
              : text('outbox:allSent')}
      </span>
    </Link>
  )
}
