// The feature `cases`: its stream kind, routes, deadlines and reactions, put together from what app.ts gives it.
import type { Feature } from '../../kernel/feature.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { expireDeadline, reactToFacts } from './case.jobs.ts'
import { caseDoor, createCaseEntry } from './case.entry.ts'
import { createCaseKind } from './case.kind.ts'
import type { CaseDeps } from './case.deps.ts'
import { clockRoutes } from './clock.routes.ts'
import { commandRoutes } from './command.routes.ts'
import { keepContacts } from './contact.jobs.ts'
import { exportRoutes } from './export.routes.ts'
import { feedRoutes } from './feed.routes.ts'
import { followRedraws } from './grid.jobs.ts'
import { heldCases } from './held.collection.ts'
import { createLive } from './live.ts'
import { createPacking } from './packing.jobs.ts'
import { readRoutes } from './read.routes.ts'
import { createRecounting } from './recount.jobs.ts'
import { residentCaseRoutes } from './resident.routes.ts'
import { tileRoutes } from './tile.routes.ts'

export function casesFeature(deps: CaseDeps): Feature {
  const kind = createCaseKind(deps.districts)
  const enter = createCaseEntry(deps, kind)
  const live = createLive(deps)
  const recounting = createRecounting(deps, kind)
  const packing = createPacking(deps)
  return {
    name: 'cases',
    kinds: [anyKind(kind)],
    doors: { case: caseDoor(enter) },
    collections: [heldCases(deps)],
    async routes(app) {
      await app.register(commandRoutes(deps, enter))
      await app.register(readRoutes(deps))
      await app.register(tileRoutes(deps))
      await app.register(residentCaseRoutes(deps, kind))
      await app.register(clockRoutes(deps))
      await app.register(exportRoutes(deps))
      await app.register(feedRoutes(live))
    },
    inlets: commandRoutes(deps, enter),
    on: {
      'cases.live': { handler: live.publish, durable: false },
      'cases.contacts': { handler: keepContacts(deps), durable: true },
      'cases.redraws': { handler: followRedraws(deps, kind), durable: true },
      'cases.policy': { handler: reactToFacts(deps, kind), durable: true },
    },
    deadlines: { case: expireDeadline(deps, kind) },
    async start() {
      recounting.start()
      packing.start()
    },
    async stop() {
      recounting.stop()
      live.close()
      await packing.stop()
    },
  }
}
