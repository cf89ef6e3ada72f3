// The feature `sync`: devices that work without the network send what they kept and fetch what changed.
import type { Feature } from '../../kernel/feature.ts'
import { commandRoutes } from './command.routes.ts'
import type { SyncDeps } from './sync.deps.ts'

export function syncFeature(deps: SyncDeps): Feature {
  return {
    name: 'sync',
    async routes(app) {
      await app.register(commandRoutes(deps))
    },
  }
}
