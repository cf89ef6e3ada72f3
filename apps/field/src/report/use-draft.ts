import { newId } from '@gezhi/client/ids'
import { useState } from 'react'
import { type Draft, dropDraft, emptyDraft, loadDraft, saveDraft } from './draft.ts'

export interface DraftInHand {
  readonly draft: Draft
  readonly update: (change: (draft: Draft) => Partial<Draft>) => void
  /** Begins anew with new ids. */
  readonly reset: () => void
  /** False when this device does not allow keeping the draft. */
  readonly saved: boolean
}

/** The report that this person has begun here, saved with every change. */
export function useDraft(person: string): DraftInHand {
  const [held, setHeld] = useState(() => ({
    draft: loadDraft(localStorage, person) ?? emptyDraft(newId),
    saved: true,
  }))
  const update = (change: (draft: Draft) => Partial<Draft>): void =>
    setHeld(({ draft }) => {
      const next = { ...draft, ...change(draft) }
      return { draft: next, saved: saveDraft(localStorage, person, next) }
    })
  const reset = (): void => {
    dropDraft(localStorage, person)
    setHeld({ draft: emptyDraft(newId), saved: true })
  }
  return { ...held, update, reset }
}
