// The feature `residents`: the minimal records of people who live here, under the law on personal data.
import type { Feature } from '../../kernel/feature.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { writeAs } from '../../kernel/database.ts'
import { exportRoutes } from './export.routes.ts'
import { gateInlets, gateRoutes } from './gate.routes.ts'
import { followGrids, type GridDeps } from './grid.jobs.ts'
import { keepingRoutes } from './keeping.routes.ts'
import { mineRoutes } from './mine.routes.ts'
import { passRoutes } from './pass.routes.ts'
import { protectionRoutes } from './protection.routes.ts'
import { requestRoutes } from './request.routes.ts'
import { eraseExpired } from './retention.store.ts'
import { expireRequest, requestKind } from './request.kind.ts'
import type { ResidentDeps } from './resident.deps.ts'
import { residentRoutes } from './resident.routes.ts'

export { SEALED } from './resident.deps.ts'

export interface ResidentsFeature extends Feature {
  /** Erases and locks what is past its date, with a report. For a nightly job. */
  readonly forget: (district: number) => Promise<unknown>
}

export function residentsFeature(deps: ResidentDeps & GridDeps): ResidentsFeature {
  return {
    name: 'residents',
    kinds: [anyKind(requestKind)],
    on: { 'residents.redraws': { handler: followGrids(deps), durable: true } },
    deadlines: { [requestKind.name]: expireRequest(deps) },
    async routes(app) {
      await app.register(residentRoutes(deps))
      await app.register(keepingRoutes(deps))
      await app.register(mineRoutes(deps))
      await app.register(protectionRoutes(deps))
      await app.register(requestRoutes(deps))
      await app.register(exportRoutes(deps))
      await app.register(gateRoutes(deps))
      await app.register(gateInlets(deps))
      await app.register(passRoutes(deps))
    },
    inlets: gateInlets(deps),
    forget: (district) => writeAs(deps.db, district, (tx) => eraseExpired(tx, district, deps.now())),
  }
}
