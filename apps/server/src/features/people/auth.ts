import { betterAuth } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import { genericOAuth, twoFactor, username } from 'better-auth/plugins'
import type { Config } from '../../config.ts'
import type { Deps } from '../../kernel/deps.ts'
import { PASSWORD_MAX, PASSWORD_MIN } from '@gezhi/core/people/password'
import { authDatabase } from './auth.database.ts'
import { authHooks } from './auth.hooks.ts'
import {
  ADDRESS_HEADER,
  COOKIE_PREFIX,
  isSecure,
  PASSWORD_LINK_S,
  SESSION_S,
  SESSION_USE_S,
} from './auth.names.ts'
import { demoSessions, house } from './auth.plugin.ts'
import { findMailbox } from './account.store.ts'

/** Endpoints of the library that the product does not offer: accounts are opened by administrators only. */
const DISABLED = [
  '/sign-up/email',
  '/sign-in/email',
  '/is-username-available',
  '/request-password-reset',
  '/update-user',
  '/update-session',
  '/change-email',
  '/delete-user',
  '/delete-user/callback',
  '/send-verification-email',
  '/verify-email',
  '/link-social',
  '/unlink-account',
  '/list-accounts',
  '/account-info',
  '/get-access-token',
  '/refresh-token',
  '/two-factor/send-otp',
  '/two-factor/verify-otp',
]

/**
 * Sign-in at the government's identity provider. It names the person: `preferred_username` is the user name of an account
 * that an administrator opened, and from the first time on the provider's own subject stands for it.
 */
const byProvider = ({ oidc }: Config, mailboxOfUsername: (username: string) => Promise<string | undefined>) =>
  oidc
    ? [
        genericOAuth({
          config: [
            {
              providerId: 'oidc',
              discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
              clientId: oidc.clientId,
              clientSecret: oidc.clientSecret,
              scopes: ['openid', 'profile'],
              requireIdTokenVerification: true,
              disableSignUp: true,
              async mapProfileToUser({ preferred_username: name }) {
                const email = typeof name === 'string' ? await mailboxOfUsername(name) : undefined
                return email ? { email, emailVerified: true } : { email: 'nobody@people.invalid' }
              },
            },
          ],
        }),
      ]
    : []

interface Given extends Pick<Deps, 'db' | 'now' | 'log' | 'config'> {
  readonly secret: string
  readonly homeDistrict: () => number
  readonly changed: () => void
  /** Takes the token of a password link that was asked for by `makePasswordLink`. */
  readonly keepToken: (userId: string, token: string) => void
}

/** Staff accounts: user name and password, second factor, sessions in the database, and a provider if configured. */
export function createAuth({ db, now, log, config, secret, homeDistrict, changed, keepToken }: Given) {
  const origin = config.publicUrl ?? `http://localhost:${config.port}`
  return betterAuth({
    appName: '格治',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.warn({ from: 'better-auth' }, message) },
    // Refusals are answers; only what is broken belongs in the log.
    onAPIError: {
      onError: (error) => {
        if (!isAPIError(error) || error.statusCode >= 500) log.error({ err: error }, 'sign-in failed')
      },
    },
    database: { db: authDatabase(db), type: 'postgres', transaction: true },
    // Same origin is what the browser says it is: the kernel has compared it with the host already.
    trustedOrigins: (request) => [origin, ...(request ? [new URL(request.url).origin] : [])],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: PASSWORD_LINK_S,
      sendResetPassword: ({ user, token }) => Promise.resolve(keepToken(user.id, token)),
    },
    user: {
      additionalFields: {
        district: { type: 'number', required: true, input: false },
        person: { type: 'string', required: true, input: false },
      },
    },
    session: {
      expiresIn: SESSION_S,
      updateAge: SESSION_USE_S,
      additionalFields: { post: { type: 'string', required: false, input: false } },
    },
    account: {
      encryptOAuthTokens: true,
      accountLinking: { enabled: true, trustedProviders: ['oidc'] },
    },
    verification: { storeIdentifier: 'hashed' },
    disabledPaths: DISABLED,
    // Three sign-ins in ten seconds, as the library counts, would stop an office behind one address: `auth.routes.ts`.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      // Said aloud, because the library leaves these checks out in tests.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: isSecure(config),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { validateSchema: false },
    },
    hooks: authHooks({
      db,
      now,
      homeDistrict,
      changed,
      addressOf: (headers) => headers?.get(ADDRESS_HEADER) ?? undefined,
    }),
    plugins: [
      username({ minUsernameLength: 3, maxUsernameLength: 30 }),
      twoFactor({ issuer: '格治' }),
      house(),
      ...byProvider(config, (name) => findMailbox(db, name)),
      ...(config.demo ? [demoSessions()] : []),
    ],
  })
}

export type Auth = ReturnType<typeof createAuth>
/** The library, loaded when it is first asked for: 186 modules, 0.4 s of every start that nobody waits for to sign in. */
export type AskAuth = () => Promise<Auth>
