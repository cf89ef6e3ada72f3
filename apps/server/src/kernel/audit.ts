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

/** What was done with residents' data, by ids and codes: never a value. */
export interface PersonalDeed {
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
  readonly action: (typeof PERSONAL_ACTIONS)[number]
  /** e.g. `resident:<id>`. */
  readonly subject: string
  readonly data: Readonly<Record<string, string | number | boolean | readonly string[] | null>>
}

export const PERSONAL_ACTIONS = [
  'resident.registered',
  'resident.corrected',
  'resident.residence-added',
  'resident.searched',
  'resident.code-made',
  'resident.identified',
  'resident.erased',
  'resident.held',
  'consent.given',
  'consent.withdrawn',
  'need.recorded',
  'need.ended',
  'export.asked',
  'export.decided',
  'export.taken',
  'alarm.raised',
  'alarm.settled',
  'protection.recorded',
  'gate.registered',
  'gate.checked',
  'pass.made',
  'pass.ended',
] as const

/** Writes what was done with residents' data into the audit trail, in the transaction that does it. */
export interface PersonalTrail {
  readonly noted: (tx: Tx, deed: PersonalDeed) => Promise<void>
}
