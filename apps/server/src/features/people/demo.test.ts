import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { problemOf, testPeople } from './people.testing.ts'

const demo = testPeople({ demo: true })
const house = testPeople({ demo: false })

const codes = async (query = '') =>
  (await demo.browser().get(`/api/demo/posts?${query}`))
    .json<{ posts: { code: string }[] }>()
    .posts.map(({ code }) => code)

describe('in a demonstration', () => {
  test('posts are listed from the district down to the grids, and found by name, unit or role', async () => {
    expect(await codes()).toEqual(['wang-1', 'wang-2', 'li-1', 'admin', 'audit'])
    expect(await codes(`text=${encodeURIComponent('李大')}`)).toEqual(['li-1'])
    expect(await codes(`text=${encodeURIComponent('西屯')}`)).toEqual(['wang-2', 'li-1'])
    expect(await codes('role=AUDITOR')).toEqual(['audit'])
    expect(await codes('text=1504020010011001')).toEqual(['li-1'])
    expect(await codes('limit=1')).toEqual(['wang-1'])
  })

  test('one click enters a post, again and in another post of the same person', async () => {
    const browser = demo.browser()
    const answer = await browser.post('/api/demo/sign-in', { post: 'wang-2' })
    expect(answer.json()).toMatchObject({ code: 'wang-2', personName: '王小明', orgName: '西屯街道' })
    expect(answer.cookies[0]).toMatchObject({ name: 'gezhi.session_token', httpOnly: true })
    expect(await browser.actsAs()).toBe('wang-2')
    await browser.post('/api/demo/sign-in', { post: 'wang-1' })
    expect(await browser.actsAs()).toBe('wang-1')
    expect((await demo.audit()).map(({ action }) => action)).toEqual(['session.demo', 'session.demo'])
    const { rows } = await sql`select password from auth.account`.execute(demo.db)
    expect(rows).toEqual([])
  })

  test('a post that nobody holds cannot be entered', async () => {
    const answer = await demo.browser().post('/api/demo/sign-in', { post: 'nothing' })
    expect(problemOf(answer).code).toBe('people/post-unknown')
  })
})

describe('outside a demonstration', () => {
  test('there is no sign-in without a password', async () => {
    const browser = house.browser()
    expect((await browser.get('/api/demo/posts')).statusCode).toBe(404)
    expect((await browser.post('/api/demo/sign-in', { post: 'wang-1' })).statusCode).toBe(404)
    expect(await browser.actsAs()).toBe('session/required')
    expect((await sql`select 1 from auth.session`.execute(house.db)).rows).toEqual([])
  })
})
