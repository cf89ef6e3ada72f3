// What a device may hold of cases: those of its scope that are open or were closed a short while ago.
import { DAY } from '@gezhi/core/kernel/calendar'
import type { Scope } from '@gezhi/core/people/scope'
import { sql, type SqlBool } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { findIds } from './scope.store.ts'
import './tables.ts'

/** A closed case stays on devices for so long: the member who is asked about it in the street has it at hand. */
export const KEPT_CLOSED_MS = 14 * DAY
/** The newest of a scope: a grid has some 80 at a time, a street 1,200. */
const MOST = 5000

/** Posts that see the whole district work at a desk, and their devices hold nothing of it. */
export const isHeld = ({ level }: Scope): boolean => level !== 'ALL' && level !== 'NONE'

/** In the order of ids, after `after`. */
export async function findHeldIds(
  tx: Tx,
  scope: Scope,
  page: { readonly now: number; readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  if (!isHeld(scope)) return []
  // Asked apart: each has an index of its own, both together would walk all that was ever reported.
  const open = await findIds(tx, { scope, where: [sql<SqlBool>`open`], open: true }, { limit: MOST })
  const recent = sql<SqlBool>`not open and closed_at > ${new Date(page.now - KEPT_CLOSED_MS)}`
  const limit = MOST - open.length
  const closed = limit > 0 ? await findIds(tx, { scope, where: [recent], few: true }, { limit }) : []
  const { after } = page
  const sorted = [...open, ...closed].toSorted()
  return (after === null ? sorted : sorted.filter((id) => id > after)).slice(0, page.limit)
}
