// One POST to another machine: short patience, no redirects, small answers.
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import type { LookupFunction } from 'node:net'

const PATIENCE_MS = 10_000
const MOST_ANSWER = 64_000

/** A message did not leave. `forGood`: sending it again would not help. */
export class NotSent extends Error {
  override readonly name = 'NotSent'
  readonly forGood: boolean
  constructor(message: string, forGood: boolean, options?: ErrorOptions) {
    super(message, options)
    this.forGood = forGood
  }
}

export interface Answer {
  readonly status: number
  readonly text: string
}

export interface Outgoing {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}
export type Post = (outgoing: Outgoing) => Promise<Answer>

/** Throws `NotSent` when nobody answered in ten seconds. A redirect is an answer like any other. */
export const createPost =
  (lookup?: LookupFunction): Post =>
  ({ url, headers, body }) =>
    new Promise((resolve, reject) => {
      const fail = (cause: Error) =>
        reject(new NotSent(`${new URL(url).host}: ${cause.message}`, false, { cause }))
      const send = new URL(url).protocol === 'https:' ? secure : plain
      const sent = send(
        url,
        {
          method: 'POST',
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          timeout: PATIENCE_MS,
          ...(lookup && { lookup }),
        },
        (answer) => {
          let text = ''
          answer.setEncoding('utf8')
          answer.on('data', (piece: string) => (text = (text + piece).slice(0, MOST_ANSWER)))
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
          answer.on('error', fail)
        },
      )
      sent.on('timeout', () => sent.destroy(new Error('no answer in time')))
      sent.on('error', fail)
      sent.end(body)
    })

/** 2xx passes; 408, 425, 429 and 5xx may be tried again; anything else is for good. */
export function checkStatus({ status }: Answer): void {
  if (status >= 200 && status < 300) return
  throw new NotSent(`answered ${status}`, status < 500 && ![408, 425, 429].includes(status))
}
