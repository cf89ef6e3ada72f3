import type { Scope } from '@gezhi/core/people/scope'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from './tables.ts'
import { poolOf, readBound, writeBound, type Binding } from './together.ts'
import { traced } from './traces.ts'

const READER = `select set_config('role', 'gezhi_read', true), set_config('gezhi.district', $1, true),
  set_config('gezhi.level', $2, true), set_config('gezhi.street', $3, true),
  set_config('gezhi.community', $4, true), set_config('gezhi.grids', $5, true),
  set_config('gezhi.org', $6, true), set_config('gezhi.reporter', $7, true)`
const WRITER = `select set_config('role', 'gezhi_app', true), set_config('gezhi.district', $1, true)`

/** Binds a writing transaction to its district. */
export const asWriter = (district: number): Binding => ({ text: WRITER, values: [String(district)] })

/**
 * Binds a transaction that hands something out to one that commits after it. It does not wait for the disk: the log is written in
 * order, so what uses the thing is never there without it.
 */
export const asForerunner = (district: number): Binding => ({
  text: `${WRITER}, set_config('synchronous_commit', 'off', true)`,
  values: [String(district)],
})

const asReader = ({ district, level, street, community, grids, org, reporter }: Scope): Binding => ({
  text: READER,
  values: [
    String(district),
    level,
    street ?? '',
    community ?? '',
    (grids ?? []).join(','),
    org ?? '',
    reporter ?? '',
  ],
})

/**
 * Reads as somebody: one transaction in the role `gezhi_read`, whose row policies see the scope as settings
 * `gezhi.district`, `.level`, `.street`, `.community`, `.grids` (comma list), `.org`, `.reporter` (empty: none).
 */
export const readAs = <T>(
  db: Kysely<Database>,
  scope: Scope,
  read: (tx: Transaction<Database>) => Promise<T>,
): Promise<T> =>
  traced('read', { attributes: { 'gezhi.level': scope.level } }, () =>
    readBound(poolOf(db), asReader(scope), read),
  )

/** Writes for one district: one transaction in the role `gezhi_app`, which sees and touches only that district. */
export const writeAs = <T>(
  db: Kysely<Database>,
  district: number,
  write: (tx: Transaction<Database>) => Promise<T>,
): Promise<T> => writeBound(poolOf(db), asWriter(district), write)
