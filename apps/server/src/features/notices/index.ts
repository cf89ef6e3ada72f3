// The feature `notices`: the one door through which people are told of cases.
import type { Feature } from '../../kernel/feature.ts'
import type { NoticeDeps } from './notice.deps.ts'
import { tellFacts } from './notice.jobs.ts'
import { noticeRoutes } from './notice.routes.ts'
import { createWatch } from './watch.ts'

export function noticesFeature(deps: NoticeDeps): Feature {
  const watch = createWatch(deps)
  return {
    name: 'notices',
    routes: noticeRoutes(deps),
    on: { 'notices.facts': { handler: tellFacts(deps), durable: true } },
    async start() {
      if (deps.config.roles.includes('http')) watch.start()
    },
    stop: watch.stop,
  }
}
