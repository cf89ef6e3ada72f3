/** Chance for the generator: seeded and named, so that one part can change without moving every other part. */
export interface Chance {
  /** Uniform in [0, 1). */
  readonly next: () => number
  /** Uniform in [from, to). */
  readonly between: (from: number, to: number) => number
  /** Uniform whole number from..to, both included. */
  readonly whole: (from: number, to: number) => number
  readonly pick: <T>(list: readonly T[]) => T
  readonly shuffled: <T>(list: readonly T[]) => T[]
  /** Standard normal (Box–Muller). */
  readonly normal: () => number
}

/** FNV-1a over UTF-16 units: enough to tell names apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  return hash
}

/** A stream of chance by name; the same name gives the same stream for ever (mulberry32). */
export function chanceOf(name: string): Chance {
  let state = hashOf(`hongshan:${name}`)
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number) => from + next() * (to - from)
  const whole = (from: number, to: number) => Math.floor(between(from, to + 1))
  const pick = <T>(list: readonly T[]): T => {
    const found = list[whole(0, list.length - 1)]
    if (found === undefined) throw new Error('picked from an empty list')
    return found
  }
  const shuffled = <T>(list: readonly T[]): T[] =>
    list
      .map((item) => ({ item, order: next() }))
      .sort((a, b) => a.order - b.order)
      .map(({ item }) => item)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return { next, between, whole, pick, shuffled, normal }
}
