import type { ColumnType } from 'kysely'
import type { Instant } from '../../kernel/tables.ts'

declare module '../../kernel/tables.ts' {
  interface Database {
    file: FileTable
    file_read: FileReadTable
    upload: { district: number; id: string; hash: string; at: Instant }
  }
}

export interface FileTable {
  district: number
  hash: string
  mime: string
  bytes: number
  width: number | null
  height: number | null
  /** Pictures have a public copy and a thumbnail; media whose place was taken out have a public copy. */
  has_copy: boolean
  has_thumb: boolean
  owner: string
  /** Content address of what this is the small version of; it may not be here yet. */
  original: ColumnType<string | null, string | null | undefined, never>
  created_at: Instant
}

interface FileReadTable {
  district: number
  id: string
  at: Instant
  hash: string
  post: string
  person: string
  role: string
  org: string
  purpose: string
}
