import { PlaceField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { QuestionProps } from './question-props.ts'

export function WhereQuestion({ draft, update, lack }: QuestionProps): ReactNode {
  const text = useText()
  return (
    <PlaceField
      hint={text('report:whereHint')}
      error={lack === 'point' ? text('report:lackPoint') : null}
      value={draft}
      onChange={(change) => update(() => change)}
    />
  )
}
