import type { Scope } from '@gezhi/core/people/scope'
import { sql } from 'kysely'
import type { Tx } from './database.ts'
import type { Lists } from './lists.ts'
import { isTooSlow } from './outage.ts'

/**
 * What `read` finds, each of its statements within `ms` milliseconds; null when one would take longer. The embedded engine
 * cannot be interrupted: there it is always waited for.
 */
export async function readWithin<T>(
  lists: Pick<Lists, 'readAs'>,
  scope: Scope,
  ms: number,
  read: (tx: Tx) => Promise<T>,
): Promise<T | null> {
  try {
    return await lists.readAs(scope, async (tx) => {
      await sql.raw(`set local statement_timeout = ${Math.ceil(ms)}`).execute(tx)
      return read(tx)
    })
  } catch (error) {
    if (isTooSlow(error)) return null
    throw error
  }
}
