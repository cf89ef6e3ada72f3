import { useEffect, useState } from 'react'
import { type Held, useHeld } from '../offline/held.ts'
import { emptyWork, type WorkDraft } from './draft.ts'

export interface WorkDraftInHand {
  /** Undefined until the device was asked for what is begun. */
  readonly draft: WorkDraft | undefined
  readonly update: (change: Partial<WorkDraft>) => void
  readonly reset: () => Promise<void>
}

// Gate: written by `update` only; what a former version did not know is empty.
const begun = async ({ device }: Held, note: string): Promise<WorkDraft> => ({
  ...emptyWork,
  ...((await device.notes.get(note)) as Partial<WorkDraft> | undefined),
})

/** What this person has begun in one form, sealed on the device with every change. */
export function useWorkDraft(name: string): WorkDraftInHand {
  const held = useHeld()
  const note = `work ${name}`
  const [draft, setDraft] = useState<WorkDraft>()
  useEffect(() => {
    let isHere = true
    if (held)
      void begun(held, note).then(
        (kept) => isHere && setDraft(kept),
        (error: unknown) => {
          reportError(error)
          if (isHere) setDraft(emptyWork)
        },
      )
    return () => {
      isHere = false
    }
  }, [held, note])
  return {
    draft,
    update: (change) =>
      setDraft((last) => {
        const next = { ...(last ?? emptyWork), ...change }
        void held?.device.notes.put(note, next).catch((error: unknown) => reportError(error))
        return next
      }),
    async reset() {
      await held?.device.notes.remove(note)
      setDraft(emptyWork)
    },
  }
}
