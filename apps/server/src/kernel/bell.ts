/** Tells the live connections of this process that something waits for a post; what it is they ask for themselves. */
export interface Bell {
  readonly ring: (district: number, posts: ReadonlySet<string>) => void
  /** Returns how to stop hearing. */
  readonly hear: (listener: (district: number, posts: ReadonlySet<string>) => void) => () => void
}

export function createBell(): Bell {
  const listeners = new Set<(district: number, posts: ReadonlySet<string>) => void>()
  return {
    ring(district, posts) {
      for (const listener of listeners) listener(district, posts)
    },
    hear(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
