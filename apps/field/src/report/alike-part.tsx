import type { CaseSummary } from '@gezhi/core/cases/case.api'
import type { Alike } from '@gezhi/core/cases/likeness'
import { PastTime, StateTag } from '@gezhi/ui/parts'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'

interface AlikeProps {
  readonly alike: readonly Alike[]
  readonly sending: boolean
  readonly error: string | null
  readonly onSame: (known: CaseSummary) => void
}

/** Before sending: cases nearby that may be the same matter, each with the way to add to it instead. */
export function AlikePart({ alike, sending, error, onSame }: AlikeProps): ReactNode {
  const text = useText()
  if (alike.length === 0) return null
  return (
    <section className="gt-panel gt-stack tight" aria-label={text('report:alike')}>
      <h2>{text('report:alike')}</h2>
      <p className="gt-muted gt-small">{text('report:alikeHint')}</p>
      {error ? (
        <p className="gt-error" role="alert">
          {error}
        </p>
      ) : null}
      <ul className="gt-stack tight">
        {alike.map(({ case: known, metres }) => (
          <li key={known.id} className={`card urgency-${known.urgency.toLowerCase()}`}>
            <span className="gt-row apart">
              <strong className="card-title">{known.title}</strong>
              <StateTag state={known.state} />
            </span>
            <span className="gt-row gt-small gt-muted gt-figure">
              <span>{text('report:alikeAway', { n: metres })}</span>
              <PastTime at={known.reportedAt} />
              {known.address ? <span>{known.address}</span> : null}
            </span>
            <button
              type="button"
              className="gt-button wide"
              disabled={sending}
              aria-label={`${text('report:alikeSame')} ${known.number}`}
              onClick={() => onSame(known)}
            >
              {text('report:alikeSame')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
