import type { PasswordLink } from '@gezhi/core/people/admin.api'
import type { PeopleRefusalCode } from '@gezhi/core/people/refusals'
import type { Deps } from '../../kernel/deps.ts'
import type { Tx } from '../../kernel/database.ts'
import { findAccount, forgetLinks, openAccount } from './account.store.ts'
import { writeAudit, type Audit } from './audit.store.ts'
import { mailboxOf, PASSWORD_LINK_S } from './auth.names.ts'
import type { AskAuth } from './auth.ts'
import { findStaffName } from './post.store.ts'

/** Page of the console that takes a password link. */
const PAGE = '/console/set-password'

/** Tokens of links on their way from the sign-in library to whoever asked for them. */
export interface TokenDesk {
  readonly keep: (accountId: string, token: string) => void
  readonly take: (accountId: string) => string | undefined
}

export function createTokenDesk(): TokenDesk {
  const tokens = new Map<string, string>()
  return {
    keep: (accountId, token) => void tokens.set(accountId, token),
    take(accountId) {
      const token = tokens.get(accountId)
      tokens.delete(accountId)
      return token
    },
  }
}

interface Given extends Pick<Deps, 'db' | 'now' | 'config'> {
  readonly auth: AskAuth
  readonly tokens: TokenDesk
}

/** Who asks, for the trail. */
export type By = Pick<Audit, 'actor' | 'post' | 'address'>

interface Person {
  readonly district: number
  readonly person: string
}

/** Opens an account without a password; the link that sets one is made afterwards. */
export async function createAccount(
  { db, now }: Pick<Given, 'db' | 'now'>,
  { district, person }: Person,
  username: string,
  by: By,
): Promise<PeopleRefusalCode | null> {
  return db.transaction().execute(async (tx: Tx) => {
    const name = await findStaffName(tx, district, person)
    if (name === undefined) return 'people/person-unknown'
    const email = mailboxOf(district, person)
    const id = await openAccount(tx, { district, person, name, email, username }, Date.now())
    if (id === undefined) return 'people/username-taken'
    const row = { district, at: now(), subject: `person:${person}`, data: { username }, ...by }
    await writeAudit(tx, { ...row, action: 'account.created' })
    return null
  })
}

/** A link that sets the password once within 24 hours. Links made before stop working. */
export async function makePasswordLink(
  { db, now, config, auth, tokens }: Given,
  { district, person }: Person,
  by: By,
): Promise<PasswordLink | PeopleRefusalCode> {
  const account = await findAccount(db, district, person)
  if (!account) return 'people/account-unknown'
  await forgetLinks(db, account.id)
  const { api } = await auth()
  await api.requestPasswordReset({ body: { email: account.email } })
  const token = tokens.take(account.id)
  if (token === undefined) throw new Error('the sign-in library made no token')
  await db.transaction().execute((tx: Tx) =>
    writeAudit(tx, {
      district,
      at: now(),
      action: 'account.link-made',
      subject: `person:${person}`,
      ...by,
    }),
  )
  const origin = config.publicUrl ?? `http://${config.host}:${config.port}`
  return {
    username: account.username ?? person,
    // After #, so that the token is in no log of a proxy and in no referrer.
    link: `${origin}${PAGE}#token=${token}`,
    expiresAt: Date.now() + PASSWORD_LINK_S * 1000,
  }
}
