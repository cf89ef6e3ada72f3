import type { Endpoint } from '@gezhi/core/kernel/endpoint'
import type { Problem } from '@gezhi/core/kernel/problem'
import type { Static, TSchema } from 'typebox'
import { strangeAnswer } from './problem.texts.ts'

/** The server understood and said no (4xx), or failed and said so (5xx). */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.titleEn}`)
    this.problem = problem
  }
}

/** The server was not reached: nothing is known to have happened. Sending again with the same key is safe. */
export class Offline extends Error {
  override readonly name = 'Offline'
}

type Part<E extends Endpoint, Key extends string> =
  E['schema'] extends Record<Key, infer S extends TSchema> ? Static<S> : never
/** In a query an undefined value is left out, so it may be given. */
type Loose<Q> = [Q] extends [never]
  ? never
  : { readonly [K in keyof Q]: Pick<Q, K> extends Required<Pick<Q, K>> ? Q[K] : Q[K] | undefined }
type Given<Name extends string, Value> = [Value] extends [never]
  ? unknown
  : Partial<Value> extends Value
    ? { readonly [K in Name]?: Value | undefined }
    : { readonly [K in Name]: Value }

/** What an endpoint asks for: `params`, `query`, `headers` and `body`, each only where its schema has it. */
export type Input<E extends Endpoint> = Given<'params', Part<E, 'params'>> &
  Given<'query', Loose<Part<E, 'querystring'>>> &
  Given<'headers', Part<E, 'headers'>> &
  Given<'body', Part<E, 'body'>>

type Successes = 200 | 201 | 202 | 204
type Responses<E extends Endpoint> = E['schema']['response']
/** What an endpoint answers on success. */
export type Output<E extends Endpoint> = {
  [S in Extract<keyof Responses<E>, Successes>]: Responses<E>[S] extends TSchema
    ? Static<Responses<E>[S]>
    : never
}[Extract<keyof Responses<E>, Successes>]

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly fetch?: typeof fetch | undefined
  /** Origin of the server when it is not the page's own. */
  readonly origin?: string | undefined
  /** Beside those of the endpoint. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** The input of an endpoint that is known only at run time. */
export interface AnyInput {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Path and query of an endpoint with its values filled in; undefined values of the query are left out. */
export function addressOf(endpoint: Endpoint, input: AnyInput): string {
  const path = endpoint.url.replace(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  return query.size ? `${path}?${query}` : path
}

/**
 * Calls one endpoint of the server with the session's cookie.
 * Throws `Refused` with the problem for every 4xx and 5xx, `Offline` when the server was not reached.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  options: CallOptions = {},
): Promise<Output<E>> {
  const given = input as AnyInput
  const send = options.fetch ?? globalThis.fetch
  const hasBody = given.body !== undefined
  const response = await send(`${options.origin ?? ''}${addressOf(endpoint, given)}`, {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json, application/problem+json',
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...given.headers,
      ...options.headers,
    },
    ...(hasBody ? { body: JSON.stringify(given.body) } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  }).catch((cause: unknown) => {
    if (options.signal?.aborted) throw cause
    throw new Offline(`${endpoint.schema.operationId}: the server was not reached`, { cause })
  })
  if (!response.ok) throw new Refused(await problemOf(response))
  // `call` is the named gate: beyond it the endpoint's types are believed.
  if (response.status === 204) return null as Output<E>
  return (await response.json().catch((cause: unknown) => {
    if (options.signal?.aborted) throw cause
    // Broken off in the middle, or the sign-in page of a hotel's network: the centre's answer is not known.
    throw new Offline(`${endpoint.schema.operationId}: the answer did not arrive`, { cause })
  })) as Output<E>
}

/** The problem of a failed answer; a proxy's page without one becomes `http/<status>`. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  if (isProblem(body)) return body
  return strangeAnswer(response.status)
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  'title' in value &&
  typeof value.title === 'string'
