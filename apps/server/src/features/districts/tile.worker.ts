// The thread that cuts the background of the map: indexing 100,000 buildings would hold up every request for a second.
import { parentPort, workerData } from 'node:worker_threads'
import type { BaseTexts } from './district.store.ts'
import { leaveBufferPool } from '../../kernel/buffer-pool.ts'
import { createCutter } from '../../kernel/tile-cutter.ts'
import { baseSources, parseBase } from './tile-sources.ts'

const port = parentPort
if (!port) throw new Error('tile.worker runs in a worker thread only')

/** One tile that somebody waits for, and its answer. */
export interface TileWish {
  readonly id: number
  readonly z: number
  readonly x: number
  readonly y: number
}
export interface TileAnswer {
  readonly id: number
  readonly tile: Uint8Array | null
  readonly error?: string
}

leaveBufferPool()
const cut = createCutter(baseSources(parseBase(workerData as BaseTexts)), undefined, 'itself')
port.on('message', ({ id, z, x, y }: TileWish) => {
  cut(z, x, y).then(
    (tile) => port.postMessage({ id, tile } satisfies TileAnswer),
    (error: unknown) => port.postMessage({ id, tile: null, error: String(error) } satisfies TileAnswer),
  )
})
