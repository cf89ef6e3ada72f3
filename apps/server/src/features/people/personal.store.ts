import { maskName, maskPhone } from '@gezhi/core/people/masking'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Tx } from '../../kernel/database.ts'
import type { MaskedContact, NewContact, PersonalStore, Reveal } from '../../kernel/personal.ts'
import type { SealedTable } from '../../kernel/vault.ts'
import type { PersonalKeys } from './personal.keys.ts'

interface Given {
  /** Milliseconds. */
  readonly now: () => number
  readonly keys: PersonalKeys
}

const placeOf = (district: number, id: string, column: 'name' | 'phone') => `${district}/${id}/${column}`
/** Sealed before values said their key themselves: the key stands in a column. */
export const CONTACTS: SealedTable = {
  table: 'personal.contact',
  id: 'id',
  columns: ['name_enc', 'phone_enc'],
  keyColumn: 'key_id',
  place: (district, id, column) => placeOf(district, id, column === 'name_enc' ? 'name' : 'phone'),
}
const digitsOf = (phone: string) => phone.replaceAll(/\D/g, '')

async function save({ now, keys }: Given, tx: Tx, district: number, contact: NewContact): Promise<void> {
  const { id, name, phone, purpose, legalBasis, retentionUntil } = contact
  const sealed = (text: string | undefined, column: 'name' | 'phone') =>
    text === undefined ? null : keys.encrypt(text, placeOf(district, id, column))
  await sql`insert into personal.contact (district, id, key_id, name_enc, phone_enc, phone_hmac, name_masked,
      phone_masked, purpose, legal_basis, retention_until, created_at)
    values (${district}, ${id}, ${keys.current}, ${sealed(name, 'name')}, ${sealed(phone, 'phone')},
      ${phone === undefined ? null : keys.fingerprint(digitsOf(phone))},
      ${name === undefined ? null : maskName(name)}, ${phone === undefined ? null : maskPhone(phone)},
      ${purpose}, ${legalBasis}, ${new Date(retentionUntil)}, ${new Date(now())})
    on conflict do nothing`.execute(tx)
}

async function masked(
  { now }: Given,
  tx: Tx,
  district: number,
  ids: readonly string[],
): Promise<Map<string, MaskedContact>> {
  const { rows } = await sql<MaskedContact & { readonly id: string }>`
    select id, name_masked as name, phone_masked as phone from personal.contact
    where district = ${district} and id = any(${ids}) and retention_until > ${new Date(now())}`.execute(tx)
  return new Map(rows.map(({ id, name, phone }) => [id, { name, phone }]))
}

interface Sealed {
  readonly key_id: string
  readonly name_enc: Buffer | null
  readonly phone_enc: Buffer | null
}

async function reveal({ now, keys }: Given, tx: Tx, request: Reveal): Promise<MaskedContact | null> {
  const { id, actor, purpose, subject } = request
  const { district, post, person, role, org } = actor
  const { rows } = await sql<Sealed>`select * from personal.open_contact(${district}, ${id}, ${newId()},
    ${new Date(now())}, ${post}, ${person}, ${role}, ${org}, ${purpose}, ${subject})`.execute(tx)
  const [row] = rows
  if (!row) return null
  const open = (bytes: Buffer | null, column: 'name' | 'phone') =>
    bytes && keys.decrypt(row.key_id, bytes, placeOf(district, id, column))
  return { name: open(row.name_enc, 'name'), phone: open(row.phone_enc, 'phone') }
}

async function keep(
  { now }: Given,
  tx: Tx,
  district: number,
  until: ReadonlyMap<string, number>,
): Promise<number> {
  const dates = [...until.values()].map((at) => new Date(at).toISOString())
  const { rows } = await sql<{ readonly kept: number }>`
    select personal.keep_contacts(${district}, ${[...until.keys()]}::uuid[], ${dates}::timestamptz[],
      ${new Date(now())}) as kept`.execute(tx)
  return rows[0]?.kept ?? 0
}

async function erase({ now }: Given, tx: Tx, district: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from personal.contact
    where district = ${district} and retention_until <= ${new Date(now())}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Contacts of reporters: encrypted by the program, masked by default, opened only with a log row (R-P-19 to 22). */
export const personalStore = (given: Given): PersonalStore => ({
  saveContact: (tx, district, contact) => save(given, tx, district, contact),
  maskedContacts: (tx, district, ids) => masked(given, tx, district, ids),
  revealContact: (tx, request) => reveal(given, tx, request),
  keepContacts: (tx, district, until) => keep(given, tx, district, until),
  eraseExpired: (tx, district) => erase(given, tx, district),
})
