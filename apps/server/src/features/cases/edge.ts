// What happens to a command before it is decided: datum, duplicates, source; and what never reaches a fact: the contact.
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { newCase } from '@gezhi/core/cases/case.new'
import { decide } from '@gezhi/core/cases/decide'
import type { Place } from '@gezhi/core/cases/schemas'
import { DAY } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import { contactKeptWhileOpen } from '@gezhi/core/people/retention'
import gcoordModule from 'gcoord'
import type { Db } from '../../kernel/database.ts'
import type { DistrictBook } from '../../kernel/district.ts'
import { readAs, writeAs } from '../../kernel/access.store.ts'
import type { PersonalStore } from '../../kernel/personal.ts'
import { wholeDistrict } from '@gezhi/core/people/scope'
import type { CaseFindings } from './case.kind.ts'
import { findNear } from './find.store.ts'
import { likeness } from './likeness.ts'

// Gate: the library is CommonJS without its own default, its types say otherwise.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default

/** Coordinates as CGCS2000, which agrees with WGS-84 to centimetres; GCJ-02 is off by about 563 m here. */
export function toCgcs2000(place: Place): Place {
  const { datum = 'WGS84', lon, lat } = place
  if (datum === 'WGS84' || datum === 'CGCS2000') return place
  const from = datum === 'GCJ02' ? gcoord.GCJ02 : gcoord.BD09
  const [x, y] = gcoord.transform([lon, lat], from, gcoord.WGS84)
  return { ...place, lon: x, lat: y, datum: 'CGCS2000' }
}

export interface Prepared {
  readonly command: CaseCommand
  readonly findings: CaseFindings
}

/** The command with its place converted; what the reporter gave goes along as a finding. */
export function convertPlace(command: CaseCommand): Prepared {
  if (!('place' in command) || command.place === undefined) return { command, findings: {} }
  const place = toCgcs2000(command.place)
  return place === command.place
    ? { command, findings: {} }
    : { command: { ...command, place }, findings: { given: command.place } }
}

/** Hashes of all files that a command names: they must have been uploaded before. */
export function filesOf(command: CaseCommand): string[] {
  const hashes: string[] = []
  for (const [name, value] of Object.entries(command)) {
    if (name === 'voice' && typeof value === 'string') hashes.push(value)
    if (/photos|files/i.test(name) && Array.isArray(value))
      hashes.push(...value.filter((one) => typeof one === 'string'))
  }
  return [...new Set(hashes)]
}

/**
 * Keeps the reporter's contact, encrypted and outside every fact, before the report is decided: a contact that is on
 * file without a case is erased in time, a report whose contact was lost could not be answered.
 */
export async function keepContact(
  db: Db,
  personal: PersonalStore,
  at: { readonly stream: string; readonly actor: Actor; readonly book: DistrictBook; readonly now: number },
  { command, findings }: Prepared,
): Promise<void> {
  const reports = command.type === 'report' || command.type === 'ingest' || command.type === 'selfHandle'
  if (!reports || !command.contact) return
  const { actor, book, stream, now } = at
  const dry = decide(command, newCase, { now, actor, rules: book.rules, stream, ...findings })
  if (!dry.ok) return
  const { name, phone } = command.contact
  await writeAs(db, actor.district, (tx) =>
    personal.saveContact(tx, actor.district, {
      id: stream,
      name,
      phone,
      purpose: 'CASE_FOLLOW_UP',
      legalBasis: 'CONSENT',
      retentionUntil: contactKeptWhileOpen(now),
    }),
  )
}

export interface Candidate {
  readonly lon: number
  readonly lat: number
  readonly item: string | null
  readonly text: string
  readonly except?: string
}

/** Candidates within the item's radius and a week (a day when urgent), best first. */
export async function scoreNearby(
  db: Db,
  { district, now, book }: { readonly district: number; readonly now: number; readonly book: DistrictBook },
  candidate: Candidate,
) {
  const item = candidate.item === null ? undefined : book.rules.item(candidate.item)
  const radiusM = item?.radiusM ?? 200
  const since = now - (item?.urgency === 'URGENT' ? DAY : 7 * DAY)
  const rows = await readAs(db, wholeDistrict(district), (tx) =>
    findNear(tx, district, { lon: candidate.lon, lat: candidate.lat, radiusM, since }),
  )
  return rows
    .filter((row) => row.id !== candidate.except)
    .map((row) => ({
      row,
      ...likeness(
        { family: item?.family ?? null, radiusM, at: [candidate.lon, candidate.lat], text: candidate.text },
        { family: row.family, radiusM, at: [row.lon, row.lat], text: row.title },
      ),
    }))
    .filter((scored) => scored.distanceM <= radiusM)
    .sort((a, b) => b.score - a.score)
}
