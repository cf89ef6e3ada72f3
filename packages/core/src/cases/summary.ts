// The row that lists, pins and queues show of a case, without names: these come from the district's register when read.
import type { Rulebook } from '../districts/district.ts'
import { newCase } from './case.new.ts'
import type { CaseState } from './case.ts'
import type { CaseSummary } from './case.view.ts'
import { holderOf } from './holder.ts'
import { isTerminal, STEP_OF, type CaseStateName } from './states.ts'

export type StoredSummary = Omit<
  CaseSummary,
  'itemName' | 'streetName' | 'communityName' | 'overdue' | 'holder' | 'category'
> & {
  readonly category: string | null
  readonly holder: Omit<NonNullable<CaseSummary['holder']>, 'orgName'> | null
  /** Earliest of what presses the holder and the handling limit; null when nothing runs. */
  readonly nextDueAt: number | null
}

/** State of a stored case; a case that was never reported has none to show. */
export const stateName = (state: CaseState): CaseStateName => (state.state === 'NEW' ? 'DRAFT' : state.state)

/** Pure projection of a case for readers. */
export function summaryOf(id: string, state: CaseState, rules: Rulebook): StoredSummary {
  const item = state.item === null ? undefined : rules.item(state.item)
  const holder = holderOf(state, rules.district)
  const handle = state.deadlines.find((deadline) => deadline.key === 'D_HANDLE')
  const handleDueAt = handle?.state === 'RUNNING' ? handle.dueAt : null
  const dues = [holder?.deadline?.dueAt ?? null, handleDueAt].filter((due) => due !== null)
  return {
    id,
    number: state.number ?? '',
    version: state.version,
    state: stateName(state),
    step: STEP_OF[stateName(state)],
    urgency: state.urgency,
    item: state.item,
    category: item?.category ?? null,
    title: state.report?.title ?? '',
    address: state.report?.address ?? null,
    lon: state.report?.lon ?? 0,
    lat: state.report?.lat ?? 0,
    street: state.location?.street ?? null,
    community: state.location?.community ?? null,
    grid: state.location?.grid ?? null,
    source: state.source ?? 'GRID_PATROL',
    reportedAt: state.reportedAt ?? 0,
    closedAt: state.closedAt,
    holder: holder && {
      org: holder.org,
      since: holder.since,
      dueAt: holder.deadline?.dueAt ?? null,
      clock: holder.deadline?.clock ?? null,
      deadline: holder.deadline?.name ?? null,
      paused: holder.deadline?.state === 'PAUSED',
    },
    handleDueAt,
    nextDueAt: dues.length === 0 ? null : Math.min(...dues),
    sensitive: item?.sensitivePerson ?? false,
  }
}

/** A case that people may look up: it was reported, whatever became of it. */
export const isListed = (state: CaseState): boolean => state.report !== newCase.report

/** Still somebody's duty. */
export const isOpenCase = (state: CaseState): boolean =>
  isListed(state) && state.state !== 'NEW' && state.state !== 'DRAFT' && !isTerminal(state.state)
