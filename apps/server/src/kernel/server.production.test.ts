import { expect, test } from 'vitest'
import { testApp } from '../testing/app.testing.ts'

const server = testApp(() => [], { config: { demo: false, publicUrl: 'https://gezhi.example' } })

test('outside a demonstration there is no clock to move', async () => {
  const reply = await server.inject({ method: 'POST', url: '/api/demo/clock', payload: { now: 1 } })
  expect(reply.json()).toMatchObject({ status: 404, code: 'http/not-found' })
})

test('behind https browsers are told to stay there, and the public origin is our own', async () => {
  const reply = await server.inject({
    method: 'POST',
    url: '/api/nothing',
    headers: { cookie: 'a=1', origin: 'https://gezhi.example', host: 'internal:8080' },
  })
  expect(reply.statusCode).toBe(404)
  expect(reply.headers['strict-transport-security']).toBeDefined()
})
