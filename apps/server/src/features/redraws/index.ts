// The feature `redraws`: plans of redrawing grids, their day, and grids as of any day.
import type { Feature } from '../../kernel/feature.ts'
import { anyKind, type StoredFact } from '../../kernel/stream-kind.ts'
import type { RedrawDeps } from './redraw.deps.ts'
import { comeIntoForce } from './redraw.entry.ts'
import { redrawKind } from './redraw.kind.ts'
import { redrawRoutes } from './redraw.routes.ts'

export function redrawsFeature(deps: RedrawDeps): Feature {
  return {
    name: 'redraws',
    kinds: [anyKind(redrawKind)],
    routes: redrawRoutes(deps),
    deadlines: { redraw: comeIntoForce(deps) },
    on: {
      // In every process: places are found in the new grids, tiles are cut anew, posts have their new grids.
      'redraws.registers': {
        durable: false,
        async handler(facts: readonly StoredFact[]) {
          if (!facts.some(({ type }) => type === 'redraw.came-into-force')) return
          await deps.refresh()
          deps.postsChanged()
        },
      },
    },
  }
}
