// The feature `patrol`: maps of grids for devices, patrols and what they cover.
import type { Feature } from '../../kernel/feature.ts'
import { areaRoutes, areasOf } from './area.routes.ts'
import type { PatrolDeps } from './patrol.deps.ts'

export function patrolFeature(deps: PatrolDeps): Feature {
  const areas = areasOf(deps)
  return {
    name: 'patrol',
    async routes(app) {
      await app.register(areaRoutes(deps, areas))
    },
  }
}
