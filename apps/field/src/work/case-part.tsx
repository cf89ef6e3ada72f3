import type { CheckItem } from '@gezhi/core/districts/register'
import type { TaskSort } from '@gezhi/core/fieldwork/commands'
import { ChoiceField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { OwnPlaceField } from '../library/own-place.tsx'
import { useText } from '../text.ts'
import { badOf, wantsCase, type WorkDraft } from './draft.ts'
import type { WorkDraftInHand } from './use-work-draft.ts'

interface CasePartProps {
  readonly sort: TaskSort
  readonly draft: WorkDraft
  /** Items of the chosen field. */
  readonly asked: readonly CheckItem[]
  readonly update: WorkDraftInHand['update']
  readonly error: string | null
}

/** Whether what was found or wished becomes a case, and where that is: nothing has to be typed a second time. */
export function CasePart({ sort, draft, asked, update, error }: CasePartProps): ReactNode {
  const text = useText()
  const hazards = sort === 'CHECK' ? badOf(draft, asked).length : 0
  if (sort !== 'OPINION' && hazards === 0) return null
  const wanted = wantsCase(sort, draft)
  return (
    <section className="gt-panel gt-stack">
      <ChoiceField
        inline
        label={text('work:asCase')}
        hint={hazards > 0 ? text('work:asCaseHazards', { n: hazards }) : undefined}
        choices={[
          { value: 'yes', label: text('work:asCaseYes') },
          { value: 'no', label: text('work:asCaseNo') },
        ]}
        value={wanted ? 'yes' : 'no'}
        onChange={(value) => update(() => ({ asCase: value === 'yes' }))}
      />
      {wanted ? (
        <div className="gt-stack tight">
          <h2>{text('work:casePlace')}</h2>
          <OwnPlaceField atOnce error={error} value={draft} onChange={(change) => update(() => change)} />
        </div>
      ) : null}
    </section>
  )
}
