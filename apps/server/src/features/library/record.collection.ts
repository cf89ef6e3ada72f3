// What a grid member's phone holds of the library: what stands in the own community, without street furniture.
import { HouseOnDevice, RecordOnDevice, shortFields } from '@gezhi/core/library/device'
import { lastChange } from '@gezhi/core/library/record'
import type { Actor } from '@gezhi/core/people/actor'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { MarkedCollection } from '../../kernel/collections.ts'
import { findTouched, type Sort } from './touched.store.ts'
import { recordId } from './ids.ts'
import { stateOf, type RecordRow } from './record.store.ts'
import { fieldViews, ownerOf, summaryOf } from './record.view.ts'

/** Until where the device has come; given again within a minute, so that nothing that committed late is left out. */
const Mark = Type.Object({ at: Type.Integer({ minimum: 0 }), id: Type.String({ format: 'uuid' }) })
const NOBODY = '00000000-0000-0000-0000-000000000000'
const AGAIN_MS = 60_000

const holdsLibrary = ({ role, community }: Actor): boolean =>
  community !== undefined && ['GRID_MEMBER', 'GRID_LEADER', 'COMMUNITY_OPERATOR'].includes(role)

const changedAt = (row: RecordRow): number => lastChange(stateOf(row), row.changed_at)

const recordOf = (row: RecordRow, now: number): RecordOnDevice => ({
  ...summaryOf(row, now),
  initials: row.initials,
  changedAt: changedAt(row),
  fields: fieldViews(row),
})

function houseOf(row: RecordRow, district: number): HouseOnDevice {
  const given = { source: ownerOf(row.source), asOf: row.as_of }
  return {
    ...given,
    id: row.id,
    code: row.code,
    name: row.name,
    building: row.parent && recordId(district, 'BUILDING', row.parent),
    changedAt: changedAt(row),
    confirmedAt: row.confirmed_at,
    ...shortFields(given, fieldViews(row)),
  }
}

/** Rows of one sort as they changed; what was cancelled is told as gone. */
function collectionOf(
  named: Pick<MarkedCollection, 'name' | 'row'>,
  sort: Sort,
  rowOf: (row: RecordRow, holder: { readonly now: number; readonly district: number }) => { id: string },
): MarkedCollection {
  return {
    by: 'mark',
    ...named,
    async changes(tx, { actor, now }, mark, limit) {
      const since = Value.Check(Mark, mark) ? mark : { at: 0, id: NOBODY }
      if (!holdsLibrary(actor)) return { rows: [], gone: [], mark: since, more: false }
      const { district, community = '' } = actor
      const { rows, more } = await findTouched(tx, district, sort, { community, after: since, limit })
      const last = rows.at(-1)
      const end = Math.max(since.at, now - AGAIN_MS)
      return {
        rows: rows
          .filter(({ cancelled_at }) => cancelled_at === null)
          .map((row) => rowOf(row, { now, district })),
        gone: rows.filter(({ cancelled_at }) => cancelled_at !== null).map(({ id }) => id),
        mark: more && last ? { at: last.touched_at, id: last.id } : { at: end, id: NOBODY },
        more,
      }
    },
  }
}

export const recordCollection = collectionOf(
  { name: 'library', row: RecordOnDevice },
  'others',
  (row, { now }) => recordOf(row, now),
)
export const houseCollection = collectionOf(
  { name: 'houses', row: HouseOnDevice },
  'houses',
  (row, { district }) => houseOf(row, district),
)
