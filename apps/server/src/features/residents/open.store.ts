// The only way to sealed values: functions of the database that write who reads, one for each part (R-P-20, R-P-22).
import type { Actor } from '@gezhi/core/people/actor'
import type { NewNeed } from '@gezhi/core/residents/resident'
import type { NeedView } from '@gezhi/core/residents/resident.view'
import type { Part } from '@gezhi/core/residents/purposes'
import { sql, type RawBuilder } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Tx } from '../../kernel/database.ts'
import type { Vault } from '../../kernel/vault.ts'
import { NEEDS, PHONES, RESIDENTS } from './resident.deps.ts'

export interface Opening {
  readonly resident: string
  readonly reveal: string
  readonly actor: Actor
  readonly now: number
  readonly purpose: string
  readonly channel: 'CONSOLE' | 'PORTAL' | 'EXPORT'
}

const by = ({ actor: { post, person, role, org }, purpose, channel }: Opening): RawBuilder<unknown> =>
  sql`${post}, ${person}, ${role}, ${org}, ${purpose}, ${channel}`
const about = ({ actor: { district }, resident, reveal, now }: Opening): RawBuilder<unknown> =>
  sql`${district}, ${resident}, ${newId()}, ${reveal}, ${new Date(now)}`

export interface Identity {
  readonly name: string
  readonly idNo: string | null
}

/** Null when the record is gone, past its date or locked. */
export async function openIdentity(tx: Tx, vault: Vault, opening: Opening): Promise<Identity | null> {
  const { rows } = await sql<{ name_enc: Buffer; id_no_enc: Buffer | null }>`
    select * from identity.open_resident(${about(opening)}, ${by(opening)})`.execute(tx)
  const [row] = rows
  if (!row) return null
  const place = (column: string) => RESIDENTS.place(opening.actor.district, opening.resident, column)
  return {
    name: vault.open(row.name_enc, place('name_enc')),
    idNo: row.id_no_enc && vault.open(row.id_no_enc, place('id_no_enc')),
  }
}

/** Null when no phone is held. */
export async function openPhone(tx: Tx, vault: Vault, opening: Opening): Promise<string | null> {
  const { rows } = await sql<{ phone_enc: Buffer }>`
    select * from personal.open_phone(${about(opening)}, ${by(opening)})`.execute(tx)
  const [row] = rows
  return row
    ? vault.open(row.phone_enc, PHONES.place(opening.actor.district, opening.resident, 'phone_enc'))
    : null
}

type NeedContent = Pick<NewNeed, 'needType' | 'requestedBy'> & { readonly visitPlan: string | null }

interface NeedRow {
  readonly id: string
  readonly content_enc: Buffer
  readonly carers: string[]
  readonly valid_to: number
}

/** `street`: needs of that street, for its officers; `all`: for the person and for answering a request. */
export async function openNeeds(
  tx: Tx,
  vault: Vault,
  opening: Opening,
  sight: { readonly street: string | null; readonly all: boolean },
): Promise<NeedView[]> {
  const { rows } = await sql<NeedRow>`
    select id, content_enc, carers, valid_to from needs.open_needs(${about(opening)}, ${sight.street}, ${sight.all},
      ${by(opening)})`.execute(tx)
  return rows.map(({ id, content_enc, carers, valid_to }) => {
    const text = vault.open(content_enc, NEEDS.place(opening.actor.district, id, 'content_enc'))
    // Gate: sealed by `insertNeed` below.
    return { id, ...(JSON.parse(text) as NeedContent), carers, validTo: valid_to }
  })
}

interface NeedWriting {
  readonly district: number
  readonly id: string
  readonly resident: string
  readonly consent: string
  readonly street: string
  readonly now: number
  readonly post: string
}

export async function insertNeed(tx: Tx, vault: Vault, at: NeedWriting, given: NewNeed): Promise<void> {
  const { needType, requestedBy, visitPlan = null, carers, assessment, validTo } = given
  const content = JSON.stringify({ needType, requestedBy, visitPlan } satisfies NeedContent)
  await sql`insert into needs.need (district, id, resident, content_enc, consent, assessment, carers, street, valid_to,
      created_at, created_by)
    values (${at.district}, ${at.id}, ${at.resident},
      ${vault.seal(content, NEEDS.place(at.district, at.id, 'content_enc'))}, ${at.consent}, ${assessment},
      ${[...carers]}, ${at.street}, ${new Date(validTo)}, ${new Date(at.now)}, ${at.post})`.execute(tx)
}

/** False when there is no such need. */
export async function deleteNeed(tx: Tx, district: number, resident: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from needs.need
    where district = ${district} and resident = ${resident} and id = ${id}`.execute(tx)
  return numAffectedRows === 1n
}

export async function hasNeeds(tx: Tx, district: number, resident: string, now: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from needs.need
    where district = ${district} and resident = ${resident} and valid_to > ${new Date(now)}) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}

export interface ReadingRow {
  readonly day: string
  readonly role: string
  readonly org: string
  readonly purpose: string
  readonly parts: Part[]
}

/** Who opened a record, by day (China has one time, UTC+8); without names and posts (R-P-23). */
export async function findReadings(tx: Tx, district: number, resident: string): Promise<ReadingRow[]> {
  const { rows } = await sql<ReadingRow>`
    select to_char((at at time zone 'UTC') + interval '8 hours', 'YYYY-MM-DD') as day, role, org, purpose,
      array_agg(distinct part order by part) as parts
    from privacy.read_log where district = ${district} and resident = ${resident} and purpose <> 'SELF'
    group by 1, role, org, purpose, reveal order by 1 desc, role, purpose limit 200`.execute(tx)
  return rows
}
