import { ChoiceField, LongTextField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { Rating, RatingLack } from './rating.ts'

const RATINGS = [5, 4, 3, 2, 1] as const

export interface QuestionsProps {
  readonly given: Rating
  readonly lack: RatingLack | null
  /** Where to say that somebody asked for a rating. */
  readonly anti: 'rate:anti' | 'rate:antiLink'
  readonly onChange: (part: Partial<Rating>) => void
}

/** Contacted, solved, satisfied: three questions and no more; where a low answer goes is said at once. */
export function Questions({ given, lack, anti, onChange }: QuestionsProps): ReactNode {
  const text = useText()
  const low = given.rating !== null && given.rating < 3
  return (
    <>
      <YesNo
        label={text('rate:contacted')}
        error={lack === 'contacted' ? text('rate:lackContacted') : null}
        value={given.contacted}
        onChange={(contacted) => onChange({ contacted })}
      />
      <YesNo
        label={text('rate:solved')}
        error={lack === 'solved' ? text('rate:lackSolved') : null}
        value={given.solved}
        onChange={(solved) => onChange({ solved })}
      />
      <ChoiceField
        label={text('rate:rating')}
        error={lack === 'rating' ? text('rate:lackRating') : null}
        choices={RATINGS.map((rating) => ({ value: String(rating), label: text(`rate:r${rating}`) }))}
        value={given.rating === null ? null : String(given.rating)}
        onChange={(rating) => onChange({ rating: Number(rating) })}
      />
      {low ? <p className="gt-note">{text('rate:low')}</p> : null}
      <LongTextField
        label={text(low ? 'rate:why' : 'rate:note')}
        error={lack === 'why' ? text('rate:lackWhy') : null}
        value={given.note}
        maxLength={400}
        onChange={(note) => onChange({ note })}
      />
      <p className="gt-muted gt-small">{text(anti)}</p>
    </>
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
