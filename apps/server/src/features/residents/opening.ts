// Opening a record for a purpose: the rule, the parts one by one, the log, and the alarm when somebody opens too many.
import { ALARM_READS, inArea, refuseOpen, REVEAL_MS, STREET_OFFICERS } from '@gezhi/core/residents/resident'
import { SELF, type Part, type PurposeCode } from '@gezhi/core/residents/purposes'
import type { Revealed } from '@gezhi/core/residents/resident.view'
import type { ResidentRefusalCode } from '@gezhi/core/residents/refusals'
import { DAY, HOUR } from '@gezhi/core/kernel/calendar'
import { v7 as newId } from 'uuid'
import type { Tx } from '../../kernel/database.ts'
import { countReads, raiseAlarm } from './alarm.store.ts'
import { findConsents } from './consent.store.ts'
import { openIdentity, type Opening, openNeeds, openPhone } from './open.store.ts'
import type { Doing, ResidentDeps } from './resident.deps.ts'
import { findResident, type Held } from './resident.store.ts'

type Given = Pick<ResidentDeps, 'vault' | 'trail'>

const CHINA_OFFSET = 8 * HOUR
const dayStart = (at: number): number => Math.floor((at + CHINA_OFFSET) / DAY) * DAY - CHINA_OFFSET

/** The record when it lies in the actor's area; outside it there is none. */
export async function residentFor(tx: Tx, { actor, now }: Doing, id: string): Promise<Held | null> {
  const held = await findResident(tx, actor.district, id, now)
  return held && inArea(actor, held) ? held : null
}

/** Told once a day, and counted on (R-P-24). */
async function watch(tx: Tx, { trail }: Given, { actor, now }: Doing): Promise<void> {
  const reads = await countReads(tx, actor.district, actor.person, dayStart(now))
  if (reads <= ALARM_READS) return
  const day = new Date(now + CHINA_OFFSET).toISOString().slice(0, 10)
  const { person, post, district } = actor
  if (await raiseAlarm(tx, district, { person, post, day, at: now, reads }))
    await trail.noted(tx, {
      actor,
      at: now,
      action: 'alarm.raised',
      subject: `person:${person}`,
      data: { day, reads },
    })
}

async function openParts(
  tx: Tx,
  { vault }: Given,
  opening: Opening,
  wish: { readonly parts: readonly Part[]; readonly street: string | null; readonly all: boolean },
): Promise<Revealed> {
  const identity = wish.parts.includes('IDENTITY') ? await openIdentity(tx, vault, opening) : null
  const phone = wish.parts.includes('CONTACT') ? await openPhone(tx, vault, opening) : null
  const needs = wish.parts.includes('NEEDS') ? await openNeeds(tx, vault, opening, wish) : null
  return {
    name: identity?.name ?? null,
    idNo: identity?.idNo ?? null,
    phone,
    needs,
    expiresAt: opening.now + REVEAL_MS,
  }
}

export interface RevealWish {
  readonly id: string
  readonly purpose: PurposeCode
  readonly parts: readonly Part[]
  readonly channel: 'CONSOLE' | 'EXPORT'
}

/** Opens parts of a record for a post, or says why not. */
export async function reveal(
  tx: Tx,
  given: Given,
  doing: Doing,
  { id, purpose, parts, channel }: RevealWish,
): Promise<Revealed | ResidentRefusalCode> {
  const { actor, now } = doing
  const held = await residentFor(tx, doing, id)
  if (!held) return 'resident/unknown'
  const consents = await findConsents(tx, actor.district, id)
  const refused = refuseOpen({ actor, purpose, parts, record: held, consents })
  if (refused) return refused
  const street = STREET_OFFICERS.includes(actor.role) ? (actor.street ?? null) : null
  const opening: Opening = { resident: id, reveal: newId(), actor, now, purpose, channel }
  const shown = await openParts(tx, given, opening, { parts, street, all: purpose === 'DATA_REQUEST' })
  await watch(tx, given, doing)
  return shown
}

/** The person's own look at everything that is held. */
export const revealOwn = (tx: Tx, given: Given, { actor, now }: Doing, id: string): Promise<Revealed> =>
  openParts(
    tx,
    given,
    { resident: id, reveal: newId(), actor, now, purpose: SELF, channel: 'PORTAL' },
    { parts: ['IDENTITY', 'CONTACT', 'NEEDS'], street: null, all: true },
  )
