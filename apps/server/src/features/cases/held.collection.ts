// The collection `cases`: what of them lies on the devices of their area, and what follows for a device from a fact.
import { HeldCase, heldState } from '@gezhi/core/cases/device'
import type { CaseFactType } from '@gezhi/core/cases/facts'
import { isListed } from '@gezhi/core/cases/summary'
import type { TaskKind } from '@gezhi/core/cases/task'
import type { Holder, StreamCollection } from '../../kernel/collections.ts'
import type { Tx } from '../../kernel/database.ts'
import { summaryFrom } from './case.view.ts'
import { findDeskOf } from './desk.store.ts'
import { findCasesById } from './find.store.ts'
import { findHeldIds, isHeld, KEPT_CLOSED_MS } from './held.store.ts'
import { findStates } from './page.store.ts'
import { isResident } from './timeline.view.ts'
import type { CaseDeps } from './case.deps.ts'

/** After these a case may lie in another grid or with another unit than before. */
const MOVING: ReadonlySet<string> = new Set<CaseFactType>([
  'case.accepted',
  'order.reassigned',
  'case.reclassified',
  'case.grid-changed',
])

async function rowsOf(
  tx: Tx,
  { actor, scope, now }: Holder,
  ids: readonly string[],
  districts: CaseDeps['districts'],
): Promise<readonly HeldCase[]> {
  if (!isHeld(scope) || ids.length === 0) return []
  const found = await findCasesById(tx, actor.district, ids)
  const rows = found.filter(({ closed_at: at }) => at === null || at > now - KEPT_CLOSED_MS)
  const open = isResident(actor) ? [] : rows.filter((row) => row.open).map(({ id }) => id)
  const states = await findStates(tx, actor.district, open)
  const tasks = Map.groupBy(await findDeskOf(tx, actor, open), (task) => task.case_id)
  const book = districts(actor.district)
  return rows.flatMap((row) => {
    const state = states.get(row.id)
    if (state && !isListed(state)) return []
    return [
      {
        id: row.id,
        version: row.version,
        summary: summaryFrom(row, book, now),
        state: state ? heldState(state) : null,
        tasks: (tasks.get(row.id) ?? []).map((task) => ({
          // Gate: `projectCases` writes task kinds only.
          kind: task.kind as TaskKind,
          order: task.order_no,
          request: task.request_no,
          card: task.card_no,
          dueAt: task.due_at,
        })),
        own: row.reporter === actor.person,
        keptUntil: row.closed_at === null ? null : row.closed_at + KEPT_CLOSED_MS,
      },
    ]
  })
}

export const heldCases = ({ districts }: Pick<CaseDeps, 'districts'>): StreamCollection => ({
  by: 'stream',
  name: 'cases',
  row: HeldCase,
  kind: 'case',
  ids: (tx, { scope, now }, after, limit) => findHeldIds(tx, scope, { now, after, limit }),
  rows: (tx, holder, ids) => rowsOf(tx, holder, ids, districts),
  leaves: ({ type }) => MOVING.has(type),
})
