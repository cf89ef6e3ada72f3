import { LongTextField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { QuestionProps } from './question-props.ts'

export function WhatQuestion({ draft, update, lack }: QuestionProps): ReactNode {
  const text = useText()
  return (
    <LongTextField
      label={text('report:checkText')}
      hint={
        <>
          <p>{text('report:whatHint')}</p>
          <p>{text('report:whatExample')}</p>
        </>
      }
      error={lack === 'text' ? text('report:lackText') : null}
      value={draft.text}
      maxLength={5000}
      onChange={(value) => update(() => ({ text: value }))}
    />
  )
}
