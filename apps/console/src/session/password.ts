import { Offline } from '@gezhi/client/call'

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

export const signInWithPassword = async (username: string, password: string): Promise<SignInOutcome> =>
  outcomeOf(await post('/sign-in/username', { username, password }))

export const verifyCode = async (code: string): Promise<SignInOutcome> =>
  outcomeOf(await post('/two-factor/verify-totp', { code }))
