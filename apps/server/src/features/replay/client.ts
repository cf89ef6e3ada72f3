/** HTTP to a running server, as any foreign program would speak it; what can be sent again is sent until it arrives. */
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { setTimeout as pause } from 'node:timers/promises'
import type { Endpoint } from '@gezhi/core/kernel/endpoint'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

export interface Asked {
  readonly method: Endpoint['method'] | 'HEAD'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly bytes?: Buffer
}

/** The server did not come back within the patience, or answers with faults. */
export class ServerAway extends Error {}

const SHORTEST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 5000
/** Try again: too fast, or a proxy or the server itself says that it cannot now. */
const LATER: ReadonlySet<number> = new Set([429, 502, 503, 504])

export interface ClientOptions {
  readonly url: string
  readonly connections: number
  /** How long a server may be away before the replay gives up, milliseconds. */
  readonly patienceMs: number
  /** Told once for every time the server goes away. */
  readonly onAway?: (reason: string) => void
}

export interface Client {
  /** Sends until an answer comes that a retry would not change. Everything sent must be idempotent. */
  readonly ask: (asked: Asked) => Promise<Answer>
  readonly close: () => void
}

function parse(bytes: Buffer, type: string | undefined): unknown {
  const text = bytes.toString()
  if (text === '' || !type?.includes('json')) return text
  return JSON.parse(text) as unknown
}

export function createClient({ url, connections, patienceMs, onAway }: ClientOptions): Client {
  const base = new URL(url)
  const send = base.protocol === 'https:' ? httpsRequest : httpRequest
  const agent =
    base.protocol === 'https:' ? undefined : new Agent({ keepAlive: true, maxSockets: connections })

  const once = ({ method, path, headers, json, bytes }: Asked): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const body = json === undefined ? bytes : Buffer.from(JSON.stringify(json))
      const request = send(new URL(path, base), {
        method,
        agent,
        headers: {
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...((body !== undefined || method === 'POST') && { 'content-length': String(body?.length ?? 0) }),
          ...headers,
        },
      })
      request.on('error', reject)
      request.on('response', (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const { statusCode: status = 0, headers: answered } = response
          resolve({ status, headers: answered, body: parse(Buffer.concat(parts), answered['content-type']) })
        })
      })
      request.end(body)
    })

  async function ask(asked: Asked): Promise<Answer> {
    const givesUpAt = performance.now() + patienceMs
    for (let attempt = 0; ; attempt++) {
      const outcome = await once(asked).catch((error: Error) => error)
      if (!(outcome instanceof Error) && !LATER.has(outcome.status)) return outcome
      const reason = outcome instanceof Error ? outcome.message : `answer ${outcome.status}`
      if (performance.now() > givesUpAt) throw new ServerAway(`${base.origin} is away: ${reason}`)
      if (attempt === 2) onAway?.(reason)
      await pause(Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** attempt))
    }
  }
  return { ask, close: () => agent?.destroy() }
}

/** `code` of a problem document, or the status when the answer is none. */
export function codeOf({ status, body }: Answer): string {
  if (typeof body === 'object' && body !== null && 'code' in body) return String(body.code)
  return `http ${status}`
}

/** The body of an answer that must be this status. Throws with the server's own words otherwise. */
export function bodyOf<T>(answer: Answer, status: number, what: string): T {
  if (answer.status !== status) {
    const said = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    throw new Error(`${what}: answer ${answer.status} ${said.slice(0, 300)}`)
  }
  // Gate: the endpoint's response schema names the shape of this status.
  return answer.body as T
}
