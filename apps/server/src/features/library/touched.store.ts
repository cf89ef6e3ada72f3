// What changed in a community, page by page, for the devices of those who walk there.
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { RECORD_COLUMNS } from './find.store.ts'
import type { RecordRow } from './record.store.ts'

/** Houses or all other records but street furniture. */
export type Sort = 'houses' | 'others'

interface TouchedPage {
  readonly community: string
  readonly after: { readonly at: number; readonly id: string }
  readonly limit: number
}

/** Records of a community that changed after a point, in the order in which they changed. */
export async function findTouched(
  tx: Tx,
  district: number,
  sort: Sort,
  { community, after, limit }: TouchedPage,
) {
  const ids = sql.raw(sort === 'houses' ? 'library_houses_touched' : 'library_touched')
  const { rows } = await sql<RecordRow & { readonly touched_at: number }>`
    select ${RECORD_COLUMNS}, l.touched_at from library_record l
    where l.district = ${district}
      and l.id in (select ${ids}(${community}, ${new Date(after.at)}, ${after.id}::uuid, ${limit + 1}::int))
    order by l.touched_at, l.id`.execute(tx)
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}
