import type { Draft, Lack } from './draft.ts'

/** What every question gets: the answers so far, a way to change them, and what is still missing. */
export interface QuestionProps {
  readonly draft: Draft
  readonly update: (change: (draft: Draft) => Partial<Draft>) => void
  readonly lack: Lack | null
}
