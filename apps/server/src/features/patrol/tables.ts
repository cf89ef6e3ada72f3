// Tables of migration 0032 as Kysely sees them.
import type { PatrolState } from '@gezhi/core/patrol/patrol'
import type { Instant, Json } from '../../kernel/tables.ts'

declare module '../../kernel/tables.ts' {
  interface Database {
    patrol: PatrolTable
    patrol_visit: PatrolVisitTable
    patrol_street: PatrolStreetTable
  }
}

interface OfGrid {
  district: number
  grid: string
  community: string
  street: string
}

interface PatrolTable extends OfGrid {
  id: string
  person: string
  started_at: Instant
  ended_at: Instant
  positions: string
  metres: number
  walked: number
  version: number
  state_doc: Json<PatrolState>
}

interface PatrolVisitTable extends OfGrid {
  patrol: string
  point: string
  at: Instant
  means: string
  photo: string | null
  uncertain: boolean
}

interface PatrolStreetTable extends OfGrid {
  patrol: string
  way: string
  at: Instant
  metres: number
  walked: number
}
