// The table of migration 0030 as Kysely sees it.
import type { FieldTaskState } from '@gezhi/core/fieldwork/field-task'
import type { Instant, Json } from '../../kernel/tables.ts'

declare module '../../kernel/tables.ts' {
  interface Database {
    field_task: {
      district: number
      id: string
      sort: string
      grid: string
      community: string
      street: string
      status: string
      due_at: Instant | null
      ended_at: Instant | null
      person: string | null
      photos: string[]
      version: number
      state_doc: Json<FieldTaskState>
    }
  }
}
