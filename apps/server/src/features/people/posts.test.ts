import { DAY, HOUR } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { DISTRICT, MONDAY } from '../../testing/kernel.testing.ts'
import { insertPostRow, problemOf, testPeople, type Browser } from './people.testing.ts'

const house = testPeople()
const actorOf = async (browser: Browser): Promise<Actor | null> =>
  (await browser.get('/api/test/actor')).json<{ actor: Actor | null }>().actor

describe('somebody who holds two posts', () => {
  test('acts in one and changes over at once', async () => {
    const wang = await house.entered('wang-1', 'wang')
    const me = (await wang.get('/api/me')).json()
    expect(me).toMatchObject({
      now: MONDAY,
      demo: false,
      district: { code: DISTRICT, name: '红山区', centre: [118.96, 42.26] },
      post: { code: 'wang-1', role: 'DISTRICT_DISPATCHER', personName: '王小明' },
      posts: [{ code: 'wang-1' }, { code: 'wang-2', orgName: '西屯街道' }],
    })
    expect((await wang.post('/api/me/post', { post: 'wang-2' })).statusCode).toBe(204)
    expect(await actorOf(wang)).toEqual({
      post: 'wang-2',
      person: 's-wang',
      role: 'STREET_DISPATCHER',
      org: '150402001',
      district: DISTRICT,
      street: '150402001',
    })
  })

  test('cannot take a post of somebody else', async () => {
    const wang = await house.entered('wang-1', 'wang')
    const answer = await wang.post('/api/me/post', { post: 'admin' })
    expect([answer.statusCode, problemOf(answer).code]).toEqual([403, 'people/post-not-yours'])
    expect(await wang.actsAs()).toBe('wang-1')
  })

  test('loses the one that is ended with the next request, and the powers with it', async () => {
    const admin = await house.entered('admin', 'admin.one')
    const wang = await house.entered('wang-1', 'wang')
    await wang.post('/api/me/post', { post: 'wang-2' })
    expect(await wang.actsAs()).toBe('wang-2')
    const ended = await admin.post('/api/admin/posts/wang-2/end', { reason: '调离' })
    expect(ended.statusCode).toBe(204)
    expect(await wang.actsAs()).toBe('wang-1')
    await admin.post('/api/admin/posts/wang-1/end', { reason: '调离' })
    expect(await wang.actsAs()).toBe('people/no-post')
    expect(await actorOf(wang)).toBeNull()
    expect(
      (await house.audit()).filter(({ action }) => action === 'post.ended').map(({ subject }) => subject),
    ).toEqual(['post:wang-2', 'post:wang-1'])
  })

  test('loses it in other processes within a second', async () => {
    const other = await house.otherProcess()
    const admin = await house.entered('admin', 'admin.one')
    await house.open('wang-1', 'wang')
    const wang = other.browser()
    await wang.enter('wang')
    expect(await wang.actsAs()).toBe('wang-1')
    await admin.post('/api/admin/posts/wang-1/end', { reason: '调离' })
    const ended = Date.now()
    await expect.poll(() => wang.actsAs(), { interval: 50, timeout: 3000 }).toBe('wang-2')
    expect(Date.now() - ended).toBeLessThan(1500)
  })
})

describe('a post', () => {
  test('is held from its first to its last day, by the local calendar', async () => {
    await insertPostRow(house.db, {
      code: 'li-2',
      person: 's-li',
      role: 'GRID_LEADER',
      org: '150402001001',
      street: '150402001',
      community: '150402001001',
      grids: ['1504020010011001'],
      from: '2031-05-06',
      to: '2031-05-06',
    })
    const li = await house.entered('li-1', 'li.datong')
    await li.post('/api/me/post', { post: 'li-1' })
    const held = async (at: number) => {
      house.clock.set(at)
      house.feature.changed()
      return (await li.get('/api/me')).json<{ posts: { code: string }[] }>().posts.map(({ code }) => code)
    }
    const midnight = Date.parse('2031-05-06T00:00:00+08:00')
    expect(await held(midnight - 1)).toEqual(['li-1'])
    expect(await held(midnight)).toEqual(['li-1', 'li-2'])
    expect(await held(midnight + DAY - 1)).toEqual(['li-1', 'li-2'])
    expect(await held(midnight + DAY)).toEqual(['li-1'])
  })

  test('carries a delegated power from its first moment to its end, or until it is taken back', async () => {
    const admin = await house.entered('admin', 'admin.one')
    const wang = await house.entered('wang-2', 'wang')
    await wang.post('/api/me/post', { post: 'wang-2' })
    const period = { validFrom: MONDAY + HOUR, validTo: MONDAY + 3 * HOUR }
    const given = await admin.post('/api/admin/posts/wang-2/delegations', {
      kind: 'WHISTLE',
      ...period,
      document: '红网格〔2031〕5号 执哨权委托书',
    })
    expect(given.statusCode).toBe(201)
    const powers = async (at: number) => {
      house.clock.set(at)
      house.feature.changed()
      return (await actorOf(wang))?.delegations
    }
    expect(await powers(period.validFrom - 1)).toBeUndefined()
    expect(await powers(period.validFrom)).toEqual(['WHISTLE'])
    expect(await powers(period.validTo)).toBeUndefined()
    house.clock.set(MONDAY + 2 * HOUR)
    const { id } = given.json<{ id: string }>()
    expect((await admin.post(`/api/admin/delegations/${id}/end`)).statusCode).toBe(204)
    expect((await actorOf(wang))?.delegations).toBeUndefined()
    expect(problemOf(await admin.post(`/api/admin/delegations/${id}/end`)).code).toBe(
      'people/delegation-unknown',
    )
  })

  test('that the district pack no longer has is lost; powers of the pack come with a post', async () => {
    await sql`update post set delegations = '{WHISTLE}' where code = 'wang-2'`.execute(house.db)
    const wang = await house.entered('wang-2', 'wang')
    await wang.post('/api/me/post', { post: 'wang-2' })
    expect(await actorOf(wang)).toMatchObject({ post: 'wang-2', delegations: ['WHISTLE'] })
    await sql`update post set retired_at = now() where code = 'wang-2'`.execute(house.db)
    house.feature.changed()
    expect(await wang.actsAs()).toBe('wang-1')
    await sql`update staff set retired_at = now() where code = 's-wang'`.execute(house.db)
    house.feature.changed()
    expect(await wang.actsAs()).toBe('people/no-post')
  })

  test('is created for a person of the register, with the area its role needs', async () => {
    const admin = await house.entered('admin', 'admin.one')
    const post = {
      code: 'li-9',
      person: 's-li',
      role: 'STREET_HANDLER',
      org: '150402001',
      street: '150402001',
      validFrom: '2031-05-01',
    }
    const create = (change: object) => admin.post('/api/admin/posts', { ...post, ...change })
    expect((await create({})).statusCode).toBe(201)
    const li = await house.entered('li-1', 'li.datong')
    await li.post('/api/me/post', { post: 'li-9' })
    expect(await actorOf(li)).toMatchObject({ post: 'li-9', role: 'STREET_HANDLER', street: '150402001' })
    for (const [change, code] of [
      [{}, 'people/post-exists'],
      [{ code: 'x-1', person: 's-nobody' }, 'people/person-unknown'],
      [{ code: 'x-1', org: '150402D99' }, 'people/organisation-unknown'],
      [{ code: 'x-1', street: undefined }, 'people/area-missing'],
      [{ code: 'x-1', role: 'SYSTEM' }, 'people/area-missing'],
      [{ code: 'x-1', validTo: '2031-04-30' }, 'people/period'],
    ] as const) {
      expect(problemOf(await create(change)).code, JSON.stringify(change)).toBe(code)
    }
  })

  test('in which an administrator acts cannot be ended by the same', async () => {
    const admin = await house.entered('admin', 'admin.one')
    const answer = await admin.post('/api/admin/posts/admin/end', { reason: '试' })
    expect(problemOf(answer).code).toBe('people/own-post')
  })
})

describe('the administration', () => {
  const requests = [
    ['GET', '/api/admin/posts', undefined],
    [
      'POST',
      '/api/admin/posts',
      { code: 'x-1', person: 's-li', role: 'ADMIN', org: '150402', validFrom: '2031-01-01' },
    ],
    ['POST', '/api/admin/posts/wang-1/end', { reason: '试' }],
    [
      'POST',
      '/api/admin/posts/wang-1/delegations',
      { kind: 'WHISTLE', validFrom: 1, validTo: 2e12, document: 'x' },
    ],
    ['POST', `/api/admin/delegations/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}/end`, {}],
    ['POST', '/api/admin/accounts', { person: 's-li', username: 'li.new' }],
    ['POST', '/api/admin/accounts/s-wang/password-link', {}],
    ['POST', '/api/admin/accounts/s-wang/unlock', {}],
    ['POST', '/api/admin/accounts/s-wang/reset-two-factor', {}],
    ['GET', '/api/admin/sources', undefined],
    ['POST', '/api/admin/sources', { code: 'smoke', name: 'x', kind: 'DEVICE' }],
    ['POST', '/api/admin/sources/smoke/rotate', {}],
    ['PATCH', '/api/admin/sources/smoke', { active: false }],
  ] as const

  test('is closed to everybody but administrators', async () => {
    const wang = await house.entered('wang-1', 'wang')
    const auditor = await house.entered('audit', 'audit.one')
    for (const [method, url, payload] of requests) {
      for (const [browser, status] of [
        [house.browser(), 401],
        [wang, 403],
        [auditor, 403],
      ] as const)
        expect((await browser.ask(method, url, payload)).statusCode, url).toBe(status)
    }
    const { rows } = await sql`select 1 from post where code = 'x-1' union all select 1 from source`.execute(
      house.db,
    )
    expect(rows).toEqual([])
  })

  test('opens accounts by a link, one user name for one person', async () => {
    const admin = await house.entered('admin', 'admin.one')
    const answer = await admin.post('/api/admin/accounts', { person: 's-li', username: 'li.new' })
    expect(answer.statusCode).toBe(201)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json<{ link: string }>().link).toMatch(/\/console\/set-password#token=\w{24,}$/)
    const taken = await admin.post('/api/admin/accounts', { person: 's-wang', username: 'LI.new' })
    expect(problemOf(taken).code).toBe('people/username-taken')
    const unknown = await admin.post('/api/admin/accounts/s-wang/password-link')
    expect(problemOf(unknown).code).toBe('people/account-unknown')
  })

  test('lists posts page by page and finds them by name', async () => {
    const admin = await house.entered('admin', 'admin.one')
    const page = async (query: string) =>
      (await admin.get(`/api/admin/posts?${query}`)).json<{
        posts: { code: string }[]
        next: string | null
      }>()
    const first = await page('limit=2')
    expect([first.posts.map(({ code }) => code), first.next]).toEqual([['admin', 'audit'], 'audit'])
    const second = await page('limit=3&after=audit')
    expect([second.posts.map(({ code }) => code), second.next]).toEqual([['li-1', 'wang-1', 'wang-2'], null])
    expect((await page(`text=${encodeURIComponent('王小')}`)).posts.length).toBe(2)
    expect((await page('text=%25')).posts.length).toBe(0)
  })

  test('leaves a trail that the auditor reads and nobody changes', async () => {
    const admin = await house.entered('admin', 'admin.one')
    await admin.post('/api/admin/posts/li-1/end', { reason: '离职' })
    const auditor = await house.entered('audit', 'audit.one')
    const read = await auditor.get('/api/admin/audit?action=post.ended')
    expect(read.json()).toMatchObject({
      entries: [
        {
          actor: 's-admin',
          post: 'admin',
          subject: 'post:li-1',
          address: '127.0.0.1',
          data: { reason: '离职' },
        },
      ],
      next: null,
    })
    const pages = []
    for (let before = ''; ;) {
      const { entries, next } = (await auditor.get(`/api/admin/audit?limit=2${before}`)).json<{
        entries: { id: string }[]
        next: string | null
      }>()
      pages.push(...entries.map(({ id }) => id))
      if (next === null) break
      before = `&before=${next}`
    }
    expect(new Set(pages).size).toBe((await house.audit()).length)
    expect((await admin.get('/api/admin/audit')).statusCode).toBe(403)
    for (const statement of ['update audit set actor = actor', 'delete from audit']) {
      const attempt = house.db.transaction().execute(async (tx) => {
        await sql`set local role gezhi_app`.execute(tx)
        await sql.raw(statement).execute(tx)
      })
      await expect(attempt, statement).rejects.toMatchObject({ code: '42501' })
    }
  })
})
