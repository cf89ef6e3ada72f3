// The feature `notices`: the one door through which people are told of cases.
import { DAY } from '@gezhi/core/kernel/calendar'
import { writeAs } from '../../kernel/access.store.ts'
import type { Feature } from '../../kernel/feature.ts'
import { openChannels, PRODUCT_POSTS } from './channels.ts'
import { createSender, sendDue } from './delivery.jobs.ts'
import { watchDeliveries } from './delivery.metrics.ts'
import { habitRoutes } from './habit.routes.ts'
import { heldNotices } from './held.collection.ts'
import type { NoticeDeps } from './notice.deps.ts'
import { tellFacts } from './notice.jobs.ts'
import { noticeRoutes } from './notice.routes.ts'
import { forgetNotices } from './notice.store.ts'
import { readNoticeConfig, type NoticeConfig } from './notices.config.ts'
import { createWatch } from './watch.ts'

/** A year and a month: longer than any yearly assessment asks back. */
const KEPT_MS = 400 * DAY

export interface NoticesFeature extends Feature {
  /** Sends what may leave now; the worker does it every two seconds. */
  readonly sendDue: () => Promise<number>
  /** Deletes notices past their time. For a nightly job. */
  readonly forget: (district: number) => Promise<number>
}

/** `given` replaces notices.yaml, and `posts` the network, for tests. */
export async function noticesFeature(
  deps: NoticeDeps,
  given?: NoticeConfig,
  posts = PRODUCT_POSTS,
): Promise<NoticesFeature> {
  const channels = await openChannels(deps, given ?? (await readNoticeConfig(deps.config.home)), posts)
  const watch = createWatch(deps)
  const sending = { ...deps, channels, measured: watchDeliveries(deps, deps.metrics.registry) }
  const sender = createSender(sending)
  return {
    name: 'notices',
    collections: [heldNotices],
    async routes(app) {
      await app.register(noticeRoutes(deps))
      await app.register(habitRoutes(deps, channels))
    },
    on: { 'notices.facts': { handler: tellFacts({ ...deps, channels }), durable: true } },
    sendDue: () => sendDue(sending),
    forget: (district) =>
      writeAs(deps.db, district, (tx) => forgetNotices(tx, district, deps.now() - KEPT_MS)),
    async start() {
      if (deps.config.roles.includes('http')) watch.start()
      if (deps.config.roles.includes('worker')) sender.start()
    },
    async stop() {
      await watch.stop()
      await sender.stop()
    },
  }
}
