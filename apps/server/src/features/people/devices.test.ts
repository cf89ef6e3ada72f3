// What devices need of sign-in: the session that was begun on one, its end from afar, every post of its person.
import { expect, test } from 'vitest'
import { postsOf } from './posts-of.ts'
import { testPeople } from './people.testing.ts'
import { DISTRICT, MONDAY } from '../../testing/kernel.testing.ts'

const house = testPeople()

test('a session is known by a hash that says nothing of it, and ends by it at once', async () => {
  const [lost, other] = [await house.entered('wang-1', 'wang'), await house.entered('li-1', 'li.dt')]
  const { sessions } = house.feature
  const cookie = Array.from(lost.cookies, ([name, value]) => `${name}=${value}`).join('; ')
  const hash = await sessions.hashOf({ headers: { cookie } })
  expect(hash).toHaveLength(32)
  expect(await sessions.hashOf({ headers: {} })).toBeNull()
  expect(await lost.actsAs()).toBe('wang-1')
  if (hash) await sessions.end(hash)
  expect((await lost.get('/api/me')).statusCode).toBe(401)
  expect(await other.actsAs()).toBe('li-1')
})

test('somebody acts in every post that is held today, and in no other', async () => {
  const ask = postsOf({ db: house.db, now: () => MONDAY })
  expect((await ask(DISTRICT, 's-wang')).map(({ post, role, street }) => [post, role, street])).toEqual([
    ['wang-1', 'DISTRICT_DISPATCHER', undefined],
    ['wang-2', 'STREET_DISPATCHER', '150402001'],
  ])
  expect(await ask(DISTRICT, 's-nobody')).toEqual([])
})
