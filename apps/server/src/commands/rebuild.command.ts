import type { Config } from '../config.ts'
import { findHeads } from '../kernel/fact-log.store.ts'
import { withFeatures } from './open.ts'

/**
 * `gezhi rebuild <feature>`: computes again from facts what a feature keeps. Exit code 0 when done, 1 when there is
 * nothing of that name to rebuild.
 */
export async function rebuildCommand(config: Config, name: string): Promise<number> {
  return withFeatures(config, async ({ db }, { features }) => {
    const known = features.flatMap(({ name: own, rebuild }) => (rebuild ? [{ name: own, rebuild }] : []))
    const found = known.find((feature) => feature.name === name)
    if (!found) {
      process.stderr.write(
        `Nothing to rebuild is called ${name}; there is: ${known.map((one) => one.name).join(', ')}\n`,
      )
      return 1
    }
    for (const district of (await findHeads(db)).keys()) {
      const since = performance.now()
      const streams = await found.rebuild(district)
      const seconds = ((performance.now() - since) / 1000).toFixed(1)
      process.stdout.write(`District ${district}: ${streams} streams read again in ${seconds} s\n`)
    }
    return 0
  })
}
