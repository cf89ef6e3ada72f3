import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import { buttonOf, isAllowed, useAct } from './act.ts'
import type { Acting } from './acting.ts'
import { RatingForm } from './rating-form.tsx'
import { type Rating, ratingCommand } from './rating.ts'

/** The follow-up with the access key: three questions, answered once. */
export function RatePanel({ view, secret }: Acting): ReactNode {
  const text = useText()
  const { sending, error, send } = useAct(view.id, secret)
  const rated = view.timeline.some(
    ({ type, actor }) => type === 'follow-up.recorded' && actor.role === 'RESIDENT',
  )
  if (rated) return <p className="gt-note good">{text('rate:sent')}</p>
  if (buttonOf(view, 'recordSatisfied')?.refusal === 'case/answered')
    return <p className="gt-note">{text('rate:sentLow')}</p>
  if (!isAllowed(view, 'recordSatisfied')) return null
  const submit = (given: Rating) => {
    const command = ratingCommand(given)
    if (command) void send(command)
  }
  return <RatingForm anti="rate:anti" sending={sending} error={error} onSubmit={submit} />
}
