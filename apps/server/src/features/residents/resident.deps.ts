import type { Actor } from '@gezhi/core/people/actor'
import type { PersonalTrail } from '../../kernel/audit.ts'
import type { Buckets } from '../../kernel/buckets.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Registers } from '../../kernel/district.ts'
import type { ResidentKey } from '../../kernel/resident.ts'
import { placeIn, type SealedTable, type Vault } from '../../kernel/vault.ts'

export interface ResidentDeps extends Deps {
  readonly registers: Registers
  readonly homeDistrict: () => number
  readonly vault: Vault
  readonly trail: PersonalTrail
  readonly buckets: Buckets
  readonly residentKeyFor: (commandId: string) => ResidentKey
}

/** Who does something, where and when. */
export interface Doing {
  readonly actor: Actor
  /** Milliseconds. */
  readonly now: number
}

const sealed = (table: string, id: string, columns: readonly string[]): SealedTable => ({
  table,
  id,
  columns,
  place: placeIn(table),
})

export const RESIDENTS = sealed('identity.resident', 'id', ['name_enc', 'id_no_enc'])
export const PHONES = sealed('personal.phone', 'resident', ['phone_enc'])
export const NEEDS = sealed('needs.need', 'id', ['content_enc'])
export const REQUEST_TEXTS = sealed('privacy.request_text', 'id', ['text_enc'])
export const PASSES = sealed('gates.pass', 'id', ['name_enc'])

/** Everything of residents that is sealed: what a rotation of keys goes through. */
export const SEALED: readonly SealedTable[] = [RESIDENTS, PHONES, NEEDS, REQUEST_TEXTS, PASSES]
