import type { Consequences } from '@gezhi/core/grids/redraw'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'

interface Moving extends Pick<Consequences, 'retired' | 'before'> {
  /** The grid in which each building stands now. */
  readonly homes: readonly { readonly building: string; readonly grid: string }[]
}

/** Residents of redrawn grids by the building they live in; of a retired grid without one, by its first successor. */
export async function moveResidents(
  tx: Tx,
  district: number,
  { homes, retired, before }: Moving,
): Promise<void> {
  const touched = before.map(({ code }) => code)
  await sql`
    update identity.resident r set grid = m.grid, version = r.version + 1
    from jsonb_to_recordset(${JSON.stringify(homes)}::jsonb) as m(building text, grid text), identity.residence h
    where r.district = ${district} and h.district = ${district} and h.resident = r.id and h.until is null
      and left(h.house, 17) = m.building and r.grid = any(${touched}::text[]) and r.grid <> m.grid`.execute(
    tx,
  )
  const heirs = retired.flatMap(({ code, successors }) =>
    successors.slice(0, 1).map((grid) => ({ code, grid })),
  )
  await sql`
    update identity.resident r set grid = m.grid, version = r.version + 1
    from jsonb_to_recordset(${JSON.stringify(heirs)}::jsonb) as m(code text, grid text)
    where r.district = ${district} and r.grid = m.code`.execute(tx)
}
