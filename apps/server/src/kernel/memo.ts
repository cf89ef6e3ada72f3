/** What was read a moment ago, for the many requests of one moment. Forgotten as soon as something changes here. */
export interface Memo<V> {
  readonly get: (key: string, load: () => Promise<V>) => Promise<V>
  /** Everything that was read before this call, even if the answer is still on its way, is read anew. */
  readonly forget: () => void
}

/** Changes that another process makes are seen within this time. */
const LIFE_MS = 900
/** Where there is no other process, only time itself can change what was read. */
export const ALONE_LIFE_MS = 30_000
const MOST = 10_000

/** Values live at most `lifeMs`; a load that fails is not kept. `now` is real time in milliseconds. */
export function createMemo<V>(lifeMs = LIFE_MS, now: () => number = () => performance.now()): Memo<V> {
  let kept = new Map<string, { readonly value: Promise<V>; readonly until: number }>()
  return {
    get(key, load) {
      const found = kept.get(key)
      if (found && found.until > now()) return found.value
      if (kept.size >= MOST) kept = new Map()
      const held = kept
      // The time counts from before the reading: what changes while it is on its way is seen in time.
      const entry = { value: load(), until: now() + lifeMs }
      held.set(key, entry)
      entry.value.catch(() => held.delete(key))
      return entry.value
    },
    forget() {
      kept = new Map()
    },
  }
}
