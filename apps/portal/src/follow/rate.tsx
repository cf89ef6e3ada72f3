import { ChoiceField, LongTextField, ProblemNote } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'
import { isAllowed, useAct } from './act.ts'
import type { Acting } from './acting.ts'
import { hasWrittenSinceFollowUp, lackOfRating, type Rating, ratingCommand } from './rating.ts'

const RATINGS = [5, 4, 3, 2, 1] as const
const unanswered: Rating = { contacted: null, solved: null, rating: null, note: '' }

/** The follow-up: three questions, and where a low answer goes. */
export function RatePanel({ view, secret }: Acting): ReactNode {
  const text = useText()
  const { sending, error, send } = useAct(view.id, secret)
  const [given, setGiven] = useState(unanswered)
  const [tried, setTried] = useState(false)
  const rated = view.timeline.some(
    ({ type, actor }) => type === 'follow-up.recorded' && actor.role === 'RESIDENT',
  )
  if (rated) return <p className="gt-note good">{text('rate:sent')}</p>
  if (!isAllowed(view, 'recordSatisfied')) return null
  if (hasWrittenSinceFollowUp(view)) return <p className="gt-note">{text('rate:sentLow')}</p>
  const change = (part: Partial<Rating>) => setGiven((all) => ({ ...all, ...part }))
  const lack = tried ? lackOfRating(given) : null
  const low = given.rating !== null && given.rating < 3
  const submit = () => {
    setTried(true)
    const command = ratingCommand(given, lowText(given))
    if (command) void send(command)
  }
  const lowText = ({ contacted, solved, rating, note }: Rating) =>
    text('rate:lowText', {
      rating: rating ?? '',
      contacted: text(contacted ? 'rate:yes' : 'rate:no'),
      solved: text(solved ? 'rate:yes' : 'rate:no'),
      why: note.trim(),
    })
  return (
    <section className="gt-panel gt-stack">
      <h2>{text('rate:title')}</h2>
      <p>{text('rate:lead')}</p>
      <YesNo
        label={text('rate:contacted')}
        error={lack === 'contacted' ? text('rate:lackContacted') : null}
        value={given.contacted}
        onChange={(contacted) => change({ contacted })}
      />
      <YesNo
        label={text('rate:solved')}
        error={lack === 'solved' ? text('rate:lackSolved') : null}
        value={given.solved}
        onChange={(solved) => change({ solved })}
      />
      <ChoiceField
        label={text('rate:rating')}
        error={lack === 'rating' ? text('rate:lackRating') : null}
        choices={RATINGS.map((rating) => ({ value: String(rating), label: text(`rate:r${rating}`) }))}
        value={given.rating === null ? null : String(given.rating)}
        onChange={(rating) => change({ rating: Number(rating) })}
      />
      {low ? <p className="gt-note">{text('rate:low')}</p> : null}
      <LongTextField
        label={text(low ? 'rate:why' : 'rate:note')}
        error={lack === 'why' ? text('rate:lackWhy') : null}
        value={given.note}
        maxLength={400}
        onChange={(note) => change({ note })}
      />
      <p className="gt-muted gt-small">{text('rate:anti')}</p>
      <ProblemNote error={error} />
      <button type="button" className="gt-button primary wide" disabled={sending} onClick={submit}>
        {text(sending ? 'report:sending' : 'rate:send')}
      </button>
    </section>
  )
}

interface YesNoProps {
  readonly label: string
  readonly error: string | null
  readonly value: boolean | null
  readonly onChange: (value: boolean) => void
}

function YesNo({ label, error, value, onChange }: YesNoProps): ReactNode {
  const text = useText()
  return (
    <ChoiceField
      inline
      label={label}
      error={error}
      choices={[
        { value: 'yes', label: text('rate:yes') },
        { value: 'no', label: text('rate:no') },
      ]}
      value={value === null ? null : value ? 'yes' : 'no'}
      onChange={(answer) => onChange(answer === 'yes')}
    />
  )
}
