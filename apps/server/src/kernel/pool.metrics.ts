import type pg from 'pg'
import { Gauge, type Registry } from 'prom-client'

/** Counts the connections of each pool when somebody asks: a pool whose `waiting` stays above 0 is too small. */
export function watchPools(registry: Registry, pools: Readonly<Record<string, pg.Pool>>): void {
  const gauge: Gauge<'pool' | 'state'> = new Gauge({
    name: 'gezhi_pool_connections',
    help: 'Connections to the database by pool and state; waiting: requests that wait for one',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
        gauge.set({ pool, state: 'busy' }, totalCount - idleCount)
        gauge.set({ pool, state: 'idle' }, idleCount)
        gauge.set({ pool, state: 'waiting' }, waitingCount)
      }
    },
  })
}
