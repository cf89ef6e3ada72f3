// Tables of migration 0005 as Kysely sees them.
import type { CaseState } from '@gezhi/core/cases/case'
import type { StoredSummary } from '@gezhi/core/cases/summary'
import type { ColumnType } from 'kysely'
import type { Instant, InstantOrNull, Json } from '../../kernel/tables.ts'

declare module '../../kernel/tables.ts' {
  interface Database {
    case_row: CaseRowTable
    case_order: CaseOrderTable
    case_task: CaseTaskTable
    case_file: { district: number; hash: string; case_id: string }
    case_number: { district: number; day: string; last: number }
  }
}

export interface CaseRowTable {
  district: number
  id: string
  number: string
  version: number
  state: StoredSummary['state']
  step: StoredSummary['step']
  urgency: StoredSummary['urgency']
  open: boolean
  item: string | null
  category: string | null
  family: string | null
  title: string
  address: string | null
  search: string
  lon: number
  lat: number
  street: string | null
  community: string | null
  grid: string | null
  source: StoredSummary['source']
  external_id: string | null
  reporter: string
  sensitive: boolean
  reported_at: Instant
  closed_at: InstantOrNull
  handle_due_at: InstantOrNull
  next_due_at: InstantOrNull
  holder: Json<StoredSummary['holder']>
  card: string | null
  /** Null: its facts are packed. */
  state_doc: ColumnType<CaseState | null, string, string>
}

export interface CaseOrderTable {
  district: number
  case_id: string
  no: number
  org: string
  grid: string | null
  kind: string
  state: string
  lead: boolean
  /** Of its case. */
  open: boolean
  reported_at: Instant
}

export interface CaseTaskTable {
  district: number
  case_id: string
  ord: number
  kind: string
  org: string
  grid: string | null
  post: string | null
  roles: string[]
  except_persons: string[]
  order_no: number | null
  request_no: number | null
  card_no: number | null
  due_at: InstantOrNull
  urgency: string
}
