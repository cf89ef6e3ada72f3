import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

const hashOf = (code: string): Buffer => createHash('sha256').update(`resident code ${code}`).digest()

interface Handed {
  readonly resident: string
  readonly now: number
  readonly expiresAt: number
  readonly post: string
}

/** A new code takes the place of one that was not used. */
export async function keepCode(tx: Tx, district: number, code: string, handed: Handed): Promise<void> {
  const { resident, now, expiresAt, post } = handed
  await sql`delete from privacy.code where district = ${district} and resident = ${resident}`.execute(tx)
  await sql`insert into privacy.code (district, code_hash, resident, made_at, made_by, expires_at)
    values (${district}, ${hashOf(code)}, ${resident}, ${new Date(now)}, ${post}, ${new Date(expiresAt)})`.execute(
    tx,
  )
}

/** The resident whom the code was handed to; it works once. */
export async function useCode(tx: Tx, district: number, code: string, now: number): Promise<string | null> {
  const { rows } = await sql<{ resident: string; live: boolean }>`
    delete from privacy.code where district = ${district} and code_hash = ${hashOf(code)}
    returning resident, expires_at > ${new Date(now)} as live`.execute(tx)
  return rows[0]?.live ? rows[0].resident : null
}

interface Binding {
  readonly person: string
  readonly resident: string
  readonly now: number
  readonly until: number
}

export async function bindKey(
  tx: Tx,
  district: number,
  { person, resident, now, until }: Binding,
): Promise<void> {
  await sql`insert into privacy.holder (district, person, resident, since, expires_at)
    values (${district}, ${person}, ${resident}, ${new Date(now)}, ${new Date(until)})
    on conflict (district, person) do nothing`.execute(tx)
}

/** Whose key it is, or null. */
export async function residentBehind(
  tx: Tx,
  district: number,
  person: string,
  now: number,
): Promise<string | null> {
  const { rows } = await sql<{ resident: string }>`select resident from privacy.holder
    where district = ${district} and person = ${person} and expires_at > ${new Date(now)}`.execute(tx)
  return rows[0]?.resident ?? null
}

export async function unbindKey(tx: Tx, district: number, person: string): Promise<void> {
  await sql`delete from privacy.holder where district = ${district} and person = ${person}`.execute(tx)
}
