import { Counter, Gauge, type Registry } from 'prom-client'
import type { Channel } from '@gezhi/core/notices/notice.api'
import { findLate } from './delivery.store.ts'
import type { NoticeDeps } from './notice.deps.ts'

export type Outcome = 'delivered' | 'again' | 'failed'

export interface DeliveryMetrics {
  /** Counts what became of messages that were tried. */
  readonly tried: (channel: Channel, outcome: Outcome, messages: number) => void
}

/** Messages that leave the house, by way: what became of them, and how long those wait that may leave. */
export function watchDeliveries(
  { db, now }: Pick<NoticeDeps, 'db' | 'now'>,
  registry: Registry,
): DeliveryMetrics {
  const registers = [registry]
  const late: Gauge<'channel'> = new Gauge({
    name: 'gezhi_messages_late_seconds',
    help: 'How long the oldest message (push, SMS, group chat) has waited since it might leave',
    labelNames: ['channel'],
    registers,
    async collect() {
      const at = now()
      late.reset()
      // Who asks while the database is away learns that from /health.
      const found = await findLate(db, at).catch(() => [])
      for (const { channel, since } of found) late.set({ channel }, (at - since) / 1000)
    },
  })
  const tried = new Counter({
    name: 'gezhi_messages_total',
    help: 'Messages that were tried, by way and by what became of them: delivered, again (tried later), failed',
    labelNames: ['channel', 'outcome'],
    registers,
  })
  return { tried: (channel, outcome, messages) => tried.inc({ channel, outcome }, messages) }
}
