// The feature `fieldwork`: visits, hazard checks, publicity and opinions of grids.
import type { Feature } from '../../kernel/feature.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { fieldTaskDoor, fieldTaskEntry } from './field-task.entry.ts'
import { createFieldTaskKind } from './field-task.kind.ts'
import { fieldTaskRoutes } from './field-task.routes.ts'
import { fieldTaskCollection } from './held.collection.ts'
import { type FieldworkDeps, leaderRoutes } from './leaders.routes.ts'

export { findFieldTaskPhotos } from './field-task.store.ts'

export function fieldworkFeature(deps: FieldworkDeps): Feature {
  const kind = createFieldTaskKind(deps.checks)
  const entry = fieldTaskEntry(deps, kind)
  return {
    name: 'fieldwork',
    kinds: [anyKind(kind)],
    doors: { 'field-task': fieldTaskDoor(entry) },
    collections: [fieldTaskCollection],
    routes: async (app) => {
      await app.register(fieldTaskRoutes(entry))
      await app.register(leaderRoutes(deps))
    },
  }
}
