// The feature `residents`: the minimal records of people who live here, under the law on personal data.
import type { Feature } from '../../kernel/feature.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { keepingRoutes } from './keeping.routes.ts'
import { mineRoutes } from './mine.routes.ts'
import { expireRequest, requestKind } from './request.kind.ts'
import type { ResidentDeps } from './resident.deps.ts'
import { residentRoutes } from './resident.routes.ts'

export { SEALED } from './resident.deps.ts'

export function residentsFeature(deps: ResidentDeps): Feature {
  return {
    name: 'residents',
    kinds: [anyKind(requestKind)],
    deadlines: { [requestKind.name]: expireRequest(deps) },
    async routes(app) {
      await app.register(residentRoutes(deps))
      await app.register(keepingRoutes(deps))
      await app.register(mineRoutes(deps))
    },
  }
}
