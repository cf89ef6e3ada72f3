// The collections `points` and `patrols` of those who walk a grid.
import { DAY } from '@gezhi/core/kernel/calendar'
import { HeldPatrol } from '@gezhi/core/patrol/device'
import { mayPatrol } from '@gezhi/core/patrol/patrol'
import { HeldPoint } from '@gezhi/core/patrol/point'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Holder, MarkedCollection, StreamCollection } from '../../kernel/collections.ts'
import { findOwn, findOwnIds, findTouchedPoints, type OwnRow } from './held.store.ts'

/** Until where the device has come; given again within a minute, so that nothing that committed late is left out. */
const Mark = Type.Object({ at: Type.Integer({ minimum: 0 }), id: Type.String({ format: 'uuid' }) })
const NOBODY = '00000000-0000-0000-0000-000000000000'
const AGAIN_MS = 60_000

export const pointCollection: MarkedCollection = {
  by: 'mark',
  name: 'points',
  row: HeldPoint,
  async changes(tx, { actor, now }, mark, limit) {
    const since = Value.Check(Mark, mark) ? mark : { at: 0, id: NOBODY }
    const { community } = actor
    if (!mayPatrol(actor) || community === undefined) return { rows: [], gone: [], mark: since, more: false }
    const { rows, more } = await findTouchedPoints(tx, actor.district, { community, after: since, limit })
    const points = rows.flatMap(({ id, code, name, kind, lon, lat, cancelled }) =>
      kind === null || lon === null || lat === null || cancelled ? [] : [{ id, code, name, kind, lon, lat }],
    )
    const held = new Set(points.map(({ id }) => id))
    const last = rows.at(-1)
    const end = Math.max(since.at, now - AGAIN_MS)
    return {
      rows: points,
      gone: rows.map(({ id }) => id).filter((id) => !held.has(id)),
      mark: more && last ? { at: last.touched_at, id: last.id } : { at: end, id: NOBODY },
      more,
    }
  },
}

/** What is older is counted in coverage, and no screen of its person needs it. */
const KEPT_MS = 30 * DAY

function heldPatrol({ id, version, metres, walked, state_doc: { recorded, notes } }: OwnRow): HeldPatrol[] {
  if (!recorded) return []
  const { grid, startedAt, endedAt, end, positions, visits } = recorded
  const times = { startedAt, endedAt, keptUntil: startedAt + KEPT_MS }
  return [
    { id, version, grid, ...times, end, positions, visits: visits.length, metres, walked, notes: [...notes] },
  ]
}

const own = ({ actor, now }: Holder) => ({ person: actor.person, from: now - KEPT_MS })

export const patrolCollection: StreamCollection = {
  by: 'stream',
  name: 'patrols',
  row: HeldPatrol,
  kind: 'patrol',
  ids: async (tx, holder, after, limit) =>
    mayPatrol(holder.actor) ? findOwnIds(tx, holder.actor.district, { ...own(holder), after, limit }) : [],
  rows: async (tx, holder, ids) =>
    ids.length === 0
      ? []
      : (await findOwn(tx, holder.actor.district, { ...own(holder), ids })).flatMap(heldPatrol),
  leaves: () => false,
}
