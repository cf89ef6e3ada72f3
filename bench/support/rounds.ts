// Base and candidate in turns, the base once more at the end of each round: a round in which the machine changed its
// mind in between is repeated.
import type { Round } from './report.ts'

/** What one run of either side gave. */
export interface Measured {
  readonly rate: number
  readonly more?: Readonly<Record<string, number>>
}

export interface RoundsOptions {
  readonly rounds: number
  readonly base: () => Promise<Measured>
  readonly candidate: () => Promise<Measured>
  readonly say: (line: string) => void
}

/** A base that repeats itself outside of this is no base. */
const STEADY = [0.8, 1.25] as const
const MOST_REPEATS = 2

const brief = (value: number): string => (value >= 100 ? Math.round(value).toString() : value.toPrecision(3))

/** Ratio = rate of the candidate / mean rate of the base before and after it. `noisy` 1: the base did not hold still. */
export async function inRounds({ rounds, base, candidate, say }: RoundsOptions): Promise<Round[]> {
  const results: Round[] = []
  for (let repeats = 0; results.length < rounds;) {
    const before = await base()
    const run = await candidate()
    const after = await base()
    const steady = after.rate / before.rate
    const noisy = steady < STEADY[0] || steady > STEADY[1]
    const own = (before.rate + after.rate) / 2
    say(
      `round ${results.length + 1}: base ${brief(before.rate)}/s and ${brief(after.rate)}/s, ` +
        `measured ${brief(run.rate)}/s, ratio ${(run.rate / own).toFixed(2)}${noisy ? ' (noisy)' : ''}`,
    )
    if (noisy && repeats++ < MOST_REPEATS) continue
    const more = { base: own, repeat: steady, ...run.more, noisy: noisy ? 1 : 0 }
    results.push({ ratio: run.rate / own, rate: run.rate, more })
  }
  return results
}
