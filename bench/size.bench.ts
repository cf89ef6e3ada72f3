// The same lives of cases where ten million lie already, and where there are a hundred thousand: does size slow anybody down?
import type { Bench } from './main.ts'
import { LIFE_CONNECTIONS, openLives, type Lives } from './support/lives.ts'
import { startLoaded } from './support/loaded.ts'
import { inRounds } from './support/rounds.ts'

export const bench: Bench = async ({ quick, say }) => {
  const [seconds, rounds] = quick ? [4, 1] : [15, 3]
  const [few, many] = quick ? [10_000, 100_000] : [100_000, 10_000_000]
  const ends: (() => Promise<void>)[] = []
  const open = async (cases: number): Promise<Lives & { readonly version: string }> => {
    const { home, ...cluster } = await startLoaded(cases, say)
    ends.unshift(cluster.stop)
    const lives = await openLives(cluster, home)
    ends.unshift(lives.server.stop)
    return { ...lives, version: cluster.version }
  }
  try {
    const [small, large] = [await open(few), await open(many)]
    // Caches fill: the first pages of ten million come from the disk.
    for (const each of [small, large]) await each.play(seconds, say)
    const results = await inRounds({
      rounds,
      base: () => small.play(seconds, say),
      candidate: () => large.play(seconds, say),
      say,
    })
    return {
      bench: 'size',
      of: `lives/s with ${many} stored cases / with ${few}, ${LIFE_CONNECTIONS} connections`,
      goal: 0.85,
      rounds: results,
      setting: { database: small.version, fsync: 'on', few, many },
    }
  } finally {
    for (const end of ends) await end()
  }
}
