import type { Scope } from '@gezhi/core/people/scope'
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from './tables.ts'

/**
 * Reads as somebody: one transaction in the role `gezhi_read`, whose row policies see the scope as settings
 * `gezhi.district`, `.level`, `.street`, `.community`, `.grids` (comma list), `.org`, `.reporter` (empty: none).
 */
export function readAs<T>(
  db: Kysely<Database>,
  scope: Scope,
  read: (tx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select
      set_config('role', 'gezhi_read', true),
      set_config('gezhi.district', ${String(scope.district)}, true),
      set_config('gezhi.level', ${scope.level}, true),
      set_config('gezhi.street', ${scope.street ?? ''}, true),
      set_config('gezhi.community', ${scope.community ?? ''}, true),
      set_config('gezhi.grids', ${(scope.grids ?? []).join(',')}, true),
      set_config('gezhi.org', ${scope.org ?? ''}, true),
      set_config('gezhi.reporter', ${scope.reporter ?? ''}, true)`.execute(tx)
    return read(tx)
  })
}

/** Writes for one district: one transaction in the role `gezhi_app`, which sees and touches only that district. */
export function writeAs<T>(
  db: Kysely<Database>,
  district: number,
  write: (tx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select
      set_config('role', 'gezhi_app', true),
      set_config('gezhi.district', ${String(district)}, true)`.execute(tx)
    return write(tx)
  })
}
