import type { Actor } from '@gezhi/core/people/actor'
import type { Tx } from './database.ts'

export const LEGAL_BASES = ['CONSENT', 'STATUTORY_DUTY', 'EMERGENCY', 'CONTRACT'] as const
/** PIPL article 13, as it is kept with every record (domain specification §4.5, R-P-03). */
export type LegalBasis = (typeof LEGAL_BASES)[number]

export interface NewContact {
  readonly id: string
  readonly name?: string | undefined
  readonly phone?: string | undefined
  /** What it is for, e.g. `CASE_FOLLOW_UP`. */
  readonly purpose: string
  readonly legalBasis: LegalBasis
  /** Milliseconds since 1970; from then on nobody can read it (R-P-09). */
  readonly retentionUntil: number
}

export interface MaskedContact {
  readonly name: string | null
  readonly phone: string | null
}

export interface Reveal {
  readonly id: string
  readonly actor: Actor
  /** Code of the purpose, e.g. `CONTACT_REPORTER`; whether it is allowed is the caller's rule. */
  readonly purpose: string
  /** What the reading was about, e.g. `case:<id>`. */
  readonly subject: string
}

/**
 * Contacts of people who are not staff. Every function runs in a transaction of `writeAs` (role `gezhi_app`, bound to
 * the district); `masked` also in one of `readAs`. Times are milliseconds.
 */
export interface PersonalStore {
  /** Encrypts and keeps a contact. Saving the same id again changes nothing. */
  readonly saveContact: (tx: Tx, district: number, contact: NewContact) => Promise<void>
  /** 张* and 138****1234 by contact id; contacts that are gone or past their time are left out. */
  readonly maskedContacts: (
    tx: Tx,
    district: number,
    ids: readonly string[],
  ) => Promise<Map<string, MaskedContact>>
  /** The plain contact; the reading is in the log in the same transaction. Null when it is gone or past its time. */
  readonly revealContact: (tx: Tx, reveal: Reveal) => Promise<MaskedContact | null>
  /** Moves the dates of contacts by id (milliseconds); what is past its time stays past it. Answers how many moved. */
  readonly keepContacts: (tx: Tx, district: number, until: ReadonlyMap<string, number>) => Promise<number>
  /** Deletes what is past its time; answers how many (R-P-09). */
  readonly eraseExpired: (tx: Tx, district: number) => Promise<number>
}
