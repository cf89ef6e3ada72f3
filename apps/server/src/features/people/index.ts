import { join } from 'node:path'
import type { PasswordLink } from '@gezhi/core/people/admin.api'
import type { PeopleRefusalCode } from '@gezhi/core/people/refusals'
import type { Admission } from '../../kernel/admission.ts'
import { writeAs } from '../../kernel/database.ts'
import type { AuditTrail, PersonalTrail } from '../../kernel/audit.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Districts } from '../../kernel/district.ts'
import type { Feature } from '../../kernel/feature.ts'
import type { PersonalStore } from '../../kernel/personal.ts'
import { residentKeys, type ResidentKey } from '../../kernel/resident.ts'
import type { Sources } from '../../kernel/sources.ts'
import type { SealedTable, Vault } from '../../kernel/vault.ts'
import { createAccess, localDay, type Access } from './access.ts'
import { forgetExpired } from './account.store.ts'
import { createAccount, createTokenDesk, makePasswordLink } from './accounts.ts'
import { actorOf, setActors } from './actor.hook.ts'
import { accountAdminRoutes, auditRoutes, postAdminRoutes } from './admin.routes.ts'
import { forgetOldAttempts } from './attempt.store.ts'
import { writeAudit } from './audit.store.ts'
import { sessionCookie } from './auth.names.ts'
import type { AskAuth, Auth } from './auth.ts'
import { authRoutes } from './auth.routes.ts'
import { checkKeys, resealAll } from './keys.store.ts'
import { addPersonalKey, readPersonalKeys } from './personal.keys.ts'
import { CONTACTS, personalStore } from './personal.store.ts'
import { findPost } from './post.store.ts'
import { demoRoutes, residentRoutes, sessionRoutes } from './session.routes.ts'
import { sessionLinks, type SessionLinks } from './session-links.ts'
import { sessionSecret } from './session-secret.ts'

interface Options {
  readonly districts: Districts
  /** The district that visitors without an account speak to. */
  readonly homeDistrict: () => number
  readonly sources: Pick<Sources, 'byKey'>
}

export interface Rotation {
  /** Id of the key that seals from now on. */
  readonly key: string
  readonly rows: number
  readonly resumed: boolean
}

export interface PeopleFeature extends Feature {
  readonly personal: PersonalStore
  readonly vault: Vault
  /** Makes a new key and seals everything with it; a rotation that was cut short goes on with its own key instead. */
  readonly rotateKeys: (tables: readonly SealedTable[]) => Promise<Rotation>
  readonly audit: AuditTrail
  readonly trail: PersonalTrail
  readonly admission: Admission
  /** For devices that are signed out remotely. */
  readonly sessions: SessionLinks
  /** The access key of a resident who reports without one. */
  readonly residentKeyFor: (commandId: string) => ResidentKey
  /** To be called after posts were changed elsewhere in this process (an imported district pack). */
  readonly changed: () => void
  /** Opens the account of the person who holds a post and makes the link that sets the first password. */
  readonly addUser: (post: string, username: string) => Promise<PasswordLink | PeopleRefusalCode>
  /** Forgets sessions, links and counts whose time is over, and contacts past their retention. For a nightly job. */
  readonly forget: (district: number) => Promise<void>
}

/** The sign-in library is loaded this long after the start. */
const SIGN_IN_READY_MS = 1500

/** Breaks the circle: the library's hooks tell the access that something changed, the access asks the library. */
function open(deps: Deps, secret: string, homeDistrict: () => number) {
  const tokens = createTokenDesk()
  let access: Access | undefined
  const changed = () => access?.changed()
  let loading: Promise<Auth> | undefined
  const auth: AskAuth = () => {
    loading ??= import('./auth.ts').then(({ createAuth }) =>
      createAuth({ ...deps, secret, homeDistrict, changed, keepToken: tokens.keep }),
    )
    return loading
  }
  return { auth, tokens, changed, setAccess: (made: Access) => (access = made) }
}

/** What other features write into the audit trail. */
const audit: AuditTrail = {
  exported: (tx, { actor: { district, person, post }, at, address, list, rows, filter }) =>
    writeAudit(tx, {
      district,
      at,
      action: 'list.exported',
      actor: person,
      post,
      subject: list,
      address,
      data: { rows, filter },
    }),
}

const trail: PersonalTrail = {
  noted: (tx, { actor: { district, person, post }, at, action, subject, data }) =>
    writeAudit(tx, { district, at, action, actor: person, post, subject, data }),
}

/** Who people are: sign-in, sessions, posts and what they may; contacts of those who are not staff. */
export async function people(
  deps: Deps,
  { districts, homeDistrict, sources }: Options,
): Promise<PeopleFeature> {
  const { db, now, config } = deps
  const keyFile = config.personalKeyFile ?? join(config.home, 'keys', 'personal.key')
  const keys = await readPersonalKeys(keyFile, config.personalKeyFile === null, config.cryptoSuite)
  const secret = await sessionSecret(config)
  const { auth, tokens, changed, setAccess } = open(deps, secret, homeDistrict)
  const access = setAccess(createAccess(deps, auth, sessionCookie(config)))
  let loadingSoon: NodeJS.Timeout | undefined
  const noted = (error: unknown) => deps.log.error({ err: error }, 'the sign-in library cannot be loaded')
  const personal = personalStore({ now, keys })
  const shared = { db, now, config, auth, access, tokens, changed, districts, homeDistrict }
  return {
    name: 'people',
    personal,
    vault: keys,
    async rotateKeys(tables) {
      const sealed = [CONTACTS, ...tables]
      await checkKeys(db, homeDistrict(), keys, now())
      const resumed = await resealAll(db, keys, sealed)
      if (resumed > 0) return { key: keys.current, rows: resumed, resumed: true }
      await addPersonalKey(keyFile, config.cryptoSuite)
      const fresh = await readPersonalKeys(keyFile, false)
      await checkKeys(db, homeDistrict(), fresh, now())
      return { key: fresh.current, rows: await resealAll(db, fresh, sealed), resumed: false }
    },
    audit,
    trail,
    admission: {
      actorOf: (request) => actorOf(request, { access, sources, homeDistrict }),
      onChange: access.onChange,
    },
    sessions: sessionLinks(db, access),
    residentKeyFor: residentKeys(secret),
    changed,
    async prepare(app) {
      setActors(app, { access, sources, homeDistrict })
    },
    async routes(app) {
      authRoutes(app, auth)
      await app.register(sessionRoutes(shared))
      await app.register(residentRoutes(shared))
      await app.register(postAdminRoutes(shared))
      await app.register(accountAdminRoutes(shared))
      await app.register(auditRoutes(shared))
      if (config.demo) await app.register(demoRoutes(shared))
    },
    // Before a request is taken: a wrong key must not seal what the right one cannot open.
    async start() {
      await checkKeys(db, homeDistrict(), keys, now())
      // Before the first who signs in, after the door is open; who comes earlier loads it.
      loadingSoon = setTimeout(() => void auth().catch(noted), SIGN_IN_READY_MS).unref()
    },
    stop: () => Promise.resolve(clearTimeout(loadingSoon)),
    async addUser(post, username) {
      const district = homeDistrict()
      const held = await findPost(db, district, post, localDay(now()))
      if (!held) return 'people/post-unknown'
      const by = { actor: 'operator', address: 'command line' }
      const whose = { district, person: held.person }
      const refusal = await createAccount(shared, whose, username, by)
      return refusal ?? makePasswordLink(shared, whose, by)
    },
    async forget(district) {
      await forgetExpired(db, Date.now())
      await forgetOldAttempts(db, Date.now())
      await writeAs(db, district, (tx) => personal.eraseExpired(tx, district))
    },
  }
}
