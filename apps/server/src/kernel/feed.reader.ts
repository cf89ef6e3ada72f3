// Who reads facts as they leave the log, and with what.
import type { Logger } from 'pino'
import type { Db } from './database.ts'
import type { Metrics } from './metrics.ts'
import type { StoredFact } from './stream-kind.ts'

/** Facts of one district in order. A durable handler may see facts again after a crash: it must not mind. */
export type FactHandler = (facts: readonly StoredFact[], district: number) => void | Promise<void>

/** Who reads, by the name of its position. */
export interface Reader {
  readonly name: string
  readonly handler: FactHandler
}

export interface FeedSetting {
  readonly db: Db
  readonly log: Logger
  readonly metrics: Metrics
}

/** Facts of a district after `seq`, in order, at most `limit` (500). */
export type ReadFacts = (district: number, seq: number, limit?: number) => Promise<readonly StoredFact[]>
