// The table of migration 0016 as Kysely sees it.
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
}
