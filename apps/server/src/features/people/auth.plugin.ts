import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'

/** Our own code is the only caller, so what the compiler checked need not be checked again. */
const given = <T>() => ({
  '~standard': {
    version: 1 as const,
    vendor: 'gezhi',
    validate: (value: unknown) => ({ value: value as T }),
    types: undefined as { readonly input: T; readonly output: T } | undefined,
  },
})

/** What our own code asks of the sign-in library; it cannot be reached over HTTP. */
export const house = () =>
  ({
    id: 'gezhi',
    endpoints: {
      /** The token in the signed session cookie; null when there is none or its signature is not ours. */
      sessionToken: createAuthEndpoint.serverOnly({ method: 'GET', requireHeaders: true }, async (ctx) => ({
        token:
          (await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret)) || null,
      })),
    },
  }) satisfies BetterAuthPlugin

/** Demonstrations only: begins a session without a password. Without this plug-in no code can. */
export const demoSessions = () =>
  ({
    id: 'gezhi-demo',
    endpoints: {
      beginDemoSession: createAuthEndpoint.serverOnly(
        { method: 'POST', requireHeaders: true, body: given<{ readonly userId: string }>() },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId)
          if (!user) throw new APIError('NOT_FOUND')
          const session = await ctx.context.internalAdapter.createSession(user.id)
          await setSessionCookie(ctx, { session, user })
          return { token: session.token }
        },
      ),
    },
  }) satisfies BetterAuthPlugin
