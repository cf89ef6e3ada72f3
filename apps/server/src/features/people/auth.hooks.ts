import { PASSWORD_TEXTS, passwordFault } from '@gezhi/core/people/password'
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api'
import type { Db } from '../../kernel/database.ts'
import { writeAs } from '../../kernel/database.ts'
import { beginAttempt, clearAttempts } from './attempt.store.ts'
import { writeAudit, type Audit, type AuditAction } from './audit.store.ts'

interface Given {
  readonly db: Db
  readonly now: () => number
  /** The district whose trail keeps what cannot be laid to a person. */
  readonly homeDistrict: () => number
  readonly addressOf: (headers: Headers | undefined) => string | undefined
  /** Sessions or accounts changed: what is remembered of them no longer holds. */
  readonly changed: () => void
}

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]
interface Account {
  readonly district?: unknown
  readonly person?: unknown
  readonly username?: unknown
  readonly name?: unknown
  readonly twoFactorEnabled?: unknown
}

const codeIn = (account: Account | null): string =>
  typeof account?.person === 'string' ? account.person : '?'

const textIn = (body: unknown, name: string): string | undefined => {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  return typeof value === 'string' ? value : undefined
}

async function refuseLocked({ db, now, homeDistrict, addressOf }: Given, ctx: HookContext): Promise<void> {
  const username = textIn(ctx.body, 'username')
  if (username === undefined || username.length > 100) return
  const until = await beginAttempt(db, username, Date.now())
  if (until === null) return
  const row = { district: homeDistrict(), at: now(), actor: '?', address: addressOf(ctx.headers) }
  await writeAs(db, row.district, (tx) =>
    writeAudit(tx, { ...row, action: 'session.locked', data: { username } }),
  )
  const seconds = Math.ceil((until - Date.now()) / 1000)
  throw new APIError('TOO_MANY_REQUESTS', { code: 'LOCKED' }, { 'retry-after': String(seconds) })
}

/** Whose password is about to be set: by a link's token or by the session. */
async function ownNames(ctx: HookContext): Promise<string[]> {
  const token = textIn(ctx.body, 'token')
  const found = token
    ? await ctx.context.internalAdapter.findVerificationValue(`reset-password:${token}`)
    : null
  const account: Account | null = found
    ? await ctx.context.internalAdapter.findUserById(found.value)
    : ((await getSessionFromCtx(ctx))?.user ?? null)
  return [account?.username, account?.name, account?.person].filter((name) => typeof name === 'string')
}

async function refuseWeak(ctx: HookContext): Promise<void> {
  const password = textIn(ctx.body, 'newPassword')
  if (password === undefined) return
  const fault = passwordFault(password, await ownNames(ctx))
  if (!fault) return
  const [titleZh, message] = PASSWORD_TEXTS[fault]
  throw new APIError('BAD_REQUEST', { code: `PASSWORD_${fault}`, message, titleZh })
}

const SECOND_FACTORS = ['/two-factor/verify-totp', '/two-factor/verify-backup-code']

/** What a finished request means for the trail; undefined: nothing. */
function actionOf(path: string, failed: boolean, account: Account | null): AuditAction | undefined {
  if (path === '/sign-in/username') {
    if (failed) return 'session.refused'
    return account?.twoFactorEnabled === true ? 'session.first-factor' : 'session.begun'
  }
  if (SECOND_FACTORS.includes(path)) return failed ? 'session.code-refused' : 'session.begun'
  if (failed) return undefined
  switch (path) {
    case '/callback/:id':
      return account ? 'session.begun' : undefined
    case '/reset-password':
      return 'password.set'
    case '/change-password':
      return 'password.changed'
    case '/two-factor/enable':
      return 'two-factor.enabled'
    case '/two-factor/disable':
      return 'two-factor.disabled'
    default:
      return undefined
  }
}

/** `/` is what the library calls endpoints that cannot be reached over HTTP (`auth.plugin.ts`). */
const QUESTIONS = ['/', '/get-session']

async function audit(given: Given, ctx: HookContext): Promise<void> {
  const { db, now, homeDistrict, addressOf } = given
  const failed = isAPIError(ctx.context.returned) && ctx.context.returned.statusCode >= 400
  const account: Account | null = ctx.context.newSession?.user ?? ctx.context.session?.user ?? null
  const username = textIn(ctx.body, 'username')
  if (ctx.path === '/sign-in/username' && !failed && username) await clearAttempts(db, username)
  // Questions change nothing, and would make every session be read anew.
  if (QUESTIONS.includes(ctx.path)) return
  given.changed()
  const action = actionOf(ctx.path, failed, account)
  if (!action) return
  const district = typeof account?.district === 'number' ? account.district : homeDistrict()
  const row: Audit = {
    district,
    at: now(),
    action,
    actor: codeIn(account),
    address: addressOf(ctx.headers),
    data: failed && username ? { username } : {},
  }
  await writeAs(db, district, (tx) => writeAudit(tx, row))
}

/** Before the session is gone: afterwards nobody knows whose it was. */
async function auditEnd({ db, now, addressOf }: Given, ctx: HookContext): Promise<void> {
  const account: Account | null = (await getSessionFromCtx(ctx))?.user ?? null
  if (typeof account?.district !== 'number') return
  const { district } = account
  const row = { district, at: now(), actor: codeIn(account), address: addressOf(ctx.headers) }
  await writeAs(db, district, (tx) => writeAudit(tx, { ...row, action: 'session.ended' }))
}

/** Lock, password rule and trail around the sign-in library's own endpoints. */
export const authHooks = (given: Given) => ({
  before: createAuthMiddleware(async (ctx) => {
    if (ctx.path === '/sign-in/username') await refuseLocked(given, ctx)
    if (ctx.path === '/sign-out') await auditEnd(given, ctx)
    if (ctx.path === '/reset-password' || ctx.path === '/change-password') await refuseWeak(ctx)
  }),
  after: createAuthMiddleware((ctx) => audit(given, ctx)),
})
