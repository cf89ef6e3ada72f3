import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { problemOf, testPeople, type Browser } from './people.testing.ts'
import { startProvider } from './provider.testing.ts'

const provider = await startProvider('gezhi')
afterAll(() => provider.close())
const house = testPeople({
  publicUrl: 'https://gezhi.test',
  oidc: { issuer: provider.issuer, clientId: 'gezhi', clientSecret: 'x'.repeat(20) },
})

/** The browser goes to the provider, identifies, and comes back. Answers where it is sent then. */
async function enterBy(browser: Browser, sub: string, preferred_username: string): Promise<string> {
  const asked = await browser.post('/api/auth/sign-in/social', { provider: 'oidc', callbackURL: '/console' })
  const { url } = asked.json<{ url: string }>()
  expect(url).toContain(`${provider.issuer}/authorize?`)
  expect(new URL(url).searchParams.get('redirect_uri')).toBe('https://gezhi.test/api/auth/callback/oidc')
  const back = await browser.get(
    `/api/auth/callback/oidc?${provider.authorize(url, { sub, preferred_username })}`,
  )
  return String(back.headers.location)
}

describe('sign-in at the identity provider', () => {
  test('enters the account of the same user name, and later of the same subject', async () => {
    await house.open('wang-1', 'wang')
    const browser = house.browser()
    expect(await enterBy(browser, 'subject-1', 'wang')).toBe('/console')
    expect(await browser.actsAs()).toBe('wang-1')
    expect((await house.audit()).at(-1)).toMatchObject({ action: 'session.begun', actor: 's-wang' })

    const again = house.browser()
    await enterBy(again, 'subject-1', 'renamed.there')
    expect(await again.actsAs()).toBe('wang-1')
    const { rows } = await sql`select account_id from auth.account where provider_id = 'oidc'`.execute(
      house.db,
    )
    expect(rows).toEqual([{ account_id: 'subject-1' }])
  })

  test('opens no account for somebody whom no administrator has let in', async () => {
    const browser = house.browser()
    expect(await enterBy(browser, 'subject-2', 'stranger')).toMatch(/error=/)
    expect(await browser.actsAs()).toBe('session/required')
    expect((await sql`select 1 from auth."user"`.execute(house.db)).rows).toEqual([])
  })

  test('with an answer that nobody asked for enters nothing', async () => {
    await house.open('wang-1', 'wang')
    const browser = house.browser()
    const forged = new URLSearchParams({ code: 'x', state: 'y' }).toString()
    await browser.get(`/api/auth/callback/oidc?${forged}`)
    expect(await browser.actsAs()).toBe('session/required')
  })

  test('goes back to our own pages only', async () => {
    const answer = await house
      .browser()
      .post('/api/auth/sign-in/social', { provider: 'oidc', callbackURL: 'https://evil.test/' })
    expect([answer.statusCode, problemOf(answer).code]).toEqual([403, 'auth/invalid-callback-url'])
  })
})

test('behind HTTPS the session cookie is sent over HTTPS only', async () => {
  await house.open('wang-1', 'wang')
  const answer = await house.browser().enter('wang')
  expect(answer.cookies[0]).toMatchObject({
    name: '__Secure-gezhi.session_token',
    secure: true,
    sameSite: 'Lax',
  })
})
