// Cuts tiles in a thread of its own.
import { Worker } from 'node:worker_threads'
import type { BaseTexts } from './district.store.ts'
import type { Cut } from '../../kernel/tile-cutter.ts'
import type { TileAnswer, TileWish } from './tile.worker.ts'

export interface TileThread {
  readonly cut: Cut
  /** Ends it as soon as everybody who asked has a tile: others cut from now on. */
  readonly retire: () => void
  readonly close: () => void
}

/** Somebody who was about to ask when the thread retired is still answered. */
const GRACE_MS = 5000

/** `onEnd` is told when the thread ended by itself; who waits for a tile of it gets the fault. */
export function openTileThread(base: BaseTexts, onEnd: () => void): TileThread {
  const worker = new Worker(new URL('./tile.worker.ts', import.meta.url), { workerData: base })
  // A map that nobody looks at must not keep the program alive.
  worker.unref()
  const waiting = new Map<number, PromiseWithResolvers<Buffer | null>>()
  let next = 0
  let ended: Error | null = null
  worker.on('message', ({ id, tile, error }: TileAnswer) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error !== undefined) asked?.reject(new Error(error))
    else asked?.resolve(tile && Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength))
  })
  const end = (error: Error) => {
    ended ??= error
    for (const asked of waiting.values()) asked.reject(error)
    waiting.clear()
    onEnd()
  }
  worker.on('error', end)
  worker.on('exit', () => end(new Error('the thread of the tiles ended')))
  return {
    cut(z, x, y) {
      if (ended) return Promise.reject(ended)
      const asked = Promise.withResolvers<Buffer | null>()
      const id = next++
      waiting.set(id, asked)
      worker.postMessage({ id, z, x, y } satisfies TileWish)
      return asked.promise
    },
    retire: function retire() {
      setTimeout(() => (waiting.size > 0 ? retire() : void worker.terminate()), GRACE_MS).unref()
    },
    close: () => void worker.terminate(),
  }
}
