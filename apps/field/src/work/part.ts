import type { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import type { WorkDraft, WorkLack } from './draft.ts'
import type { WorkDraftInHand } from './use-work-draft.ts'

/** What the part of one sort is given. */
export interface PartProps {
  readonly draft: WorkDraft
  readonly update: WorkDraftInHand['update']
  readonly errorOf: (lack: WorkLack) => string | null
  /** The planned task that is done with it. */
  readonly task: HeldFieldTask | null
}
