// The table of migrations 0016 and 0042 as Kysely sees it.
import type { Generated } from 'kysely'
import type { Instant, InstantOrNull } from '../../kernel/tables.ts'

declare module '../../kernel/tables.ts' {
  interface Database {
    device: DeviceTable
  }
}

interface DeviceTable {
  district: number
  id: string
  person: string
  name: string
  app_version: string
  delivery_hash: Buffer
  secret: Buffer
  session_hash: Buffer | null
  bound_at: Instant
  last_seen_at: Instant
  revoked_at: InstantOrNull
  revoked_by: string | null
  delivered_at: InstantOrNull
  unsent: number | null
  revoked_reason: string | null
  told_at: InstantOrNull
  taken: Generated<string[]>
  not_taken: Generated<string[]>
}
