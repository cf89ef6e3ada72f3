import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Db, Tx } from '../../kernel/database.ts'

/** An account of a staff member, as the sign-in library keeps it. */
export interface Account {
  readonly id: string
  readonly email: string
  readonly username: string | null
  readonly twoFactor: boolean
}

export async function findAccount(
  db: Db | Tx,
  district: number,
  person: string,
): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select id, email, username, two_factor_enabled as "twoFactor" from auth."user"
    where district = ${district} and person = ${person}`.execute(db)
  return rows[0]
}

/** The address that stands for the account with a user name. */
export async function findMailbox(db: Db, username: string): Promise<string | undefined> {
  const { rows } = await sql<{ email: string }>`
    select email from auth."user" where username = ${username.toLowerCase()}`.execute(db)
  return rows[0]?.email
}

interface NewAccount {
  readonly district: number
  readonly person: string
  readonly name: string
  readonly email: string
  readonly username: string | null
}

/**
 * Opens an account that nobody can enter yet: it has no password. Answers its id; undefined when the user name is in use.
 * A person who has an account keeps it: the id of that one is answered and its user name set.
 */
export async function openAccount(tx: Db | Tx, account: NewAccount, at: number): Promise<string | undefined> {
  const { district, person, name, email, username } = account
  const small = username?.toLowerCase() ?? null
  const { rows: taken } = await sql`select 1 from auth."user"
    where username = ${small} and (district, person) <> (${district}, ${person})`.execute(tx)
  if (taken.length > 0) return undefined
  const { rows } = await sql<{ id: string }>`
    insert into auth."user" (id, name, email, email_verified, created_at, updated_at, username, display_username,
      district, person)
    values (${newId()}, ${name}, ${email}, true, ${new Date(at)}, ${new Date(at)}, ${small}, ${username},
      ${district}, ${person})
    on conflict (district, person) do update set
      username = coalesce(excluded.username, "user".username),
      display_username = coalesce(excluded.display_username, "user".display_username)
    returning id`.execute(tx)
  return rows[0]?.id
}

/** Links that were made for the account, and second factors that it has begun to enter, stop working. */
export async function forgetLinks(tx: Db | Tx, accountId: string): Promise<void> {
  await sql`delete from auth.verification where value = ${accountId}`.execute(tx)
}

/** Takes the second factor off and ends all sessions. */
export async function removeTwoFactor(tx: Tx | Db, accountId: string): Promise<void> {
  await sql`delete from auth.two_factor where user_id = ${accountId}`.execute(tx)
  await sql`update auth."user" set two_factor_enabled = false where id = ${accountId}`.execute(tx)
  await sql`delete from auth.session where user_id = ${accountId}`.execute(tx)
}

export async function unlockTwoFactor(tx: Tx | Db, accountId: string): Promise<void> {
  await sql`update auth.two_factor set failed_verification_count = 0, locked_until = null
    where user_id = ${accountId}`.execute(tx)
}

/** Sessions and links whose time is over. */
export async function forgetExpired(db: Db, at: number): Promise<void> {
  await sql`delete from auth.session where expires_at < ${new Date(at)}`.execute(db)
  await sql`delete from auth.verification where expires_at < ${new Date(at)}`.execute(db)
}
