// The feature `patrol`: maps of grids for devices, patrols, and what they cover.
import type { Feature } from '../../kernel/feature.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { areaRoutes, areasOf } from './area.routes.ts'
import { patrolCollection, pointCollection } from './held.collections.ts'
import type { PatrolDeps } from './patrol.deps.ts'
import { patrolDoor, patrolEntry } from './patrol.entry.ts'
import { patrolKind } from './patrol.kind.ts'
import { patrolRoutes } from './patrol.routes.ts'

export { findPatrolPhotos } from './patrol.store.ts'

export function patrolFeature(deps: PatrolDeps): Feature {
  const areas = areasOf(deps)
  const entry = patrolEntry(deps)
  return {
    name: 'patrol',
    kinds: [anyKind(patrolKind)],
    doors: { patrol: patrolDoor(entry) },
    collections: [pointCollection, patrolCollection],
    async routes(app) {
      await app.register(areaRoutes(deps, areas))
      await app.register(patrolRoutes(deps, entry, areas))
    },
  }
}
