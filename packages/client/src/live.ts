import { type SseEvent, sseReader } from './sse.ts'

export type LiveState = 'live' | 'reconnecting' | 'offline'

/** The live feed of one tab: one connection, shared by every screen of it. */
export interface Feed {
  /** Hears every event in order; returns how to stop hearing. */
  readonly listen: (listener: (event: SseEvent) => void) => () => void
  /** Hears changes of the state; returns how to stop hearing. */
  readonly watch: (listener: () => void) => () => void
  readonly state: () => LiveState
  /** Tries at once instead of after the pause, e.g. when the network came back. */
  readonly retry: () => void
  readonly close: () => void
}

export interface FeedOptions {
  readonly url: string
  readonly fetch?: typeof fetch | undefined
  /** Milliseconds to wait before attempt `n` (from 1) after a loss. */
  readonly pause?: ((attempt: number) => number) | undefined
  /** Milliseconds of silence after which a connection counts as dead; the server pings more often. */
  readonly silence?: number | undefined
}

/** 1 s, 2 s, 4 s … 30 s, each spread by ± 25 % so that a restarted server is not met by everyone at once. */
export const backOff = (attempt: number, chance: () => number = Math.random): number =>
  Math.min(30_000, 1000 * 2 ** (attempt - 1)) * (0.75 + chance() / 2)

const OFFLINE_AFTER_ATTEMPTS = 3

/**
 * Opens the feed and keeps it open: resumes after the last id heard, so nothing between two connections is lost.
 * `reconnecting` after a loss, `offline` after three failed attempts; it goes on trying until closed.
 */
export function openFeed(options: FeedOptions): Feed {
  const send = options.fetch ?? globalThis.fetch
  const pause = options.pause ?? backOff
  const silence = options.silence ?? 45_000
  const listeners = new Set<(event: SseEvent) => void>()
  const watchers = new Set<() => void>()
  let state: LiveState = 'reconnecting'
  let lastId: string | null = null
  const ended = new AbortController()
  let connection = new AbortController()
  let wake: () => void = () => undefined

  const become = (next: LiveState): void => {
    if (state === next) return
    state = next
    for (const watcher of watchers) watcher()
  }

  async function readOnce(onOpen: () => void): Promise<void> {
    connection = new AbortController()
    const { signal } = connection
    let timer = setTimeout(() => connection.abort(), silence)
    try {
      const response = await send(options.url, {
        credentials: 'same-origin',
        headers: { accept: 'text/event-stream', ...(lastId ? { 'last-event-id': lastId } : {}) },
        cache: 'no-store',
        signal,
      })
      if (!response.ok || !response.body) throw new Error(`feed answered ${response.status}`)
      onOpen()
      const read = sseReader()
      const decoder = new TextDecoder()
      // Not `for await`: Safari's streams cannot be iterated.
      const reader = response.body.getReader()
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        clearTimeout(timer)
        timer = setTimeout(() => connection.abort(), silence)
        for (const event of read(decoder.decode(piece.value, { stream: true }))) {
          if (event.id) lastId = event.id
          for (const listener of listeners) listener(event)
        }
      }
    } finally {
      clearTimeout(timer)
    }
  }

  async function keepOpen(): Promise<void> {
    for (let attempt = 0; ;) {
      await readOnce(() => {
        attempt = 0
        become('live')
      }).catch(() => undefined)
      if (ended.signal.aborted) return
      attempt += 1
      become(attempt > OFFLINE_AFTER_ATTEMPTS ? 'offline' : 'reconnecting')
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause(attempt))
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      if (ended.signal.aborted) return
    }
  }
  void keepOpen()

  return {
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    watch(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    state: () => state,
    retry: () => wake(),
    close() {
      ended.abort()
      connection.abort()
      wake()
    },
  }
}
