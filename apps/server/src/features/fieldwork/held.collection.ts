// The collection `field-tasks` of those who do them.
import { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import { doesFieldTasks } from '@gezhi/core/fieldwork/field-task'
import { DAY } from '@gezhi/core/kernel/calendar'
import type { Holder, StreamCollection } from '../../kernel/collections.ts'
import { findHeld, findHeldIds, type HeldRow, type Wanted } from './held.store.ts'

/** The work report of a week looks back a month at most. */
const KEPT_MS = 31 * DAY

function heldTask({ id, version, state_doc: state }: HeldRow): HeldFieldTask[] {
  const { status, sort, grid, plan, endedAt, result, obstacle, remarks } = state
  if (sort === null) return []
  const planned = { title: plan?.title ?? null, field: plan?.field ?? null, dueAt: plan?.dueAt ?? null }
  const ended = { endedAt, result, obstacle, remarks: [...remarks] }
  const keptUntil = endedAt === null ? null : endedAt + KEPT_MS
  return [{ id, version, status, sort, grid, ...planned, ...ended, keptUntil }]
}

const wanted = ({ actor, now }: Holder): Wanted => ({
  person: actor.person,
  from: now - KEPT_MS,
  grids: actor.grids ?? [],
  community: actor.community ?? '',
})

export const fieldTaskCollection: StreamCollection = {
  by: 'stream',
  name: 'field-tasks',
  row: HeldFieldTask,
  kind: 'field-task',
  ids: async (tx, holder, after, limit) =>
    doesFieldTasks(holder.actor)
      ? findHeldIds(tx, holder.actor.district, { ...wanted(holder), after, limit })
      : [],
  rows: async (tx, holder, ids) =>
    ids.length === 0 || !doesFieldTasks(holder.actor)
      ? []
      : (await findHeld(tx, holder.actor.district, { ...wanted(holder), ids })).flatMap(heldTask),
  // Done by a peer, or withdrawn: it is nobody else's any more.
  leaves: ({ type }) => type !== 'fieldTask.planned' && type !== 'fieldTask.remarked',
}
