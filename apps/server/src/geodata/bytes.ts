// Takes a stream apart into pieces of a size that is known piece by piece; memory holds one piece.
import type { Readable } from 'node:stream'

/** A file that is not what it says: it ends early, or a piece of it is larger than any sound one. */
export class BrokenFile extends Error {}

/** Larger than any sound record: an outline of a million corners has 16 MB. */
const MOST_PIECE = 16 * 1024 * 1024

export interface Bytes {
  /** Exactly so many bytes, or null at the end. Throws `BrokenFile` when it ends within them. */
  readonly take: (count: number) => Promise<Buffer | null>
}

/** Reads a stream from its beginning on. */
export function bytesOf(stream: Readable): Bytes {
  // Gate: without an encoding, pieces are buffers.
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let held: Buffer = Buffer.alloc(0)
  return {
    async take(count) {
      if (count < 0 || count > MOST_PIECE) throw new BrokenFile(`a piece of ${count} bytes`)
      const parts = [held]
      let length = held.length
      while (length < count) {
        const next = await pieces.next()
        if (next.done) {
          if (length === 0) return null
          throw new BrokenFile('ends early')
        }
        parts.push(next.value)
        length += next.value.length
      }
      const whole = parts.length === 1 ? held : Buffer.concat(parts, length)
      held = whole.subarray(count)
      return whole.subarray(0, count)
    },
  }
}
