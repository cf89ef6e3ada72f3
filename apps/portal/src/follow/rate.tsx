import { ProblemNote } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'
import { buttonOf, isAllowed, useAct } from './act.ts'
import type { Acting } from './acting.ts'
import { Questions } from './questions.tsx'
import { lackOfRating, ratingCommand, unanswered } from './rating.ts'

/** The follow-up with the access key: three questions, answered once. */
export function RatePanel({ view, secret }: Acting): ReactNode {
  const text = useText()
  const { sending, error, send } = useAct(view.id, secret)
  const [given, setGiven] = useState(unanswered)
  const [tried, setTried] = useState(false)
  const rated = view.timeline.some(
    ({ type, actor }) => type === 'follow-up.recorded' && actor.role === 'RESIDENT',
  )
  if (rated) return <p className="gt-note good">{text('rate:sent')}</p>
  if (buttonOf(view, 'recordSatisfied')?.refusal === 'case/answered')
    return <p className="gt-note">{text('rate:sentLow')}</p>
  if (!isAllowed(view, 'recordSatisfied')) return null
  const submit = () => {
    setTried(true)
    const command = ratingCommand(given)
    if (command) void send(command)
  }
  return (
    <section className="gt-panel gt-stack">
      <h2>{text('rate:title')}</h2>
      <p>{text('rate:lead')}</p>
      <Questions
        given={given}
        anti="rate:anti"
        lack={tried ? lackOfRating(given) : null}
        onChange={(part) => setGiven((all) => ({ ...all, ...part }))}
      />
      <ProblemNote error={error} />
      <button type="button" className="gt-button primary wide" disabled={sending} onClick={submit}>
        {text(sending ? 'report:sending' : 'rate:send')}
      </button>
    </section>
  )
}
