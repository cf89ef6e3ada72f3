import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { codeOf, PASSWORD, problemOf, testPeople } from './people.testing.ts'

const house = testPeople()

describe('a new account', () => {
  test('has no password until its link was used, and the link works once', async () => {
    expect((await house.browser().enter('wang', '')).statusCode).toBe(401)
    const link = await house.feature.addUser('wang-1', 'Wang')
    if (typeof link === 'string') throw new Error(link)
    expect((await house.browser().enter('wang')).statusCode).toBe(401)
    const token = link.link.split('#token=')[1]
    const set = (newPassword: string) =>
      house.browser().post('/api/auth/reset-password', { token, newPassword })
    expect((await set(PASSWORD)).statusCode).toBe(200)
    expect(problemOf(await set(`${PASSWORD}!`)).code).toBe('auth/invalid-token')

    const browser = house.browser()
    const answer = await browser.enter('WANG')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(/gezhi\.session_token=.*HttpOnly; SameSite=Lax/)
    expect(await browser.actsAs()).toBe('wang-1')
  })

  test('takes no second link while the first is out: the older one stops working', async () => {
    const first = await house.feature.addUser('wang-1', 'wang')
    const second = await house.feature.addUser('wang-1', 'wang')
    if (typeof first === 'string' || typeof second === 'string') throw new Error('refused')
    const use = ({ link }: { link: string }) =>
      house
        .browser()
        .post('/api/auth/reset-password', { token: link.split('#token=')[1], newPassword: PASSWORD })
    expect(problemOf(await use(first)).code).toBe('auth/invalid-token')
    expect((await use(second)).statusCode).toBe(200)
  })

  test('is refused a weak password in words, and the link stays good', async () => {
    for (const [password, code, title] of [
      ['Kurz-1a', 'auth/password-short', '密码至少 12 位'],
      ['Password2026!', 'auth/password-common', '密码由常用词组成，容易被猜到'],
      ['Kite-wang-aa-88', 'auth/password-named', '密码不能包含本人账号或姓名'],
    ] as const) {
      const answer = await house.open('wang-1', 'wang', password)
      expect([answer.statusCode, problemOf(answer).code, problemOf(answer).title]).toEqual([400, code, title])
    }
    expect((await house.open('wang-1', 'wang')).statusCode).toBe(200)
  })

  test('cannot be opened from outside', async () => {
    for (const path of ['sign-up/email', 'request-password-reset', 'is-username-available', 'update-user'])
      expect((await house.browser().post(`/api/auth/${path}`, {})).statusCode, path).toBe(404)
    for (const path of ['session-token', 'begin-demo-session', 'demo-session'])
      expect((await house.browser().post(`/api/auth/${path}`, {})).statusCode, path).toBe(404)
  })
})

describe('a password', () => {
  test('is changed by its owner under the same rule', async () => {
    const browser = await house.entered('wang-1', 'wang')
    const change = (newPassword: string, currentPassword = PASSWORD) =>
      browser.post('/api/auth/change-password', { newPassword, currentPassword })
    expect(problemOf(await change('Wang-is-here-2031')).code).toBe('auth/password-named')
    expect(problemOf(await change('Regenbogen-Kanal-7', 'wrong')).code).toBe('auth/invalid-password')
    expect((await change('Regenbogen-Kanal-7')).statusCode).toBe(200)
    expect((await house.browser().enter('wang', 'Regenbogen-Kanal-7')).statusCode).toBe(200)
    expect(await house.audit()).toContainEqual({ action: 'password.changed', actor: 's-wang', subject: null })
  })

  test('that is set anew ends all sessions', async () => {
    const browser = await house.entered('wang-1', 'wang')
    await house.open('wang-1', 'wang', 'Regenbogen-Kanal-7')
    expect(await browser.actsAs()).toBe('session/required')
  })
})

describe('wrong passwords', () => {
  const tries = async (username: string, count: number) => {
    const codes = []
    for (let time = 0; time < count; time++)
      codes.push(problemOf(await house.browser().enter(username, 'Falsch-Falsch-99')).code)
    return codes
  }
  const wrong = 'auth/invalid-username-or-password'

  test('lock a name after five, for the right password as well, whether the name exists or not', async () => {
    await house.open('wang-1', 'wang')
    const expected = [wrong, wrong, wrong, wrong, wrong, 'auth/locked']
    expect(await tries('wang', 6)).toEqual(expected)
    expect(await tries('nobody', 6)).toEqual(expected)
    const locked = await house.browser().enter('wang')
    expect(locked.statusCode).toBe(429)
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(14 * 60)
    expect((await house.audit()).filter(({ action }) => action === 'session.locked').length).toBe(3)
  })

  test('that arrive all at once get no more tries than one after the other', async () => {
    await house.open('wang-1', 'wang')
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => house.browser().enter('wang', 'Falsch-Falsch-99')),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 401).length).toBe(5)
  })

  test('keep their lock when the program starts again', async () => {
    await house.open('wang-1', 'wang')
    await tries('wang', 5)
    const other = await house.otherProcess()
    expect((await other.browser().enter('wang')).statusCode).toBe(429)
  })

  test('are forgotten after 15 minutes, and by a right password', async () => {
    await house.open('wang-1', 'wang')
    await tries('wang', 5)
    await sql`update auth.attempt set since = since - interval '15 minutes',
      locked_until = locked_until - interval '15 minutes'`.execute(house.db)
    expect(await tries('wang', 4)).toEqual([wrong, wrong, wrong, wrong])
    expect((await house.browser().enter('wang')).statusCode).toBe(200)
    expect(await tries('wang', 5)).toEqual([wrong, wrong, wrong, wrong, wrong])
  })

  test('of which four were long ago do not lock', async () => {
    await house.open('wang-1', 'wang')
    await tries('wang', 4)
    await sql`update auth.attempt set since = since - interval '15 minutes'`.execute(house.db)
    await tries('wang', 4)
    expect((await house.browser().enter('wang')).statusCode).toBe(200)
  })

  test('are unlocked by an administrator', async () => {
    const admin = await house.entered('admin', 'admin.one')
    await house.open('wang-1', 'wang')
    await tries('wang', 5)
    expect((await admin.get('/api/admin/posts?text=wang-1')).json()).toMatchObject({
      posts: [{ code: 'wang-1', account: { username: 'wang', locked: true } }],
    })
    expect((await admin.post('/api/admin/accounts/s-wang/unlock')).statusCode).toBe(204)
    expect((await house.browser().enter('wang')).statusCode).toBe(200)
  })
})

describe('a second factor', () => {
  async function enabled() {
    const browser = await house.entered('wang-1', 'wang')
    const answer = await browser.post('/api/auth/two-factor/enable', { password: PASSWORD })
    const { totpURI, backupCodes } = answer.json<{ totpURI: string; backupCodes: string[] }>()
    const verified = await browser.post('/api/auth/two-factor/verify-totp', { code: codeOf(totpURI) })
    expect(verified.statusCode).toBe(200)
    return { totpURI, backupCodes }
  }

  test('is asked for after the password; only with it there is a session', async () => {
    const { totpURI } = await enabled()
    const browser = house.browser()
    const first = await browser.enter('wang')
    expect(first.json()).toMatchObject({ twoFactorRedirect: true })
    expect(await browser.actsAs()).toBe('session/required')
    const wrong = await browser.post('/api/auth/two-factor/verify-totp', { code: '000000' })
    expect([wrong.statusCode, problemOf(wrong).code]).toEqual([401, 'auth/invalid-code'])
    expect(await browser.actsAs()).toBe('session/required')
    const right = await browser.post('/api/auth/two-factor/verify-totp', { code: codeOf(totpURI, 1) })
    expect(right.statusCode).toBe(200)
    expect(await browser.actsAs()).toBe('wang-1')
    expect(await house.audit()).toContainEqual({
      action: 'two-factor.enabled',
      actor: 's-wang',
      subject: null,
    })
    const actions = (await house.audit()).map(({ action }) => action)
    expect(actions.slice(-3)).toEqual(['session.first-factor', 'session.code-refused', 'session.begun'])
  })

  test('can be replaced by a backup code, each once', async () => {
    const { backupCodes } = await enabled()
    const use = async () => {
      const browser = house.browser()
      await browser.enter('wang')
      await browser.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] })
      return browser.actsAs()
    }
    expect([await use(), await use()]).toEqual(['wang-1', 'session/required'])
  })

  test('that was lost is taken off by an administrator; sessions end', async () => {
    await enabled()
    const admin = await house.entered('admin', 'admin.one')
    expect((await admin.post('/api/admin/accounts/s-wang/reset-two-factor')).statusCode).toBe(204)
    const browser = house.browser()
    await browser.enter('wang')
    expect(await browser.actsAs()).toBe('wang-1')
  })
})

describe('a session', () => {
  test('is not used by another site, which the browser names', async () => {
    const browser = await house.entered('wang-1', 'wang')
    const cookie = Array.from(browser.cookies, (pair) => pair.join('=')).join('; ')
    for (const url of ['/api/me/sign-out', '/api/auth/two-factor/enable', '/api/auth/sign-out']) {
      const headers = { host: 'localhost:8080', origin: 'http://evil.test', cookie }
      const answer = await house.app.server.inject({ method: 'POST', url, headers, payload: {} })
      expect([url, answer.statusCode]).toEqual([url, 403])
    }
    expect(await browser.actsAs()).toBe('wang-1')
  })

  test('is not read anew for every request of one moment', async () => {
    const browser = await house.entered('wang-1', 'wang')
    expect(await browser.actsAs()).toBe('wang-1')
    await sql`delete from auth.session`.execute(house.db)
    expect(await browser.actsAs()).toBe('wang-1')
    house.feature.changed()
    expect(await browser.actsAs()).toBe('session/required')
  })

  test('ends when its owner signs out, at once', async () => {
    const browser = await house.entered('wang-1', 'wang')
    const kept = new Map(browser.cookies)
    expect(await browser.actsAs()).toBe('wang-1')
    expect((await browser.post('/api/me/sign-out')).statusCode).toBe(204)
    for (const [name, value] of kept) browser.cookies.set(name, value)
    expect(await browser.actsAs()).toBe('session/required')
    expect((await house.audit()).at(-1)).toMatchObject({ action: 'session.ended', actor: 's-wang' })
  })

  test('is not opened by a cookie whose signature is not ours', async () => {
    const browser = await house.entered('wang-1', 'wang')
    const [name, value] = [...browser.cookies].find(([key]) => key.includes('session_token')) ?? ['', '']
    const [token] = decodeURIComponent(value).split('.')
    browser.cookies.set(name, encodeURIComponent(`${token}.${Buffer.alloc(32).toString('base64')}`))
    expect(await browser.actsAs()).toBe('session/required')
  })

  test('of one who does not use it for twelve hours is over', async () => {
    const browser = await house.entered('wang-1', 'wang')
    const { rows } = await sql<{ hours: number }>`
      select round(extract(epoch from expires_at - now()) / 3600) as hours from auth.session`.execute(
      house.db,
    )
    expect(rows).toEqual([{ hours: 12 }])
    await sql`update auth.session set expires_at = now()`.execute(house.db)
    house.feature.changed()
    expect(await browser.actsAs()).toBe('session/required')
  })
})
