import { Offline } from '@gezhi/client/call'
import { type ReactNode, useEffect, useRef } from 'react'
import { useProblemText } from '../data/problemText.ts'
import { useText } from '../i18n/i18n.ts'

/** A failed sending, said aloud and brought into view; nothing while there is no error. */
export const ProblemNote = ({ error }: { error: unknown }): ReactNode =>
  error ? <Note error={error} /> : null

function Note({ error }: { error: unknown }): ReactNode {
  const text = useText()
  const problemText = useProblemText()
  const note = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) note.current?.focus()
  }, [error])
  return (
    <div ref={note} className="gt-note danger" role="alert" tabIndex={-1}>
      <strong>{error instanceof Offline ? text('part:offlineTitle') : text('form:refused')}</strong>
      <p>{problemText(error)}</p>
    </div>
  )
}

/** Why one thing failed, in a few words beside it. */
export const FailureText = ({ error }: { error: unknown }): ReactNode => {
  const problemText = useProblemText()
  return <span className="gt-error">{problemText(error)}</span>
}
