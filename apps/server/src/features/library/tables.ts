// Tables of migration 0019 as Kysely sees them.
import type { LoadState } from '@gezhi/core/library/load'
import type { RecordState } from '@gezhi/core/library/record'
import type { Instant, InstantOrNull, Json } from '../../kernel/tables.ts'

declare module '../../kernel/tables.ts' {
  interface Database {
    library_record: LibraryRecordTable
    library_load: LibraryLoadTable
    library_difference: {
      district: number
      record: string
      no: number
      decider: string
      raised_at: Instant
    }
  }
}

interface LibraryRecordTable {
  district: number
  id: string
  register: string
  code: string
  name: string
  address: string
  street: string | null
  community: string | null
  parent: string | null
  place: unknown
  fields: Json
  sources: Json
  source: string
  as_of: Instant
  changed_at: Instant
  confirmed_at: InstantOrNull
  cancelled_at: InstantOrNull
  open: number
  grams: string[]
  initials: string
  load: string
  touched_at: Instant
  version: number
  state_doc: Json<RecordState | null>
}

interface LibraryLoadTable {
  district: number
  id: string
  register: string
  source: string
  as_of: Instant
  name: string
  begun_at: Instant
  begun_by: string
  ended_at: InstantOrNull
  rows: number
  version: number
  state_doc: Json<LoadState>
}
