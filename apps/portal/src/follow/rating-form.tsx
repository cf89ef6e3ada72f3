import { ProblemNote } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'
import { Questions, type QuestionsProps } from './questions.tsx'
import { lackOfRating, type Rating, unanswered } from './rating.ts'

interface RatingFormProps extends Pick<QuestionsProps, 'anti'> {
  readonly sending: boolean
  readonly error: unknown
  /** Called at every press; what is lacking is shown here. */
  readonly onSubmit: (given: Rating) => void
}

/** The three questions and how they are sent: the same by link and with the access key. */
export function RatingForm({ anti, sending, error, onSubmit }: RatingFormProps): ReactNode {
  const text = useText()
  const [given, setGiven] = useState(unanswered)
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    onSubmit(given)
  }
  return (
    <section className="gt-panel gt-stack">
      <h2>{text('rate:title')}</h2>
      <p>{text('rate:lead')}</p>
      <Questions
        given={given}
        anti={anti}
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
