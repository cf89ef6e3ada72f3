import { LongTextField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { PartProps } from './part.ts'

/** An opinion, without whose it is. */
export function OpinionPart({ draft, update, errorOf }: PartProps): ReactNode {
  const text = useText()
  return (
    <LongTextField
      label={text('work:wish')}
      hint={text('work:wishHint')}
      error={errorOf('lackWish')}
      value={draft.note}
      maxLength={1000}
      onChange={(note) => update(() => ({ note }))}
    />
  )
}
