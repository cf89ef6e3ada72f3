import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { endpoint } from '@gezhi/core/kernel/endpoint'
import { Type, type Static } from 'typebox'
import { describe, expect, test } from 'vitest'
import { testApp } from '../testing/app.testing.ts'
import { counterKind, counterProblems, createCounterTable } from '../testing/counter.testing.ts'
import { clerk, MONDAY } from '../testing/kernel.testing.ts'
import type { Deps } from './deps.ts'
import type { Feature } from './feature.ts'
import { sendRefusal } from './problem.ts'
import { requireActor } from './request.ts'
import { run } from './run.ts'
import { anyKind } from './stream-kind.ts'

const Add = Type.Object(
  { type: Type.Literal('add'), by: Type.Integer(), note: Type.Optional(Type.Unknown()) },
  { additionalProperties: false },
)
const Create = Type.Object({ type: Type.Literal('create') }, { additionalProperties: false })
const command = endpoint({
  method: 'POST',
  url: '/api/counters/:id/commands',
  schema: {
    operationId: 'commandCounter',
    summary: 'One command to a counter',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    headers: Type.Object({ 'idempotency-key': Type.String({ format: 'uuid' }) }),
    body: Type.Unsafe<Static<typeof Add> | Static<typeof Create>>({
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      oneOf: [Add, Create],
    }),
    response: { 202: Type.Unknown() },
  },
})

const routes =
  (deps: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...command,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { params, body, headers } = request
        const outcome = await run(deps, counterKind, {
          district: actor.district,
          stream: params.id,
          commandId: headers['idempotency-key'],
          actor,
          command: body,
        })
        if (!outcome.ok) return sendRefusal(reply, counterProblems, outcome.refusal)
        return reply.code(202).send(outcome.answer)
      },
    })
    app.get(
      '/api/echo',
      { schema: { querystring: Type.Object({ n: Type.Integer(), text: Type.Optional(Type.String()) }) } },
      ({ query }) => query,
    )
    app.post('/api/numbers', { schema: { body: Type.Object({ n: Type.Integer() }) } }, ({ body }) => body)
    app.get('/api/broken', () => {
      throw new Error('password of the database is hunter2')
    })
  }
const counters = (deps: Deps): Feature => ({
  name: 'counters',
  kinds: [anyKind(counterKind)],
  routes: routes(deps),
})
const server = testApp((deps) => [counters(deps)], { seed: ({ db }) => createCounterTable(db) })

const send = (
  payload: object | string,
  more: { key?: string; id?: string; headers?: Record<string, string> } = {},
) =>
  server.as(clerk).inject({
    method: 'POST',
    url: `/api/counters/${more.id ?? randomUUID()}/commands`,
    headers: {
      'idempotency-key': more.key ?? randomUUID(),
      'content-type': 'application/json',
      ...more.headers,
    },
    payload,
  })

describe('problems', () => {
  test('a refusal is a problem document with code, both titles and what the refusal says', async () => {
    const reply = await send({ type: 'add', by: 1 })
    expect(reply.statusCode).toBe(404)
    expect(reply.headers['content-type']).toContain('application/problem+json')
    expect(reply.json()).toEqual({
      type: '/problems/counter/unknown',
      code: 'counter/unknown',
      title: '计数器不存在',
      titleEn: 'There is no such counter',
      status: 404,
      refusal: { code: 'counter/unknown' },
    })
  })

  test.each([
    ['a body that is no JSON', () => send('{"type":'), 400, 'request/malformed'],
    ['a body without the discriminator', () => send({}), 400, 'request/invalid'],
    ['an unknown member', () => send({ type: 'create', admin: true }), 400, 'request/invalid'],
    ['a number as text in a body', () => send({ type: 'add', by: '1' }), 400, 'request/invalid'],
    [
      'a member that reaches for the prototype',
      () => send('{"type":"create","__proto__":{"a":1}}'),
      400,
      'request/malformed',
    ],
    [
      'more than a mebibyte',
      () => send({ type: 'add', by: 1, note: 'x'.repeat(1024 * 1024) }),
      413,
      'request/too-large',
    ],
    [
      'another media type',
      () => send('<a/>', { headers: { 'content-type': 'text/xml' } }),
      415,
      'request/media-type',
    ],
    ['a NUL in a text', () => send({ type: 'add', by: 1, note: ['a\0'] }), 422, 'request/bad-text'],
    [
      'half a surrogate pair',
      () => send('{"type":"add","by":1,"note":{"a":"\\ud83d"}}'),
      422,
      'request/bad-text',
    ],
    [
      'half a surrogate pair in a name',
      () => send('{"type":"add","by":1,"note":{"\\udc00":1}}'),
      422,
      'request/bad-text',
    ],
    [
      'a hundred thousand brackets',
      () => send(`{"type":"add","by":1,"note":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
      422,
      'request/too-deep',
    ],
    ['a stream that is no UUID', () => send({ type: 'create' }, { id: 'x' }), 400, 'request/invalid'],
    [
      'a UUID written as a URN',
      () => send({ type: 'create' }, { id: `urn:uuid:${randomUUID()}` }),
      400,
      'request/invalid',
    ],
    [
      'a command without an id',
      () => send({ type: 'create' }, { headers: { 'idempotency-key': '' } }),
      400,
      'request/invalid',
    ],
    ['an unknown address', () => server.inject('/api/nothing'), 404, 'http/not-found'],
    ['a broken address', () => server.inject('/api/%ff'), 400, 'request/refused'],
    [
      'a request without a session',
      () =>
        server.inject({
          method: 'POST',
          url: `/api/counters/${randomUUID()}/commands`,
          headers: { 'idempotency-key': randomUUID() },
          payload: { type: 'create' },
        }),
      401,
      'session/required',
    ],
  ])('%s is answered with a problem', async (_what, request, status, code) => {
    const reply = await request()
    expect(reply.json()).toMatchObject({ status, code })
    expect(reply.statusCode).toBe(status)
    expect(reply.json().title).toMatch(/\p{Script=Han}/u)
    expect(reply.headers['content-type']).toContain('application/problem+json')
  })

  test('a fault never shows its message', async () => {
    const reply = await server.inject('/api/broken')
    expect(reply.json()).toMatchObject({ status: 500, code: 'server/fault' })
    expect(reply.body).not.toContain('hunter2')
  })

  test('a command id that is used for something else is told so, and the first answer stays', async () => {
    const [id, key] = [randomUUID(), randomUUID()]
    const first = await send({ type: 'create' }, { id, key })
    expect(first.statusCode).toBe(202)
    expect((await send({ type: 'add', by: 1 }, { id, key })).json()).toMatchObject({
      code: 'request/key-reused',
      status: 422,
    })
    const again = await send({ type: 'create' }, { id, key })
    expect([again.statusCode, again.body]).toEqual([202, first.body])
  })

  test('a busy server says when to come back', async () => {
    const replies = await Promise.all(Array.from({ length: 2300 }, () => send({ type: 'create' })))
    const busy = replies.filter(({ statusCode }) => statusCode === 503)
    expect(replies.filter(({ statusCode }) => statusCode === 202).length + busy.length).toBe(2300)
    for (const reply of busy) expect(reply.headers['retry-after']).toBe('1')
  })
})

describe('values of the address', () => {
  test('become numbers as the schema says, those of a body do not', async () => {
    expect((await server.inject('/api/echo?n=5')).json()).toEqual({ n: 5 })
    const reply = await server.inject({ method: 'POST', url: '/api/numbers', payload: { n: '5' } })
    expect(reply.json()).toMatchObject({ code: 'request/invalid' })
  })

  test('are refused when they hold what cannot be kept', async () => {
    expect((await server.inject('/api/echo?n=5&text=a%00b')).json()).toMatchObject({
      code: 'request/bad-text',
    })
  })
})

describe('requests from elsewhere', () => {
  const post = (headers: Record<string, string>) =>
    server.inject({ method: 'POST', url: '/api/numbers', headers, payload: { n: 1 } })
  const refused = { status: 403, code: 'request/foreign-origin' }

  test('a foreign page cannot use the session of its visitor', async () => {
    const cookie = 'session=1'
    expect((await post({ cookie, origin: 'https://evil.example' })).json()).toMatchObject(refused)
    expect((await post({ cookie, 'sec-fetch-site': 'cross-site' })).json()).toMatchObject(refused)
    expect((await post({ cookie, 'sec-fetch-site': 'same-site' })).json()).toMatchObject(refused)
    expect((await post({ cookie, origin: 'null' })).json()).toMatchObject(refused)
  })

  test('our own pages and programs without a browser can', async () => {
    const cookie = 'session=1'
    expect(
      (await post({ cookie, origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' })).statusCode,
    ).toBe(200)
    expect((await post({ cookie })).statusCode).toBe(200)
    expect((await post({})).statusCode).toBe(200)
  })

  test('a foreign name that points to this machine does not reach a demonstration', async () => {
    expect((await server.inject({ url: '/health', headers: { host: 'evil.example' } })).json()).toMatchObject(
      refused,
    )
  })
})

describe('the server about itself', () => {
  test('every answer carries the headers that browsers protect by', async () => {
    for (const url of ['/health', '/api/nothing']) {
      const { headers } = await server.inject(url)
      expect(headers['content-security-policy']).toContain("script-src 'self'")
      expect(headers['content-security-policy']).toContain("worker-src 'self' blob:")
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  })

  test('health names the database and whether it survives a loss of power', async () => {
    const { size, durable } = server.deps.database
    const reply = await server.inject('/health')
    expect(reply.json()).toMatchObject({ status: 'ok', database: size, durable, version: expect.any(String) })
    expect(durable).toBe(size !== 'embedded')
  })

  test('metrics count requests by route and commands by result', async () => {
    await send({ type: 'create' })
    const { body } = await server.inject('/metrics')
    expect(body).toMatch(
      /gezhi_http_seconds_count\{method="POST",route="\/api\/counters\/:id\/commands",status="202"\} \d/,
    )
    expect(body).toMatch(
      /gezhi_commands_total\{kind="counter",type="create",result="accepted",replayed="false"\} \d/,
    )
    expect(body).toContain('gezhi_flush_commands_bucket')
  })

  test('the interface is printed from the endpoints, in OpenAPI 3.1', async () => {
    const api = (await server.inject('/api/openapi.json')).json()
    expect(api.openapi).toBe('3.1.0')
    expect(api.paths['/api/counters/{id}/commands'].post.operationId).toBe('commandCounter')
    expect(api.paths['/health'].get.operationId).toBe('getHealth')
  })

  test('the demo clock goes forward, at most a year at once', async () => {
    const move = (now: number) => server.inject({ method: 'POST', url: '/api/demo/clock', payload: { now } })
    const tomorrow = MONDAY + 86_400_000
    expect((await move(tomorrow)).json()).toEqual({ now: tomorrow, fired: 0 })
    expect((await move(MONDAY)).json()).toMatchObject({ code: 'clock/too-far' })
    expect((await move(tomorrow + 400 * 86_400_000)).json()).toMatchObject({ code: 'clock/too-far' })
  })
})
