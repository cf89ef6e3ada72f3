// Tables of migration 0006 as Kysely sees them.
import type { Channel, DeliveryState } from '@gezhi/core/notices/notice.api'
import type { NoticeKind } from '@gezhi/core/notices/notice'
import type { Urgency } from '@gezhi/core/districts/district'
import type { Generated } from 'kysely'
import type { Instant, InstantOrNull, Json } from '../../kernel/tables.ts'

declare module '../../kernel/tables.ts' {
  interface Database {
    notice: NoticeTable
    notice_delivery: DeliveryTable
    notice_habit: {
      district: number
      post: string
      on_call: boolean
      away_from: InstantOrNull
      away_to: InstantOrNull
    }
    push_device: PushDeviceTable
  }
}

export interface NoticeTable {
  district: number
  id: string
  case_id: string
  key: string
  recipient: string
  person: string
  role: string
  org: string
  kind: NoticeKind
  urgency: Urgency
  details: Json<Readonly<Record<string, string | number>>>
  until: string | null
  due_at: InstantOrNull
  at: Instant
  recorded_at: Generated<Instant>
  settled_at: InstantOrNull
  read_at: InstantOrNull
}

export interface DeliveryTable {
  district: number
  notice: string
  channel: Channel
  recipient: string
  loud: boolean
  state: DeliveryState
  attempts: Generated<number>
  next_at: Instant
  held_until: InstantOrNull
  tried_at: InstantOrNull
  delivered_at: InstantOrNull
  failure: string | null
}

export interface PushDeviceTable {
  district: number
  id: string
  post: string
  person: string
  endpoint: string
  p256dh: string
  auth: string
  created_at: Instant
}
