/** The embedded engine as the rest of the program sees it: one that broke is started again on its folder. */
import { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEngine, type EmbeddedOptions, type Engine } from './embedded.engine.ts'

export type { EmbeddedOptions } from './embedded.engine.ts'

/** A disk that is full stays full for a while; each try reads the whole log. */
const PAUSE_MS = 2000

export interface Embedded extends Omit<Engine, 'onFault'> {
  /**
   * Called whenever the engine broke: a log that cannot be written (disk full, read-only), an fsync that failed. On a
   * folder it is then started again until it answers, and reads its log; until then nothing can be connected.
   */
  readonly onFault: (listener: (error: Error) => void) => void
}

/** What a client of `pg` gets while the engine is away: the same as from a server that is not there. */
class Unreachable extends Duplex {
  connect(): this {
    const refused = new Error('the embedded database is being started again')
    setImmediate(() => this.destroy(Object.assign(refused, { code: 'ECONNREFUSED' })))
    return this
  }

  override _read(): void {}

  override _write(_chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    done()
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }
}

/** Keeps an engine running. Throws when it cannot be started the first time. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { folder, durable = true } = options
  const listeners: ((error: Error) => void)[] = []
  let engine: Engine | null = null
  let starting: Promise<void> = Promise.resolve()
  let closing = false

  function watch(started: Engine): void {
    engine = started
    started.onFault((error) => {
      engine = null
      for (const listener of listeners) listener(error)
      if (folder !== undefined && !closing) starting = startAgain(started, folder)
    })
  }

  async function startAgain(broken: Engine, path: string): Promise<void> {
    await broken.close()
    for (;;) {
      // `close` may come at any of these moments.
      if (closing) return
      try {
        return watch(await startEngine({ folder: path, durable }))
      } catch {
        await sleep(PAUSE_MS)
      }
    }
  }

  watch(await startEngine(options))
  return {
    connect: () => engine?.connect() ?? new Unreachable(),
    async dump(file) {
      if (!engine) throw new Error('the embedded database is being started again')
      await engine.dump(file)
    },
    async close() {
      closing = true
      await starting
      await engine?.close()
    },
    unref: () => engine?.unref(),
    onFault: (listener) => void listeners.push(listener),
  }
}
