import type { ColumnType, Generated } from 'kysely'

/** `timestamptz`: integer milliseconds when read; a `Date` or an SQL expression when written. */
export type Instant = ColumnType<number, Date, Date>
/** `timestamptz` that may be null. */
export type InstantOrNull = ColumnType<number | null, Date | null | undefined, Date | null>
/** `jsonb`: parsed when read; JSON text when written, so that arrays are not taken for SQL arrays. */
export type Json<T = unknown> = ColumnType<T, string, string>

/**
 * Tables of the database. A feature adds its own beside its store:
 * `declare module '../../kernel/tables.ts' { interface Database { grid: GridTable } }`.
 */
export interface Database {
  fact: FactTable
  /** View of migration 0010: facts wherever they lie. */
  every_fact: FactTable
  chain_head: { district: number; seq: number; hash: Buffer }
  command: CommandTable
  deadline: DeadlineTable
  feed_cursor: {
    district: number
    name: string
    seq: number
    held_by: string | null
    held_until: InstantOrNull
  }
  demo_clock: { district: number; offset_ms: number }
}

interface FactTable {
  district: number
  seq: number
  kind: string
  stream: string
  version: number
  type: string
  at: Instant
  data: Json
  command_id: string
  hash: Buffer
  recorded_at: Generated<Instant>
}

interface CommandTable {
  district: number
  id: string
  actor_post: string
  kind: string
  stream: string
  fingerprint: Buffer
  refused: boolean
  answer: Json
  at: Instant
}

interface DeadlineTable {
  district: number
  kind: string
  stream: string
  key: string
  due_at: Instant
  held_until: InstantOrNull
  attempts: Generated<number>
}
