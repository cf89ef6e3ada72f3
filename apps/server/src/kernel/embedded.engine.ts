/** One run of the embedded engine: PGlite in a thread, and the streams through which it is spoken to. */
import { Duplex } from 'node:stream'
import { Worker } from 'node:worker_threads'

/** Where the embedded database keeps its data: a folder, or memory filled from an image file (tests). */
export interface EmbeddedOptions {
  readonly folder?: string
  readonly image?: string
  /** False: a folder without fsync, as PGlite has it by itself. For the bench that prints the price. Default true. */
  readonly durable?: boolean
}

export type ToWorker =
  | { readonly type: 'connect'; readonly connection: number }
  | { readonly type: 'bytes'; readonly connection: number; readonly bytes: Uint8Array }
  | { readonly type: 'dump'; readonly file: string }
  | { readonly type: 'close' }

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'bytes'; readonly connection: number; readonly bytes: Uint8Array }
  | { readonly type: 'dumped' }
  | { readonly type: 'closed' }
  | { readonly type: 'fault'; readonly message: string }

/** PGlite in its own thread, spoken to by node-postgres through streams of wire protocol bytes. */
export interface Engine {
  /** A stream for the `stream` option of a `pg` client. PGlite has one backend: one connection at a time. */
  readonly connect: () => Duplex
  /** Writes the data directory as a tar file that `EmbeddedOptions.image` reads. */
  readonly dump: (file: string) => Promise<void>
  readonly close: () => Promise<void>
  /** Lets the process end while the database is open (tests). */
  readonly unref: () => void
  /** Called once when the engine broke; nothing works after it but `close`. */
  readonly onFault: (listener: (error: Error) => void) => void
}

/** The side of a connection that node-postgres takes for a socket. `pg` writes whole messages only. */
class WireStream extends Duplex {
  readonly #send: (bytes: Uint8Array) => void
  readonly #forget: () => void

  constructor(send: (bytes: Uint8Array) => void, forget: () => void) {
    super()
    this.#send = send
    this.#forget = forget
  }

  connect(): this {
    setImmediate(() => this.emit('connect'))
    return this
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // A copy: the chunk is a window of a larger shared buffer, and messages carry whole buffers.
    this.#send(new Uint8Array(chunk))
    done()
  }

  /** A corked extended query (parse, bind, execute, sync) crosses to the thread as one message. */
  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: () => void): void {
    this.#send(new Uint8Array(Buffer.concat(chunks.map(({ chunk }) => chunk))))
    done()
  }

  override _read(): void {}

  override _final(done: () => void): void {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#forget()
    done(error)
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }
}

/** Starts the thread and waits until the database answers: 2–5 s, with a new folder about 10 s. */
export async function startEngine(options: EmbeddedOptions): Promise<Engine> {
  const worker = new Worker(new URL('./embedded.worker.ts', import.meta.url), { workerData: options })
  const streams = new Map<number, WireStream>()
  const waiting = new Map<FromWorker['type'], PromiseWithResolvers<void>>()
  const faultListeners: ((error: Error) => void)[] = []
  let broken: Error | undefined
  let closing = false
  let connections = 0

  const expectMessage = (type: FromWorker['type']): Promise<void> => {
    if (broken) return Promise.reject(broken)
    const promise = Promise.withResolvers<void>()
    waiting.set(type, promise)
    return promise.promise
  }

  const fail = (error: Error) => {
    if (broken) return
    broken = Object.assign(error, { code: 'ECONNRESET' })
    for (const { reject } of waiting.values()) reject(error)
    for (const stream of streams.values()) stream.destroy(error)
    for (const listener of faultListeners) listener(error)
  }

  worker.on('message', (message: FromWorker) => {
    switch (message.type) {
      case 'bytes':
        streams.get(message.connection)?.push(Buffer.from(message.bytes.buffer))
        return
      case 'ready':
      case 'dumped':
      case 'closed':
        waiting.get(message.type)?.resolve()
        waiting.delete(message.type)
        return
      case 'fault':
        return fail(new Error(`embedded database: ${message.message}`))
    }
  })
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => {
    if (!closing) fail(new Error('embedded database: its thread ended'))
  })

  const post = (message: ToWorker) => worker.postMessage(message)
  try {
    await expectMessage('ready')
  } catch (error) {
    closing = true
    await worker.terminate()
    throw error
  }

  return {
    connect() {
      if (broken) throw broken
      const connection = ++connections
      const stream = new WireStream(
        (bytes) => post({ type: 'bytes', connection, bytes }),
        () => streams.delete(connection),
      )
      streams.set(connection, stream)
      post({ type: 'connect', connection })
      return stream
    },
    async dump(file) {
      const done = expectMessage('dumped')
      post({ type: 'dump', file })
      await done
    },
    async close() {
      if (closing) return
      closing = true
      if (!broken) {
        const done = expectMessage('closed')
        post({ type: 'close' })
        await done
      }
      await worker.terminate()
    },
    unref: () => worker.unref(),
    onFault: (listener) => void faultListeners.push(listener),
  }
}
