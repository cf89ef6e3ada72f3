import { VISIT_NEEDS, VISIT_OUTCOMES } from '@gezhi/core/fieldwork/commands'
import { ChoiceField, LongTextField, TextField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { PartProps } from './part.ts'

/** A visit: how it went; of one that was declined nothing more is asked. */
export function VisitPart({ draft, update, errorOf }: PartProps): ReactNode {
  const text = useText()
  return (
    <>
      <ChoiceField
        inline
        label={text('work:outcome')}
        hint={text('work:refusedHint')}
        error={errorOf('lackOutcome')}
        choices={VISIT_OUTCOMES.map((value) => ({ value, label: text(`workOutcome:${value}`) }))}
        value={draft.outcome}
        onChange={(outcome) => update(() => ({ outcome }))}
      />
      {draft.outcome === 'MET' ? (
        <>
          <ChoiceField
            inline
            label={text('work:needs')}
            choices={VISIT_NEEDS.map((value) => ({ value, label: text(`workNeed:${value}`) }))}
            value={draft.needs}
            onChange={(needs) => update(() => ({ needs }))}
          />
          <TextField
            label={text('work:whereVisit')}
            hint={text('work:whereVisitHint')}
            value={draft.where}
            maxLength={100}
            onChange={(where) => update(() => ({ where }))}
          />
          <LongTextField
            label={text('work:note')}
            hint={text('work:noteHint')}
            value={draft.note}
            maxLength={1000}
            onChange={(note) => update(() => ({ note }))}
          />
        </>
      ) : null}
    </>
  )
}
