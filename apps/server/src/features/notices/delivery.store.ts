// Messages on their way out: planned with the notice, taken by one worker at a time, tried again with back-off.
import type { Channel, DeliveryState } from '@gezhi/core/notices/notice.api'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import './tables.ts'

export interface DeliveryTold {
  readonly notice: string
  readonly channel: Channel
  readonly state: DeliveryState
  readonly at: number | null
}

/** What became of the messages of these notices. Under `readAs`. */
export async function findDeliveries(
  tx: Tx,
  district: number,
  notices: readonly string[],
): Promise<DeliveryTold[]> {
  const { rows } = await sql<DeliveryTold>`
    select notice, channel, state, coalesce(delivered_at, tried_at) as at from notice_delivery
    where district = ${district} and notice = any(${[...notices]}::uuid[])`.execute(tx)
  return rows
}
