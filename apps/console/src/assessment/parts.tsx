import type { Scorecard } from '@gezhi/core/assessment/assessment.api'
import { CheckCircleFilled, ClockCircleOutlined, InfoCircleOutlined } from '@ant-design/icons'
import { EmptyState, ErrorState } from '@gezhi/ui/parts'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../i18n/text.ts'

/** Head of a page: title, what it is about, and its controls on the right. */
export const PageHead = ({
  title,
  about,
  children,
}: {
  title: string
  about?: ReactNode
  children?: ReactNode
}) => (
  <header className="assess-head">
    <h1>{title}</h1>
    {about !== undefined && <span className="gz-muted">{about}</span>}
    <span className="grow" />
    {children}
  </header>
)

interface AnswerProps<T> {
  readonly query: { readonly data: T | undefined; readonly error: unknown; readonly refetch: () => unknown }
  /** Lines of the skeleton, about as high as what will stand there. */
  readonly rows: number
  readonly children: (data: T) => ReactNode
}

/** What was asked for, its skeleton while it comes, or why it did not. */
export function Answer<T>({ query: { data, error, refetch }, rows, children }: AnswerProps<T>) {
  if (data !== undefined) return children(data)
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />
  return (
    <div className="assess-panel" aria-busy="true">
      <Skeleton active paragraph={{ rows }} />
    </div>
  )
}

export const Panel = ({
  title,
  aside,
  children,
}: {
  title?: ReactNode
  aside?: ReactNode
  children: ReactNode
}) => (
  <section className="assess-panel">
    {title !== undefined && (
      <header>
        <h2>{title}</h2>
        {aside}
      </header>
    )}
    {children}
  </section>
)

/** Nothing in a panel: one line, not a picture. */
export const Nothing = ({ children }: { children: ReactNode }) => (
  <p className="gz-muted assess-nothing">{children}</p>
)

export const NoData = ({ title, body }: { title: string; body: string }) => (
  <EmptyState title={title} body={body} />
)

/** Why there is a score or none: word and icon, never colour alone. */
export function VerdictTag({ verdict }: { verdict: Scorecard['verdict'] }) {
  const t = useText()
  if (verdict === 'OK') return null
  return (
    <span className="assess-tag assess-warn" title={t(`assess:verdictHint.${verdict}`)}>
      <InfoCircleOutlined /> {t(`assess:verdict.${verdict}`)}
    </span>
  )
}

/** Whether a score is settled or still moves. */
export function CardState({ state }: { state: Scorecard['state'] }) {
  const t = useText()
  return state === 'CLOSED' ? (
    <span className="assess-tag assess-good">
      <CheckCircleFilled /> {t('assess:stateClosed')}
    </span>
  ) : (
    <span className="assess-tag" title={t('assess:stateLiveHint')}>
      <ClockCircleOutlined /> {t('assess:stateLive')}
    </span>
  )
}

/** Share of a whole as a bar; the numbers stand beside it. */
export const Bar = ({ share, low }: { share: number; low?: boolean }) => (
  <span className={`assess-bar${low ? ' assess-bar-low' : ''}`} aria-hidden="true">
    <i style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
  </span>
)
