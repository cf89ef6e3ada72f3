// What a grid member's phone holds of the library: what stands in the own community, without flats and street furniture.
import { RecordOnDevice } from '@gezhi/core/library/library.api'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Actor } from '@gezhi/core/people/actor'
import type { MarkedCollection } from '../../kernel/collections.ts'
import { findTouched } from './find.store.ts'
import { fieldViews, summaryOf } from './record.view.ts'
import { lastChange } from '@gezhi/core/library/record'
import { stateOf } from './record.store.ts'

/** Until where the device has come; given again within a minute, so that nothing that committed late is left out. */
const Mark = Type.Object({ at: Type.Integer({ minimum: 0 }), id: Type.String({ format: 'uuid' }) })
const NOBODY = '00000000-0000-0000-0000-000000000000'
const AGAIN_MS = 60_000

const holdsLibrary = ({ role, community }: Actor): boolean =>
  community !== undefined && ['GRID_MEMBER', 'GRID_LEADER', 'COMMUNITY_OPERATOR'].includes(role)

export const recordCollection: MarkedCollection = {
  by: 'mark',
  name: 'library',
  row: RecordOnDevice,
  async changes(tx, { actor, now }, mark, limit) {
    const since = Value.Check(Mark, mark) ? mark : { at: 0, id: NOBODY }
    if (!holdsLibrary(actor)) return { rows: [], gone: [], mark: since, more: false }
    const { rows, more } = await findTouched(tx, actor.district, {
      community: actor.community ?? '',
      after: since,
      limit,
    })
    const last = rows.at(-1)
    const end = Math.max(since.at, now - AGAIN_MS)
    return {
      rows: rows
        .filter(({ cancelled_at }) => cancelled_at === null)
        .map((row) => ({
          ...summaryOf(row, now),
          changedAt: lastChange(stateOf(row), row.changed_at),
          fields: fieldViews(row),
        })),
      gone: rows.filter(({ cancelled_at }) => cancelled_at !== null).map(({ id }) => id),
      mark: more && last ? { at: last.touched_at, id: last.id } : { at: end, id: NOBODY },
      more,
    }
  },
}
