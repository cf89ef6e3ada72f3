// Codes of new grids: counted on in each community and kind, never given twice (domain specification §4.1).
import type { GivenCode, RedrawFact, RedrawState } from '@gezhi/core/grids/redraw'
import { newCodes, type UsedSerials } from '@gezhi/core/grids/codes'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Change } from '../../kernel/stream-kind.ts'

/**
 * The highest serial of each community and kind digit that any grid ever had: in force, retired, or given to a plan that
 * was withdrawn.
 */
export async function findSerials(tx: Tx, district: number): Promise<UsedSerials> {
  const { rows } = await sql<{ key: string; last: number }>`
    with used as (
      select code from grid where district = ${district}
      union all
      select key from register_version where district = ${district} and relation = 'grid'
      union all
      select given ->> 'code' from redraw, jsonb_array_elements(state_doc -> 'codes') as given
        where district = ${district})
    select left(code, 13) as key, max(right(code, 3)::int) as last from used group by 1`.execute(tx)
  return new Map(rows.map(({ key, last }) => [key, last]))
}

type RedrawChange = Change<RedrawFact, RedrawState>

/** Runs while the district is locked: two plans that are proposed in one moment get different codes. */
export async function giveCodes(
  tx: Tx,
  district: number,
  changes: readonly RedrawChange[],
): Promise<readonly RedrawChange[]> {
  if (!changes.some(({ facts }) => facts.some(({ type }) => type === 'redraw.proposed'))) return changes
  const used = new Map(await findSerials(tx, district))
  return changes.map((change) => {
    const { plan } = change.state
    if (!plan || !change.facts.some(({ type }) => type === 'redraw.proposed')) return change
    const codes: readonly GivenCode[] = newCodes(plan.grids, change.before.codes, used)
    for (const { code } of codes)
      used.set(code.slice(0, 13), Math.max(used.get(code.slice(0, 13)) ?? 0, Number(code.slice(13))))
    const facts = change.facts.map((fact) => (fact.type === 'redraw.proposed' ? { ...fact, codes } : fact))
    return { ...change, facts, state: { ...change.state, codes } }
  })
}
