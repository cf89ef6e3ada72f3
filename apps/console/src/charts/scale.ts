/** Whole steps of an axis from 0 that people read at once, at most five of them; there is no half of a case. */
export function ticksOf(most: number): readonly number[] {
  const rough = Math.max(most / 4, 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const steps = [1, 2, 2.5, 5, 10].map((unit) => unit * power).filter(Number.isInteger)
  const step = steps.find((unit) => unit >= rough) ?? rough
  const count = Math.ceil(most / step - 1e-9)
  return Array.from({ length: Math.max(1, count) + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

/** Every how many-th name of an axis is written so that they do not touch: `width` and `room` in pixels. */
export const everyOf = (names: number, width: number, room: number): number =>
  Math.max(1, Math.ceil((names * room) / Math.max(1, width)))

/**
 * The interval in which the true rate lies with 95 % certainty when `k` of `n` was seen (Wilson): it says how little a
 * small number tells, and never leaves 0…1.
 */
export function wilson(k: number, n: number): readonly [low: number, high: number] | null {
  if (n <= 0) return null
  const z = 1.96
  const rate = k / n
  const middle = rate + (z * z) / (2 * n)
  const half = z * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n))
  const under = 1 + (z * z) / n
  return [Math.max(0, (middle - half) / under), Math.min(1, (middle + half) / under)]
}
