import type { Actor } from '@gezhi/core/people/actor'
import type { Tx } from './database.ts'

/** A list that leaves the system as a file. */
export interface Export {
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
  /** Network address of who asked. */
  readonly address: string
  /** Which list, e.g. `cases`. */
  readonly list: string
  readonly rows: number
  /** What was asked for, as it was asked. */
  readonly filter: object
}

/** What features write into the audit trail, in a transaction of `writeAs`; the feature `people` keeps it. */
export interface AuditTrail {
  readonly exported: (tx: Tx, made: Export) => Promise<void>
}
