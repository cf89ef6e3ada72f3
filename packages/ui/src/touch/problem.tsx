import { Offline, Refused } from '@gezhi/client/call'
import { type ReactNode, useEffect, useRef } from 'react'
import { type Translate, useText } from '../i18n/i18n.ts'

/** What to tell somebody about a failed sending: what happened, what is safe, what to do. */
export function sentenceOf(error: unknown, text: Translate): string {
  if (error instanceof Refused) {
    const { problem } = error
    if (problem.status >= 500) return text('form:fault')
    return text.language === 'zh' ? problem.title : problem.titleEn
  }
  if (error instanceof Offline) return text('form:offline')
  return text('form:fault')
}

/** A failed sending, said aloud and brought into view. */
export function ProblemNote({ error }: { error: unknown }): ReactNode {
  const text = useText()
  const note = useRef<HTMLDivElement>(null)
  useEffect(() => note.current?.focus(), [error])
  if (!error) return null
  return (
    <div ref={note} className="gz-note danger" role="alert" tabIndex={-1}>
      <strong>{error instanceof Offline ? text('part:offlineTitle') : text('form:refused')}</strong>
      <p>{sentenceOf(error, text)}</p>
    </div>
  )
}
