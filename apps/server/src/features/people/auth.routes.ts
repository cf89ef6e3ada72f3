import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createBuckets } from '../../kernel/buckets.ts'
import { ADDRESS_HEADER } from './auth.names.ts'
import type { AskAuth } from './auth.ts'
import { authProblem } from './auth.problems.ts'

/** A request of Fastify as the sign-in library takes it. The client's address comes from the connection. */
export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  }
  headers.set(ADDRESS_HEADER, request.ip)
  return headers
}

/** Cookies that the library wants to set. */
export function passCookies(reply: FastifyReply, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
}

function requestOf(request: FastifyRequest): Request {
  const url = new URL(request.url, `${request.protocol}://${request.host}`)
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && request.body !== undefined
  const headers = webHeaders(request)
  headers.delete('content-length')
  return new Request(url, {
    method: request.method,
    headers,
    ...(hasBody ? { body: JSON.stringify(request.body ?? {}) } : {}),
  })
}

async function answer(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status).header('cache-control', 'no-store')
  passCookies(reply, response.headers)
  for (const name of ['location', 'retry-after']) {
    const value = response.headers.get(name)
    if (value !== null) reply.header(name, value)
  }
  const wait = response.headers.get('x-retry-after')
  if (wait !== null) reply.header('retry-after', wait)
  const text = await response.text()
  if (response.status < 400) return text === '' ? reply.send() : reply.type('application/json').send(text)
  let body: unknown = null
  try {
    body = JSON.parse(text)
  } catch {
    // "Not Found" and the like: the status says it.
  }
  return reply
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(authProblem(response.status, body)))
}

/** Behind one address a whole office signs in at eight; one who guesses gets two names a second and no more. */
const PER_MINUTE = 120
const BURST = 300

/** The sign-in library's own endpoints under `/api/auth/`, with errors as problems. */
export function authRoutes(app: FastifyInstance, auth: AskAuth): void {
  const buckets = createBuckets()
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    async handler(request, reply) {
      const quick = request.method === 'POST' && !buckets.take(request.ip, PER_MINUTE, BURST)
      return answer(
        reply,
        quick ? new Response(null, { status: 429 }) : await (await auth()).handler(requestOf(request)),
      )
    },
  })
}
