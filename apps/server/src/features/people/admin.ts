import type { NewPost } from '@gezhi/core/people/admin.api'
import type { Actor } from '@gezhi/core/people/actor'
import type { PeopleRefusalCode } from '@gezhi/core/people/refusals'
import { writeAs, type Tx } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import { localDay } from './access.ts'
import { findAccount, removeTwoFactor, unlockTwoFactor } from './account.store.ts'
import { hasArea, isStaffRole } from './admin.rules.ts'
import { clearAttempts } from './attempt.store.ts'
import { writeAudit, type Audit } from './audit.store.ts'
import {
  endDelegation,
  endPost,
  isPostOver,
  keepPost,
  findStaffName,
  hasOrganisation,
  insertDelegation,
  insertPost,
} from './post.store.ts'

type Given = Pick<Deps, 'db' | 'now'>
type Entry = Pick<Audit, 'action' | 'subject' | 'data'>

/** Who administers, from where. */
export interface Administrator {
  readonly actor: Actor
  readonly address: string
}

/** One change with its row in the trail, or its refusal, in one transaction bound to the district. */
async function change(
  { db, now }: Given,
  { actor, address }: Administrator,
  work: (tx: Tx) => Promise<Entry | PeopleRefusalCode>,
): Promise<PeopleRefusalCode | null> {
  const { district, person, post } = actor
  return writeAs(db, district, async (tx) => {
    const entry = await work(tx)
    if (typeof entry === 'string') return entry
    await writeAudit(tx, { ...entry, district, at: now(), actor: person, post, address })
    return null
  })
}

export const createPost = (
  given: Given,
  by: Administrator,
  post: NewPost,
): Promise<PeopleRefusalCode | null> =>
  change(given, by, async (tx) => {
    const { district } = by.actor
    if (post.validTo !== undefined && post.validTo < post.validFrom) return 'people/period'
    if (!isStaffRole(post) || !hasArea(post)) return 'people/area-missing'
    if ((await findStaffName(tx, district, post.person)) === undefined) return 'people/person-unknown'
    if (!(await hasOrganisation(tx, district, post.org))) return 'people/organisation-unknown'
    if (!(await insertPost(tx, district, post))) return 'people/post-exists'
    await keepPost(tx, district, post.code, { at: given.now(), by: by.actor.post })
    return { action: 'post.created', subject: `post:${post.code}`, data: post }
  })

/** The holder has the post no longer, from the next request on. */
export const closePost = (
  given: Given,
  by: Administrator,
  code: string,
  reason: string,
): Promise<PeopleRefusalCode | null> =>
  change(given, by, async (tx) => {
    if (code === by.actor.post) return 'people/own-post'
    const today = localDay(given.now())
    const over = await isPostOver(tx, by.actor.district, code, today)
    if (over === undefined) return 'people/post-unknown'
    if (over) return 'people/post-ended'
    await endPost(tx, by.actor.district, code, today)
    await keepPost(tx, by.actor.district, code, { at: given.now(), by: by.actor.post })
    return { action: 'post.ended', subject: `post:${code}`, data: { reason } }
  })

export interface Power {
  readonly kind: 'WHISTLE'
  readonly validFrom: number
  readonly validTo: number
  readonly document: string
}

/** Answers the id of the delegation. */
export async function delegate(
  given: Given,
  by: Administrator,
  code: string,
  power: Power,
): Promise<{ readonly id: string } | { readonly refused: PeopleRefusalCode }> {
  let id = ''
  const refused = await change(given, by, async (tx) => {
    const { district, person: givenBy } = by.actor
    if (power.validTo <= power.validFrom || power.validTo <= given.now()) return 'people/period'
    const over = await isPostOver(tx, district, code, localDay(given.now()))
    if (over === undefined) return 'people/post-unknown'
    if (over) return 'people/post-ended'
    id = await insertDelegation(tx, district, { ...power, post: code, givenBy }, given.now())
    return { action: 'delegation.given', subject: `post:${code}`, data: { ...power, id } }
  })
  return refused ? { refused } : { id }
}

export const revoke = (given: Given, by: Administrator, id: string): Promise<PeopleRefusalCode | null> =>
  change(given, by, async (tx) =>
    (await endDelegation(tx, by.actor.district, id, given.now()))
      ? { action: 'delegation.ended', subject: `delegation:${id}` }
      : 'people/delegation-unknown',
  )

/** Changes of accounts lie in the schema of the sign-in library, which the role of ordinary writes may not touch. */
async function changeAccount(
  { db, now }: Given,
  { actor, address }: Administrator,
  person: string,
  action: Audit['action'],
  work: (tx: Tx, account: NonNullable<Awaited<ReturnType<typeof findAccount>>>) => Promise<void>,
): Promise<PeopleRefusalCode | null> {
  const { district, person: by, post } = actor
  return db.transaction().execute(async (tx: Tx) => {
    const account = await findAccount(tx, district, person)
    if (!account) return 'people/account-unknown'
    await work(tx, account)
    const subject = `person:${person}`
    await writeAudit(tx, { district, at: now(), action, actor: by, post, subject, address })
    return null
  })
}

export const unlock = (given: Given, by: Administrator, person: string): Promise<PeopleRefusalCode | null> =>
  changeAccount(given, by, person, 'account.unlocked', async (tx, { id, username }) => {
    if (username !== null) await clearAttempts(tx, username)
    await unlockTwoFactor(tx, id)
  })

export const resetTwoFactor = (
  given: Given,
  by: Administrator,
  person: string,
): Promise<PeopleRefusalCode | null> =>
  changeAccount(given, by, person, 'account.two-factor-reset', (tx, { id }) => removeTwoFactor(tx, id))
