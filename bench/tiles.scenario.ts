// Map tiles as people look at them: a few again and again, most seldom (Zipf).
import type { Scenario } from './support/http-load.ts'

export interface TileData {
  /** Most wanted first. */
  readonly paths: readonly string[]
  /** Session of whoever looks, where tiles are not for everybody. */
  readonly cookie?: string
}

const scenario: Scenario<TileData> = ({ paths, cookie }) => {
  const headers = cookie === undefined ? {} : { headers: { cookie } }
  const weights = paths.map((_, rank) => 1 / (rank + 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let reached = 0
  const steps = weights.map((weight) => (reached += weight / total))
  return {
    next() {
      const chance = Math.random()
      const index = steps.findIndex((step) => step >= chance)
      return { method: 'GET', path: paths[Math.max(0, index)] ?? '/', ...headers }
    },
  }
}
export default scenario
