// The feature `sync`: devices that work without the network send what they kept and fetch what changed.
import type { Feature } from '../../kernel/feature.ts'
import { changeRoutes } from './change.routes.ts'
import { commandRoutes } from './command.routes.ts'
import { admitDeliveries } from './delivery.ts'
import { deviceRoutes } from './device.routes.ts'
import { holdToPerson } from './person.ts'
import type { SyncDeps } from './sync.deps.ts'

export function syncFeature(deps: SyncDeps): Feature {
  return {
    name: 'sync',
    async prepare(app) {
      admitDeliveries(app, deps)
      holdToPerson(app)
    },
    async routes(app) {
      await app.register(commandRoutes(deps))
      await app.register(changeRoutes(deps))
      await app.register(deviceRoutes(deps))
    },
  }
}
