// A pack made before a redraw knows nothing of it: what it says of redrawn grids is old, and what rests on it is refused.
import { packError, type PackError } from '@gezhi/core/districts/pack.errors'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

interface Row {
  readonly key: string
  readonly values: Readonly<Record<string, unknown>>
}

/** What a pack changes in one table. */
interface Changed {
  readonly relation: { readonly table: string }
  readonly added: readonly Row[]
  readonly changed: readonly Row[]
  readonly retired: readonly string[]
}

interface Redrawn {
  /** Communities in which a redraw came into force. */
  readonly communities: ReadonlySet<string>
  /** Codes that a redraw retired. */
  readonly retired: ReadonlySet<string>
}

export async function findRedrawn(tx: Tx, district: number): Promise<Redrawn> {
  const { rows } = await sql<{ code: string; community: string; retired: boolean }>`
    select code, community, retired_at is not null as retired from grid
    where district = ${district} and redraw is not null`.execute(tx)
  return {
    communities: new Set(rows.map(({ community }) => community)),
    retired: new Set(rows.filter(({ retired }) => retired).map(({ code }) => code)),
  }
}

const gridsOf = ({ values }: Row): readonly string[] => {
  const { grids } = values
  return Array.isArray(grids) ? grids.map(String) : []
}

/** Why the changes of a pack do not fit the grids as they were redrawn; empty when they do. */
export function staleAfterRedraw(
  diffs: readonly Changed[],
  { communities, retired }: Redrawn,
): readonly PackError[] {
  if (communities.size === 0) return []
  return diffs.flatMap(({ relation: { table }, added, changed, retired: left }) => {
    const rows = [...added, ...changed]
    const keys =
      table === 'grid'
        ? [...rows.map(({ key }) => key), ...left].filter((code) => communities.has(code.slice(0, 12)))
        : rows.filter((row) => gridsOf(row).some((code) => retired.has(code))).map(({ key }) => key)
    return keys.map((value) => packError({ file: table, row: null, column: null }, 'pack/redrawn', { value }))
  })
}
