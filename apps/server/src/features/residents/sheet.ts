import type { Actor } from '@gezhi/core/people/actor'
import { purposeOf, purposesOf } from '@gezhi/core/residents/purposes'
import { keepsResidents, refuseOpen } from '@gezhi/core/residents/resident'
import type { ResidentRow, ResidentSheet } from '@gezhi/core/residents/resident.view'
import type { Tx } from '../../kernel/database.ts'
import { findConsents } from './consent.store.ts'
import { hasNeeds } from './open.store.ts'
import { findResidences, type Held } from './resident.store.ts'

export const rowOf = (held: Held): ResidentRow => ({
  id: held.id,
  name: held.name,
  idNo: held.idNo,
  phone: held.phone,
  ageBand: held.ageBand,
  kind: held.kind,
  community: held.community,
  grid: held.grid,
  verifiedAt: held.verifiedAt,
  retentionUntil: held.retentionUntil,
  locked: held.locked,
  deceased: held.deceased,
})

/** A masked record with all that belongs to it, and what the asking post may open of it. */
export async function sheetOf(tx: Tx, actor: Actor, held: Held, now: number): Promise<ResidentSheet> {
  const { district } = actor
  const consents = await findConsents(tx, district, held.id)
  const mayOpen = purposesOf(actor.role).filter(
    (purpose) =>
      refuseOpen({ actor, purpose, parts: purposeOf(purpose).opens, record: held, consents }) === null,
  )
  return {
    ...rowOf(held),
    sex: held.sex,
    language: held.language,
    legalBasis: held.legalBasis,
    article: held.article,
    purposes: held.purposes,
    source: held.source,
    street: held.street,
    version: held.version,
    createdAt: held.createdAt,
    hasNeeds: await hasNeeds(tx, district, held.id, now),
    consents: [...consents],
    residences: await findResidences(tx, district, held.id),
    mayOpen: [...mayOpen],
    mayKeep: keepsResidents(actor) && !held.locked,
  }
}
