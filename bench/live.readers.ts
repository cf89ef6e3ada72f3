// Consoles that listen to the live feed, in a process of their own.
import { fork } from 'node:child_process'
import { once } from 'node:events'

export interface Console {
  readonly post: string
  readonly cookie: string
  /** Division codes whose cases it may hear of; null: told by its orders, looked at afterwards. */
  readonly within: readonly string[] | null
}

export interface ReaderCall {
  readonly url: string
  readonly consoles: readonly Console[]
  /** `count`: events only, cheaply; `witness`: every byte. */
  readonly mode: 'count' | 'witness'
}

export interface Heard {
  readonly count: number
  readonly seqs: readonly number[]
  readonly cases: readonly string[]
  /** Milliseconds from the arrival of the command at the server to the event in the console. */
  readonly lags: readonly number[]
  /** Canaries of places that are none of its business. */
  readonly foreign: readonly string[]
  readonly resets: number
}

export interface Readers {
  readonly pid: number
  /** Events that all have heard together. */
  readonly count: () => Promise<number>
  /** What each has heard, in the order of the consoles. */
  readonly heard: () => Promise<readonly Heard[]>
  readonly close: () => void
}

const MAIN = new URL('./live.readers.main.ts', import.meta.url).pathname

/** Opens all consoles; resolves when each has been answered. */
export async function openReaders(call: ReaderCall): Promise<Readers> {
  const child = fork(MAIN, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the consoles ended with code ${code}`)
  })
  gone.catch(() => undefined)
  const ask = async <T>(wish: ReaderCall | 'count' | 'tell'): Promise<T> => {
    const answer = once(child, 'message')
    child.send(wish)
    // Gate: live.readers.main.ts answers each wish with its own kind.
    const [told] = (await Promise.race([answer, gone])) as [T]
    return told
  }
  await ask<'open'>(call)
  return {
    pid: child.pid ?? 0,
    count: () => ask<number>('count'),
    heard: () => ask<readonly Heard[]>('tell'),
    close: () => void child.kill('SIGKILL'),
  }
}
