import type { Problem } from '@gezhi/core/kernel/problem'
import { Offline, Refused } from './call.ts'

export type SignInOutcome = 'entered' | 'code-needed' | 'wrong' | 'too-many'

/** The identity library speaks its own paths and bodies, not our endpoints-as-data. */
async function post(path: string, body: object): Promise<Response> {
  return fetch(`/api/auth${path}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new Offline('the server was not reached', { cause })
  })
}

const outcomeOf = async (response: Response): Promise<SignInOutcome> => {
  if (response.status === 429) return 'too-many'
  if (!response.ok) return 'wrong'
  const body: unknown = await response.json().catch(() => null)
  return typeof body === 'object' && body && 'twoFactorRedirect' in body && body.twoFactorRedirect
    ? 'code-needed'
    : 'entered'
}

/** Signs in with user name and password; a post with two factors answers `code-needed`. */
export const signInWithPassword = async (username: string, password: string): Promise<SignInOutcome> =>
  outcomeOf(await post('/sign-in/username', { username, password }))

/** The second factor: six digits from the authenticator. */
export const verifyCode = async (code: string): Promise<SignInOutcome> =>
  outcomeOf(await post('/two-factor/verify-totp', { code }))

/** Sets a first or new password with the token of a link. Throws `Refused` (used up, too weak) or `Offline`. */
export async function setPassword(token: string, newPassword: string): Promise<void> {
  const response = await post('/reset-password', { token, newPassword })
  // Gate: every refusal of the server is a problem, those of the identity library as well.
  if (!response.ok) throw new Refused((await response.json()) as Problem)
}
