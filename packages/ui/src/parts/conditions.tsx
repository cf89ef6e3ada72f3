import type { LiveState } from '@gezhi/client/live'
import type { ReactNode } from 'react'
import { useProblemText } from '../data/problemText.ts'
import { useText } from '../i18n/i18n.ts'

/** Nothing here: what will appear and how. */
export const EmptyState = ({
  title,
  body,
  children,
}: {
  title: string
  body?: string
  children?: ReactNode
}) => (
  <div className="gz-condition">
    <svg width="40" height="40" viewBox="0 0 24 24" aria-hidden="true" className="gz-stroke">
      <path d="M4 13l3-8h10l3 8v6H4z M4 13h5a3 3 0 0 0 6 0h5" />
    </svg>
    <h3>{title}</h3>
    {body && <p>{body}</p>}
    {children}
  </div>
)

/** Something failed: what, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useText()
  const textOf = useProblemText()
  return (
    <div className="gz-condition" role="alert">
      <svg width="40" height="40" viewBox="0 0 24 24" aria-hidden="true" className="gz-stroke gz-late">
        <path d="M12 4l9 16H3z M12 10v4 M12 17v.5" />
      </svg>
      <h3>{t('part:errorTitle')}</h3>
      <p>{textOf(error)}</p>
      {onRetry && (
        <button type="button" className="gz-button" onClick={onRetry}>
          {t('part:retry')}
        </button>
      )}
    </div>
  )
}

/** Says that the feed is broken, what is safe, and that it will mend itself. */
export function OfflineBanner({ state, onRetry }: { state: LiveState; onRetry: () => void }) {
  const t = useText()
  if (state === 'live') return null
  const offline = state === 'offline'
  return (
    <div className={`gz-banner${offline ? ' gz-offline' : ''}`} role="status">
      <strong>{offline ? t('part:offlineTitle') : t('part:stateReconnecting')}</strong>
      <span>{offline ? t('part:offlineBody') : t('part:reconnecting')}</span>
      <button type="button" className="gz-button" onClick={onRetry}>
        {t('part:retry')}
      </button>
    </div>
  )
}
