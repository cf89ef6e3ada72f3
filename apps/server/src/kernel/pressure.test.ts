import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { refuseUnderPressure } from './pressure.ts'
import { answerProblems } from './problem.ts'

function house() {
  const app = Fastify()
  const open = Promise.withResolvers<string>()
  answerProblems(app)
  refuseUnderPressure(app, 2)
  app.get('/api/slow', () => open.promise)
  app.get('/api/feed', { config: { stays: true } }, () => open.promise)
  app.get('/health', async () => 'ok')
  // An injected request is sent when somebody waits for it.
  return { open, ask: (url: string) => app.inject(url).then((reply) => reply) }
}

test('what would only wait is refused, with the time to come back; health is always answered', async () => {
  const { open, ask } = house()
  const taken = [ask('/api/slow'), ask('/api/slow')]
  const refused = await ask('/api/slow')
  expect(refused.statusCode).toBe(503)
  expect(refused.headers['retry-after']).toBe('1')
  expect(refused.json()).toMatchObject({ code: 'server/busy' })
  expect((await ask('/health')).statusCode).toBe(200)
  open.resolve('done')
  expect((await Promise.all(taken)).map(({ statusCode }) => statusCode)).toEqual([200, 200])
  expect((await ask('/api/slow')).statusCode).toBe(200)
})

test('a refusal takes its time: who asks again at once is no burden', async () => {
  const { open, ask } = house()
  const taken = [ask('/api/slow'), ask('/api/slow')]
  const began = performance.now()
  const refused = await Promise.all(Array.from({ length: 100 }, () => ask('/api/slow')))
  expect(refused.every(({ statusCode }) => statusCode === 503)).toBe(true)
  expect(performance.now() - began).toBeGreaterThan(450)
  open.resolve('done')
  await Promise.all(taken)
})

test('streams that stay open take nobody’s place', async () => {
  const { open, ask } = house()
  const streams = Array.from({ length: 5 }, () => ask('/api/feed'))
  const asked = ask('/api/slow')
  open.resolve('done')
  expect((await asked).statusCode).toBe(200)
  await Promise.all(streams)
})
