/** Chance that follows from a seed: the same seed always tells the same story. */
export interface Chance {
  /** In [0, 1). */
  readonly next: () => number
  /** An integer in [0, below). */
  readonly below: (below: number) => number
  readonly pick: <T>(values: readonly T[]) => T
  /** An index, by weights. */
  readonly weighted: (weights: readonly number[]) => number
  /** Exponentially distributed with this mean. */
  readonly around: (mean: number) => number
}

/** mulberry32: 32 bits of state, plenty for believable data and 3 ns a number. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (most: number) => Math.floor(next() * most)
  return {
    next,
    below,
    pick<T>(values: readonly T[]): T {
      const value = values[below(values.length)]
      if (value === undefined) throw new Error('nothing to choose from')
      return value
    },
    weighted(weights) {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      const index = weights.findIndex((weight) => (left -= weight) < 0)
      return index === -1 ? weights.length - 1 : index
    },
    around: (mean) => -Math.log(1 - next()) * mean,
  }
}
