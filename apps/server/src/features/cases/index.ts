// The feature `cases`: its stream kind, routes, deadlines and reactions, put together from what app.ts gives it.
import type { Actor } from '@gezhi/core/people/actor'
import type { Buckets } from '../../kernel/buckets.ts'
import type { StoredFiles } from '../../kernel/blobs.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Districts } from '../../kernel/district.ts'
import type { Feature } from '../../kernel/feature.ts'
import type { PersonalStore } from '../../kernel/personal.ts'
import type { ResidentKey } from '../../kernel/resident.ts'
import { anyKind } from '../../kernel/stream-kind.ts'
import { expireDeadline, reactToFacts } from './case.jobs.ts'
import { createCaseKind, type CaseFindings } from './case.kind.ts'
import { commandRoutes } from './command.routes.ts'
import { createLive, feedRoutes } from './feed.routes.ts'
import { readRoutes } from './read.routes.ts'

export interface CaseDeps extends Deps {
  readonly districts: Districts
  readonly personal: PersonalStore
  readonly files: StoredFiles
  readonly buckets: Buckets
  /** Access key of a resident who reports without one: always the same for the same command, so that a retry is. */
  readonly residentKeyFor: (commandId: string) => ResidentKey
  /** Kind of the registered source behind a SYSTEM actor; undefined when it is not registered or not active. */
  readonly sourceKindOf: (actor: Actor) => Promise<CaseFindings['source']>
  /** District of reports that come without a session. */
  readonly homeDistrict: () => number
}

export function casesFeature(deps: CaseDeps): Feature {
  const kind = createCaseKind(deps.districts)
  const live = createLive(deps)
  return {
    name: 'cases',
    kinds: [anyKind(kind)],
    async routes(app) {
      await app.register(commandRoutes(deps, kind))
      await app.register(readRoutes(deps))
      await app.register(feedRoutes(deps, live))
    },
    on: {
      'cases.live': { handler: live.publish, durable: false },
      'cases.policy': { handler: reactToFacts(deps, kind), durable: true },
    },
    deadlines: { case: expireDeadline(deps, kind) },
    async stop() {
      live.close()
    },
  }
}
