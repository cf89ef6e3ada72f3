import type { Loaded } from './stream-kind.ts'

/**
 * States as the last commits of this process left them, for what comes next to the same stream: reading and parsing a case
 * takes 50 µs of the database and 40 µs here, and a new case is read by three readers of facts at once.
 */
export interface RecentStates {
  readonly keep: (kind: string, district: number, stream: string, loaded: Loaded<unknown>) => void
  /** What this process knows of a stream; another process may have gone on, which its version shows. */
  readonly find: (kind: string, district: number, stream: string) => Loaded<unknown> | undefined
}

/** States of some 5 kB each. */
const MOST = 2000

export function createRecentStates(most = MOST): RecentStates {
  const kept = new Map<string, Loaded<unknown>>()
  return {
    keep(kind, district, stream, loaded) {
      const key = `${kind}/${district}/${stream}`
      // The last in a map are those that were put in last.
      kept.delete(key)
      kept.set(key, loaded)
      if (kept.size <= most) return
      for (const oldest of kept.keys()) {
        kept.delete(oldest)
        return
      }
    },
    find: (kind, district, stream) => kept.get(`${kind}/${district}/${stream}`),
  }
}
