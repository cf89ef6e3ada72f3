import { Offline } from '@gezhi/client/call'
import { type ReactNode, useEffect, useRef } from 'react'
import { useProblemText } from '../data/problemText.ts'
import { useText } from '../i18n/i18n.ts'

interface ProblemProps {
  readonly error: unknown
  /** True when something was only read: nothing of the person's own is at stake. */
  readonly reading?: boolean
}

/** A failed sending or reading, said aloud and brought into view; nothing while there is no error. */
export const ProblemNote = ({ error, reading = false }: ProblemProps): ReactNode =>
  error ? <Note error={error} reading={reading} /> : null

function Note({ error, reading = false }: ProblemProps): ReactNode {
  const text = useText()
  const problemText = useProblemText()
  const note = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) note.current?.focus()
  }, [error])
  return (
    <div ref={note} className="gt-note danger" role="alert" tabIndex={-1}>
      <strong>
        {error instanceof Offline
          ? text('part:offlineTitle')
          : text(reading ? 'part:errorTitle' : 'form:refused')}
      </strong>
      {reading && error instanceof Offline ? null : <p>{problemText(error)}</p>}
    </div>
  )
}

/** Why one thing failed, in a few words beside it. */
export const FailureText = ({ error }: { error: unknown }): ReactNode => {
  const problemText = useProblemText()
  return <span className="gt-error">{problemText(error)}</span>
}
