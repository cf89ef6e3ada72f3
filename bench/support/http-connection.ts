// One kept HTTP/1.1 connection that asks one thing at a time: no more than what a bench needs, so that the load takes
// little of the cores that it measures.
import { connect, type Socket } from 'node:net'
import type { Sending } from './http-load.ts'

interface Answer {
  /** 0: the connection broke before an answer. */
  readonly status: number
  /** The body as text: made when somebody asks, because most loads never look at it. */
  readonly body: () => string
}

const NOTHING = (): string => ''

export interface Connection {
  readonly ask: (sending: Sending) => Promise<Answer>
  readonly close: () => void
}

const HEAD_END = Buffer.from('\r\n\r\n')
const LENGTH = /\r\ncontent-length: (\d+)/i
const CHUNKED = /\r\ntransfer-encoding: chunked/i

/** The whole answer at the beginning of `bytes`, or null while some of it is missing. */
function parse(bytes: Buffer): Answer | null {
  const end = bytes.indexOf(HEAD_END)
  if (end < 0) return null
  const head = bytes.toString('latin1', 0, end)
  const status = Number(head.slice(9, 12))
  const length = LENGTH.exec(head)?.[1]
  const start = end + HEAD_END.length
  if (length !== undefined) {
    const whole = start + Number(length)
    return bytes.length < whole ? null : { status, body: () => bytes.toString('utf8', start, whole) }
  }
  if (!CHUNKED.test(head)) return { status, body: NOTHING }
  return parseChunks(bytes, start, status)
}

function parseChunks(bytes: Buffer, start: number, status: number): Answer | null {
  const parts: Buffer[] = []
  for (let at = start; ;) {
    const line = bytes.indexOf('\r\n', at, 'latin1')
    if (line < 0) return null
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    const next = line + 2 + size + 2
    if (bytes.length < next) return null
    if (size === 0) return { status, body: () => Buffer.concat(parts).toString() }
    parts.push(bytes.subarray(line + 2, line + 2 + size))
    at = next
  }
}

function write(sending: Sending, host: string): string {
  const body = sending.json === undefined ? '' : JSON.stringify(sending.json)
  const type = body === '' ? '' : 'content-type: application/json\r\n'
  const length = sending.method === 'GET' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`
  const headers = Object.entries(sending.headers ?? {})
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  return `${sending.method} ${sending.path} HTTP/1.1\r\nhost: ${host}\r\n${type}${length}${headers}\r\n${body}`
}

/** Connects when first asked, and again after the connection broke. */
export function openConnection(target: URL): Connection {
  let socket: Socket | null = null
  let received: Buffer = Buffer.alloc(0)
  let settle: ((answer: Answer) => void) | null = null

  function finish(answer: Answer): void {
    const waiting = settle
    settle = null
    received = Buffer.alloc(0)
    waiting?.(answer)
  }

  function open(): Socket {
    const opened = connect(Number(target.port), target.hostname)
    opened.setNoDelay(true)
    opened.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const answer = parse(received)
      if (answer) finish(answer)
    })
    opened.on('error', () => undefined)
    opened.on('close', () => {
      if (socket !== opened) return
      socket = null
      finish({ status: 0, body: NOTHING })
    })
    return opened
  }

  return {
    ask: (sending) =>
      new Promise((resolve) => {
        settle = resolve
        socket ??= open()
        socket.write(write(sending, target.host))
      }),
    close: () => socket?.destroy(),
  }
}
