import { useEffect, useRef, useState } from 'react'
import { type Held, useHeld } from '../offline/held.ts'
import { emptyWork, type WorkDraft } from './draft.ts'

export interface WorkDraftInHand {
  /** Undefined until the device was asked for what is begun. */
  readonly draft: WorkDraft | undefined
  readonly update: (change: (draft: WorkDraft) => Partial<WorkDraft>) => void
  /** Until what was written last is on the disk. */
  readonly kept: () => Promise<void>
  /** Forgets what was written; grid and field stay chosen for the next record of the same round. */
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
  const latest = useRef(emptyWork)
  // One after the other: sealing takes a moment, and an older state must never overtake a newer one.
  const writing = useRef(Promise.resolve())
  useEffect(() => {
    let isHere = true
    const show = (found: WorkDraft): void => {
      if (!isHere) return
      latest.current = found
      setDraft(found)
    }
    if (held)
      void begun(held, note).then(show, (error: unknown) => {
        reportError(error)
        show(emptyWork)
      })
    return () => {
      isHere = false
    }
  }, [held, note])
  const write = (work: () => Promise<void> | undefined): Promise<void> => {
    writing.current = writing.current.then(work).catch((error: unknown) => reportError(error))
    return writing.current
  }
  return {
    draft,
    update(change) {
      const next = { ...latest.current, ...change(latest.current) }
      latest.current = next
      setDraft(next)
      void write(() => held?.device.notes.put(note, next))
    },
    kept: () => writing.current,
    async reset() {
      const { grid, field } = latest.current
      latest.current = { ...emptyWork, grid, field }
      setDraft(latest.current)
      await write(() => held?.device.notes.remove(note))
    },
  }
}
