import { newId } from '@gezhi/client/ids'
import { useState } from 'react'
import { type Draft, emptyDraft, loadDraft, saveDraft } from './draft.ts'

export interface DraftInHand {
  readonly draft: Draft
  readonly update: (change: (draft: Draft) => Partial<Draft>) => void
  /** False when this device does not allow keeping the draft. */
  readonly saved: boolean
}

/**
 * The draft of this device, begun when there is none, saved with every change. `related`: the earlier case from which
 * the page was opened.
 */
export function useDraft(related: string | null): DraftInHand {
  const [held, setHeld] = useState(() => {
    const draft = loadDraft(localStorage, Date.now()) ?? emptyDraft(newId)
    return { draft: related ? { ...draft, related } : draft, saved: true }
  })
  const update = (change: (draft: Draft) => Partial<Draft>): void =>
    setHeld(({ draft }) => {
      const next = { ...draft, ...change(draft) }
      return { draft: next, saved: saveDraft(localStorage, next, Date.now()) }
    })
  return { ...held, update }
}
