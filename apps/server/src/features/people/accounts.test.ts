import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getSchema } from 'better-auth/db'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { DISTRICT, silent, testConfig } from '../../testing/kernel.testing.ts'
import { addUserCommand } from './add-user.command.ts'
import { sessionCookie } from './auth.names.ts'
import { createAuth } from './auth.ts'
import { PASSWORD, testPeople } from './people.testing.ts'
import { sessionSecret } from './session-secret.ts'

const house = testPeople()

describe('gezhi add-user', () => {
  const run = async (post: string, username: string) => {
    let said = ''
    const code = await addUserCommand(house.feature, { post, username }, (text) => void (said += text))
    return { code, said }
  }

  test('lets the first administrator in by a link that is printed once', async () => {
    const { code, said } = await run('admin', 'Admin.One')
    expect(code).toBe(0)
    const token = /#token=(\w+)/.exec(said)?.[1]
    const browser = house.browser()
    const set = await browser.post('/api/auth/reset-password', { token, newPassword: PASSWORD })
    expect(set.statusCode).toBe(200)
    await browser.enter('Admin.One')
    expect(await browser.actsAs()).toBe('admin')
    const { rows } = await sql<{
      text: string
    }>`select string_agg(v::text, '') as text from auth.verification v
      union all select string_agg(a::text, '') from audit a`.execute(house.db)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('says what is wrong', async () => {
    expect(await run('nothing', 'admin')).toEqual({ code: 1, said: 'nothing: There is no such post\n' })
    expect((await run('admin', 'a b')).said).toMatch(/^A user name has/)
    await run('admin', 'first')
    expect((await run('wang-1', 'First')).said).toBe('wang-1: The user name is in use\n')
  })
})

test('the tables of the sign-in library have every column that it asks for', async () => {
  const auth = createAuth({
    db: house.db,
    now: house.clock.now,
    log: silent,
    config: testConfig,
    secret: 'x'.repeat(32),
    homeDistrict: () => DISTRICT,
    changed: () => {},
    keepToken: () => {},
  })
  const small = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const { rows } = await sql<{ name: string }>`select table_name || '.' || column_name as name
    from information_schema.columns where table_schema = 'auth'`.execute(house.db)
  const there = new Set(rows.map(({ name }) => name))
  const asked = Object.entries(getSchema(auth.options)).flatMap(([table, { fields }]) =>
    ['id', ...Object.keys(fields)].map((field) => `${small(table)}.${small(field)}`),
  )
  expect(asked.length).toBeGreaterThan(40)
  expect(asked.filter((name) => !there.has(name))).toEqual([])
})

test('the session cookie has the name under which the library looks for it, with TLS and without', async () => {
  for (const publicUrl of [null, 'https://gezhi.example.gov.cn']) {
    const config = { ...testConfig, publicUrl }
    const auth = createAuth({
      db: house.db,
      now: house.clock.now,
      log: silent,
      config,
      secret: 'x'.repeat(32),
      homeDistrict: () => DISTRICT,
      changed: () => {},
      keepToken: () => {},
    })
    const { authCookies } = await auth.$context
    expect(authCookies.sessionToken.name).toBe(sessionCookie(config))
  }
})

test('the secret of the sessions is made once and kept for its owner', async () => {
  const home = await mkdtemp(join(tmpdir(), 'gezhi-secret-'))
  const made = await Promise.all([
    sessionSecret({ secret: null, home }),
    sessionSecret({ secret: null, home }),
  ])
  expect(made[0]).toMatch(/^[\w-]{43}$/)
  expect(made[1]).toBe(made[0])
  expect((await stat(join(home, 'keys', 'session.key'))).mode & 0o777).toBe(0o600)
  expect(await sessionSecret({ secret: 'given', home })).toBe('given')
  await rm(home, { recursive: true })
})

test('what is over is forgotten: sessions, links, counts', async () => {
  await house.open('wang-1', 'wang')
  await house.browser().enter('wang')
  await house.browser().enter('nobody')
  await house.feature.addUser('wang-1', 'wang')
  const left = async () =>
    (
      await sql<{
        left: number
      }>`select (select count(*) from auth.session) + (select count(*) from auth.verification)
        + (select count(*) from auth.attempt) as left`.execute(house.db)
    ).rows[0]?.left
  await house.feature.forget(DISTRICT)
  expect(await left()).toBe(3)
  await sql`update auth.session set expires_at = now() - interval '1 second'`.execute(house.db)
  await sql`update auth.verification set expires_at = now() - interval '1 second'`.execute(house.db)
  await sql`update auth.attempt set since = now() - interval '31 minutes'`.execute(house.db)
  await house.feature.forget(DISTRICT)
  expect(await left()).toBe(0)
})
