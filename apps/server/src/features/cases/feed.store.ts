// The changed cases with what decides who may see them.
import { sql, type SqlBool } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { findCasesById, type SummaryRow } from './find.store.ts'

export interface Parties {
  readonly orgs: ReadonlySet<string>
  readonly grids: ReadonlySet<string>
}

/** Rows by case id with the organisations and grids of their orders. */
export async function watchCases(
  tx: Tx,
  district: number,
  ids: readonly string[],
): Promise<Map<string, { row: SummaryRow; parties: Parties }>> {
  const rows = await findCasesById(tx, district, ids)
  const orders = await tx
    .selectFrom('case_order')
    .where('district', '=', district)
    .where(sql<SqlBool>`case_id = any(${[...ids]}::uuid[])`)
    .select(['case_id', 'org', 'grid'])
    .execute()
  const byCase = Map.groupBy(orders, (order) => order.case_id)
  return new Map(
    rows.map((row) => {
      const own = byCase.get(row.id) ?? []
      return [
        row.id,
        {
          row,
          parties: {
            orgs: new Set(own.map((order) => order.org)),
            grids: new Set(own.flatMap((order) => (order.grid === null ? [] : [order.grid]))),
          },
        },
      ]
    }),
  )
}
