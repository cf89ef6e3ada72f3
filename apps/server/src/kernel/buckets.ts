/** How often somebody may do something: one token bucket per key, in this process only. */
export interface Buckets {
  /** Takes one token; false when there is none left. */
  readonly take: (key: string, perMinute: number, burst?: number) => boolean
}

/** More keys than this are forgotten all at once: an attacker with many addresses must not fill the memory. */
const MOST_KEYS = 50_000
const MINUTE = 60_000

/** `now` is real time in milliseconds: a demonstration's clock must not refill buckets. */
export function createBuckets(now: () => number = Date.now): Buckets {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take(key, perMinute, burst = perMinute) {
      if (buckets.size > MOST_KEYS) buckets.clear()
      const at = now()
      const bucket = buckets.get(key) ?? { tokens: burst, at }
      const tokens = Math.min(burst, bucket.tokens + ((at - bucket.at) * perMinute) / MINUTE)
      const taken = tokens >= 1
      buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at })
      return taken
    },
  }
}
