import type { Correction, NewResidence, NewResident } from '@gezhi/core/residents/resident'
import { maskIdNo, normalIdNo, normalPhone } from '@gezhi/core/residents/identity'
import type { ResidentRow } from '@gezhi/core/residents/resident.view'
import type { LegalBasis, PurposeCode } from '@gezhi/core/residents/purposes'
import { maskName, maskPhone } from '@gezhi/core/people/masking'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Vault } from '../../kernel/vault.ts'
import { PHONES, RESIDENTS } from './resident.deps.ts'

const iso = (at: number) => new Date(at)

/** A record without what is sealed. */
export interface Held extends ResidentRow {
  readonly sex: string | null
  readonly language: string | null
  readonly legalBasis: LegalBasis
  readonly article: string | null
  readonly purposes: PurposeCode[]
  readonly source: string
  readonly street: string
  readonly version: number
  readonly createdAt: number
}

const HELD = sql`r.id, r.name_masked as name, r.id_no_masked as "idNo", p.phone_masked as phone,
  r.age_band as "ageBand", r.kind, r.community, r.grid, r.verified_at as "verifiedAt",
  r.retention_until as "retentionUntil", r.locked_at is not null as locked, r.deceased, r.sex, r.language,
  r.legal_basis as "legalBasis", r.article, r.purposes, r.source, r.street, r.version, r.created_at as "createdAt"
  from identity.resident r left join personal.phone p on p.district = r.district and p.resident = r.id`

/** The record if it may still be read: past its date nobody finds it (R-P-09). */
export async function findResident(tx: Tx, district: number, id: string, now: number): Promise<Held | null> {
  const { rows } = await sql<Held>`select ${HELD}
    where r.district = ${district} and r.id = ${id} and r.retention_until > ${iso(now)}`.execute(tx)
  return rows[0] ?? null
}

export interface Place {
  readonly street?: string | undefined
  readonly community?: string | undefined
  readonly grids?: readonly string[] | undefined
}

interface ListWish extends Place {
  readonly after?: string | undefined
  readonly limit: number
  readonly now: number
}

/** Records of an area in the order of their ids; locked ones are only kept and not listed. */
export async function listResidents(tx: Tx, district: number, wish: ListWish): Promise<Held[]> {
  const { street, community, grids, after, limit, now } = wish
  const { rows } = await sql<Held>`select ${HELD}
    where r.district = ${district} and r.retention_until > ${iso(now)} and r.locked_at is null
      and (${street ?? null}::text is null or r.street = ${street ?? null})
      and (${community ?? null}::text is null or r.community = ${community ?? null})
      and (${grids ? 1 : null}::int is null or r.grid = any(${[...(grids ?? [])]}::text[]))
      and (${after ?? null}::uuid is null or r.id > ${after ?? null}::uuid)
    order by r.id limit ${limit}`.execute(tx)
  return rows
}

/** By a whole number only: equal fingerprints (R-P-25). */
export async function matchResidents(
  tx: Tx,
  district: number,
  by: { readonly idNo?: Buffer | undefined; readonly phone?: Buffer | undefined },
  now: number,
): Promise<Held[]> {
  const { rows } = await sql<Held>`select ${HELD}
    where r.district = ${district} and r.retention_until > ${iso(now)} and r.locked_at is null
      and (r.id_no_hmac = ${by.idNo ?? null}::bytea or p.phone_hmac = ${by.phone ?? null}::bytea)
    order by r.id limit 50`.execute(tx)
  return rows
}

const fingerprintOf = (vault: Vault, kind: 'id' | 'phone', text: string) =>
  vault.fingerprint(`${kind}:${text}`)
export const idMark = (vault: Vault, idNo: string) => fingerprintOf(vault, 'id', normalIdNo(idNo))
export const phoneMark = (vault: Vault, phone: string) => fingerprintOf(vault, 'phone', normalPhone(phone))

async function putPhone(
  tx: Tx,
  vault: Vault,
  of: { readonly district: number; readonly id: string; readonly now: number },
  phone: string,
): Promise<void> {
  const { district, id, now } = of
  await sql`insert into personal.phone (district, resident, phone_enc, phone_hmac, phone_masked, created_at)
    values (${district}, ${id}, ${vault.seal(phone, PHONES.place(district, id, 'phone_enc'))},
      ${phoneMark(vault, phone)}, ${maskPhone(phone)}, ${iso(now)})`.execute(tx)
}

const dropPhone = (tx: Tx, district: number, id: string) =>
  sql`delete from personal.phone where district = ${district} and resident = ${id}`.execute(tx)

interface Writing {
  readonly district: number
  readonly id: string
  readonly now: number
  readonly post: string
}

export async function insertResident(tx: Tx, vault: Vault, at: Writing, given: NewResident): Promise<void> {
  const { district, id, now, post } = at
  const { name, idNo, phone, grid } = given
  const place = (column: string) => RESIDENTS.place(district, id, column)
  await sql`insert into identity.resident (district, id, name_enc, name_masked, id_no_enc, id_no_hmac, id_no_masked,
      age_band, sex, kind, language, legal_basis, article, purposes, source, assessment, street, community, grid,
      retention_until, verified_at, created_at, created_by)
    values (${district}, ${id}, ${vault.seal(name, place('name_enc'))}, ${maskName(name)},
      ${idNo ? vault.seal(normalIdNo(idNo), place('id_no_enc')) : null}, ${idNo ? idMark(vault, idNo) : null},
      ${idNo ? maskIdNo(idNo) : null}, ${given.ageBand}, ${given.sex ?? null}, ${given.kind},
      ${given.language ?? null}, ${given.legalBasis}, ${given.article ?? null}, ${[...given.purposes]},
      ${given.source}, ${given.assessment ?? null}, ${grid.slice(0, 9)}, ${grid.slice(0, 12)}, ${grid},
      ${iso(given.retentionUntil)}, ${iso(now)}, ${iso(now)}, ${post})`.execute(tx)
  if (phone) await putPhone(tx, vault, { district, id, now }, phone)
}

/** False when the record changed since it was read. */
export async function correctResident(
  tx: Tx,
  vault: Vault,
  at: Writing,
  change: Correction,
): Promise<boolean> {
  const { district, id, now } = at
  const { version, name, idNo, phone, ageBand, kind, deceased } = change
  const place = (column: string) => RESIDENTS.place(district, id, column)
  const sets = [sql`version = version + 1`, sql`verified_at = ${iso(now)}`]
  if (name)
    sets.push(sql`name_enc = ${vault.seal(name, place('name_enc'))}`, sql`name_masked = ${maskName(name)}`)
  if (idNo)
    sets.push(
      sql`id_no_enc = ${vault.seal(normalIdNo(idNo), place('id_no_enc'))}`,
      sql`id_no_hmac = ${idMark(vault, idNo)}`,
      sql`id_no_masked = ${maskIdNo(idNo)}`,
    )
  if (ageBand) sets.push(sql`age_band = ${ageBand}`)
  if (kind) sets.push(sql`kind = ${kind}`)
  if (deceased !== undefined) sets.push(sql`deceased = ${deceased}`)
  const { numAffectedRows } = await sql`update identity.resident set ${sql.join(sets)}
    where district = ${district} and id = ${id} and version = ${version} and locked_at is null`.execute(tx)
  if (numAffectedRows !== 1n) return false
  if (phone !== undefined) await dropPhone(tx, district, id)
  if (phone) await putPhone(tx, vault, { district, id, now }, phone)
  return true
}

export interface ResidenceRow {
  readonly id: string
  readonly house: string
  readonly relation: NewResidence['relation']
  readonly residenceType: NewResidence['residenceType']
  readonly since: string | null
  readonly until: string | null
  readonly householdMatch: boolean | null
  readonly declaredBy: NewResidence['declaredBy']
}

export async function findResidences(tx: Tx, district: number, resident: string): Promise<ResidenceRow[]> {
  const { rows } = await sql<ResidenceRow>`
    select id, house, relation, residence_type as "residenceType", since::text as since, until::text as until,
      household_match as "householdMatch", declared_by as "declaredBy"
    from identity.residence where district = ${district} and resident = ${resident}
    order by created_at, id`.execute(tx)
  return rows
}

export async function insertResidence(
  tx: Tx,
  at: Omit<Writing, 'post'> & { readonly resident: string },
  given: NewResidence,
): Promise<void> {
  const { house, relation, residenceType, since, until, householdMatch, declaredBy } = given
  await sql`insert into identity.residence (district, id, resident, house, relation, residence_type, since, until,
      household_match, declared_by, created_at)
    values (${at.district}, ${at.id}, ${at.resident}, ${house}, ${relation}, ${residenceType}, ${since ?? null},
      ${until ?? null}, ${householdMatch ?? null}, ${declaredBy}, ${iso(at.now)})`.execute(tx)
}
