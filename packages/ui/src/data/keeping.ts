import type { CaseCommand } from '@gezhi/core/cases/commands'

/** received: the centre has it · kept: it is safe on this device and goes out by itself. */
export type Issued = 'received' | 'kept'

/** A device that keeps what its person does until the centre has it. */
export interface Keeping {
  /** Whose it is; what is half filled in is shown to nobody else on the device. */
  readonly person: string
  /**
   * Does a command on a case. Waits a moment for the centre's answer when there is a network: throws `Refused` when it
   * said no, and then nothing is kept. Throws `NoSpace`.
   */
  readonly issue: (caseId: string, command: CaseCommand) => Promise<Issued>
}
