// COPY in a thread of its own, as its caller sees it.
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import type { Lines } from './sink.ts'

/** A message to the thread. */
export interface CopyWork {
  readonly no: number
  readonly lines: Pick<Lines, 'table' | 'columns'> & { readonly pieces: readonly Uint8Array[] }
}
/** And its answer. */
export interface Copied {
  readonly no: number
  readonly error?: Error
}

export interface Copying {
  /** Writes the lines; their pieces belong to the thread from now on. */
  readonly copy: (lines: Lines) => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens connections with `config` in a thread. A thread that dies fails all that waits for it. */
export function openCopying(config: pg.PoolConfig): Copying {
  const worker = new Worker(new URL('./copy.worker.ts', import.meta.url), { workerData: config })
  const waiting = new Map<number, PromiseWithResolvers<void>>()
  let last = 0
  worker.on('message', ({ no, error }: Copied) => {
    const one = waiting.get(no)
    waiting.delete(no)
    if (error === undefined) one?.resolve()
    else one?.reject(error)
  })
  let dead: Error | null = null
  worker.on('error', (error: Error) => {
    dead = error
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  })
  return {
    copy({ table, columns, pieces }) {
      if (dead) return Promise.reject(dead)
      const no = ++last
      const one = Promise.withResolvers<void>()
      waiting.set(no, one)
      const work: CopyWork = { no, lines: { table, columns, pieces } }
      // Gate: pieces are allocated apart from the pool of small buffers, see `sink.ts`.
      worker.postMessage(
        work,
        pieces.map(({ buffer }) => buffer as ArrayBuffer),
      )
      return one.promise
    },
    async close() {
      await worker.terminate()
    },
  }
}
