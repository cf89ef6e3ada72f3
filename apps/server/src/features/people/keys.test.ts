import type { Actor } from '@gezhi/core/people/actor'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { residentKeys } from '../../kernel/resident.ts'
import { DISTRICT } from '../../testing/kernel.testing.ts'
import { problemOf, testPeople, type Browser } from './people.testing.ts'

const house = testPeople()
const keyFor = residentKeys('x'.repeat(32))
const asking = async (headers: Record<string, string>) => {
  const answer = await house.app.server.inject({ url: '/api/test/actor', headers })
  return answer.statusCode === 200 ? answer.json<{ actor: Actor | null }>().actor : problemOf(answer).code
}
const withKey = (key: string) => asking({ authorization: `Bearer ${key}` })

async function registered(admin: Browser, ratePerMinute = 600): Promise<string> {
  const body = { code: 'hotline', name: '12345 热线', kind: 'HOTLINE_12345', ratePerMinute }
  const answer = await admin.post('/api/admin/sources', body)
  expect(answer.statusCode).toBe(201)
  return answer.json<{ key: string }>().key
}

describe('a registered source', () => {
  test('acts as the system of its code; its key is nowhere in the database', async () => {
    const key = await registered(await house.entered('admin', 'admin.one'))
    expect(await withKey(key)).toEqual({
      post: 'system:hotline',
      person: 'hotline',
      role: 'SYSTEM',
      org: String(DISTRICT),
      district: DISTRICT,
    })
    const { rows } = await sql<{
      text: string
    }>`select s::text || (select string_agg(a::text, '') from audit a) as text
      from source s`.execute(house.db)
    expect(rows[0]?.text).toContain('hotline')
    expect(rows[0]?.text).not.toContain(key)
  })

  test('loses its voice at once when the key is changed or the source is switched off', async () => {
    const admin = await house.entered('admin', 'admin.one')
    const old = await registered(admin)
    expect(await withKey(old)).toMatchObject({ person: 'hotline' })
    const fresh = (await admin.post('/api/admin/sources/hotline/rotate')).json<{ key: string }>().key
    expect(await withKey(old)).toBe('session/required')
    expect(await withKey(fresh)).toMatchObject({ person: 'hotline' })
    await admin.ask('PATCH', '/api/admin/sources/hotline', { active: false })
    expect(await withKey(fresh)).toBe('session/required')
    await admin.ask('PATCH', '/api/admin/sources/hotline', { active: true })
    expect(await withKey(fresh)).toMatchObject({ person: 'hotline' })
    expect(
      (await house.audit()).map(({ action }) => action).filter((action) => action.startsWith('source')),
    ).toEqual(['source.registered', 'source.rotated', 'source.changed', 'source.changed'])
  })

  test('may send as much as its rate allows', async () => {
    const key = await registered(await house.entered('admin', 'admin.one'), 3)
    const answers = [await withKey(key), await withKey(key), await withKey(key), await withKey(key)]
    expect(answers.map((answer) => (typeof answer === 'string' ? answer : 'taken'))).toEqual([
      'taken',
      'taken',
      'taken',
      'source/too-fast',
    ])
  })

  test('that is not known is refused, not taken for a visitor', async () => {
    for (const authorization of ['Bearer gzs_unknown', 'Bearer', 'Basic YTpi', 'Resident short', 'nonsense'])
      expect(await asking({ authorization }), authorization).toBe('session/required')
  })

  test('cannot take the code of another', async () => {
    const admin = await house.entered('admin', 'admin.one')
    await registered(admin)
    const again = await admin.post('/api/admin/sources', { code: 'hotline', name: 'x', kind: 'DEVICE' })
    expect(problemOf(again).code).toBe('source/exists')
    const unknown = await admin.post('/api/admin/sources/nothing/rotate')
    expect(problemOf(unknown).code).toBe('source/unknown')
  })
})

describe('a resident', () => {
  test('without a key is nobody, with one the person of this key', async () => {
    expect(await asking({})).toBeNull()
    const { key, person } = keyFor('report 1')
    expect(await asking({ authorization: `Resident ${key}` })).toEqual({
      post: `resident:${person}`,
      person,
      role: 'RESIDENT',
      org: '',
      district: DISTRICT,
    })
    expect(keyFor('report 2').key).not.toBe(key)
    expect(keyFor('report 1').key).toBe(key)
    expect(residentKeys('y'.repeat(32))('report 1').key).not.toBe(key)
    expect(person).toMatch(/^[0-9a-f]{64}$/)
  })

  test('lets the browser carry the key, hidden from scripts, until it is forgotten', async () => {
    const { key, person } = keyFor('report 1')
    const browser = house.browser()
    const kept = await browser.post('/api/resident/key', { key })
    expect(kept.headers['set-cookie']).toMatch(/^gezhi_resident=.*; Path=\/api; HttpOnly; SameSite=Lax$/)
    expect((await browser.get('/api/test/actor')).json()).toMatchObject({ actor: { person } })
    await browser.ask('DELETE', '/api/resident/key')
    expect((await browser.get('/api/test/actor')).json()).toEqual({ actor: null })
    expect(problemOf(await browser.post('/api/resident/key', { key: 'x; Domain=evil' })).code).toBe(
      'people/access-key',
    )
  })

  test('who is staff as well acts as staff', async () => {
    const wang = await house.entered('wang-1', 'wang')
    await wang.post('/api/resident/key', { key: keyFor('report 1').key })
    expect((await wang.get('/api/test/actor')).json()).toMatchObject({ actor: { post: 'wang-1' } })
  })
})
