// One open feed: what waits for it is bounded, whatever its reader does.
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

/**
 * Bytes that may wait for one reader, about two seconds of 500 changes each; readers of one place share them in memory.
 * Whoever is further behind is told to load anew when it reads again.
 */
const MOST_WAITING = 1_000_000

export interface Stream {
  /** Writes, keeps while the reader is catching up, or drops while it is behind. */
  readonly send: (chunk: Buffer) => void
  /** Past changes first: what is sent meanwhile waits until `work` is done. When it fails the reader loads anew. */
  readonly catchUp: (work: (write: (text: string) => Promise<void>) => Promise<void>) => Promise<void>
  /** Tells the reader that it has to load anew; from here on nothing is missing. */
  readonly reset: () => void
  /** Drops what waits and waits no longer. */
  readonly end: () => void
  readonly isBehind: () => boolean
}

/** `position`: seq up to which everything has been sent to those who are not behind. */
export function openStream(out: ServerResponse, position: () => number): Stream {
  let held: Buffer[] | null = null
  let heldBytes = 0
  let behind = false

  const resetFrame = () => `id: ${position()}\nevent: reset\ndata: ${JSON.stringify({ seq: position() })}\n\n`

  function fallBehind(): void {
    behind = true
    held &&= []
    heldBytes = 0
  }

  function recover(): void {
    behind = false
    out.write(resetFrame())
  }

  function write(chunk: Buffer | string): void {
    if (out.destroyed || out.writableEnded) return
    out.write(chunk)
    if (out.writableLength <= MOST_WAITING || behind) return
    fallBehind()
    if (!held) out.once('drain', recover)
  }

  function send(chunk: Buffer): void {
    if (behind) return
    if (!held) return write(chunk)
    held.push(chunk)
    heldBytes += chunk.length
    if (heldBytes > MOST_WAITING) fallBehind()
  }

  async function writeAndWait(text: string): Promise<void> {
    out.write(text)
    if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')])
  }

  return {
    send,
    async catchUp(work) {
      held = []
      try {
        await work(writeAndWait)
      } catch (error) {
        fallBehind()
        throw error
      } finally {
        const chunks = held
        held = null
        if (behind) recover()
        else for (const chunk of chunks) write(chunk)
      }
    },
    reset() {
      if (held) fallBehind()
      else if (!behind) write(resetFrame())
    },
    end: () => void out.end(),
    isBehind: () => behind,
  }
}
