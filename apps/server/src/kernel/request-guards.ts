/** What every request has to pass before its handler: keepable text, our own origin; and what every answer carries. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLoopback, type Config } from '../config.ts'
import { KernelProblem } from './problem.ts'

/** Deeper JSON than any schema of ours; recursion over it stays far from the limit of the stack. */
const DEEPEST = 64

/** `text` and jsonb of PostgreSQL hold neither NUL nor half a surrogate pair. */
const isKeepable = (text: string) => !text.includes('\0') && text.isWellFormed()

/**
 * Throws `request/bad-text` when a string or a name anywhere in the value cannot be kept faithfully, and
 * `request/too-deep` beyond 64 levels. Walks with its own stack: 1 MiB of brackets is 500,000 levels.
 */
export function refuseUnkeepable(value: unknown): void {
  const left: [value: unknown, depth: number][] = [[value, 0]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [item, depth] = next
    if (typeof item === 'string' && !isKeepable(item)) throw new KernelProblem('request/bad-text')
    if (typeof item !== 'object' || item === null || Buffer.isBuffer(item)) continue
    if (depth >= DEEPEST) throw new KernelProblem('request/too-deep')
    for (const [name, member] of Object.entries(item)) {
      if (!isKeepable(name)) throw new KernelProblem('request/bad-text')
      left.push([member, depth + 1])
    }
  }
}

/** Scheme and host are one: the Host header leaves the usual port out, or not. */
function isOrigin(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin) || host === undefined) return false
  const { protocol, host: of } = new URL(origin)
  return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === of
}

/** True when a browser says that another site sent the request. Programs say nothing and bring no foreign cookie. */
function isForeign(request: FastifyRequest, publicUrl: string | null): boolean {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (typeof site === 'string' && site !== 'same-origin' && site !== 'none') return true
  if (origin === undefined) return false
  return origin !== publicUrl && !isOrigin(origin, host)
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Cookies are sent by whoever makes the browser ask: with one, an unsafe request must come from our own pages. */
function refuseForeign(app: FastifyInstance, { publicUrl, demo }: Config): void {
  app.addHook('onRequest', async (request) => {
    // A demonstration has no passwords: a foreign name that points to this machine must not reach it.
    if (demo && !isLoopback(request.hostname)) throw new KernelProblem('request/foreign-origin')
    if (SAFE.has(request.method) || !request.url.startsWith('/api')) return
    if ((request.headers.cookie !== undefined || demo) && isForeign(request, publicUrl))
      throw new KernelProblem('request/foreign-origin')
  })
}

/** Own scripts only; MapLibre runs its worker from a blob in some browsers; Ant Design writes styles into the page. */
const CONTENT_SECURITY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self' blob: data:",
  "worker-src 'self' blob:",
  "child-src 'self' blob:",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(self), geolocation=(self)',
} as const

export function guardRequests(app: FastifyInstance, config: Config): void {
  const secure = config.publicUrl?.startsWith('https:') === true
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(HEADERS)
    if (secure) reply.header('strict-transport-security', 'max-age=31536000')
  })
  refuseForeign(app, config)
  app.addHook('preValidation', async ({ body, query, params }) => {
    refuseUnkeepable(query)
    refuseUnkeepable(params)
    refuseUnkeepable(body)
  })
}
