/** Compares the server's verdicts on time with the source's, case by case, read back through the interface. */
import type { CaseView } from '@gezhi/core/cases/case.api'
import type { Cast } from './cast.ts'
import { caseIdOf } from './life.ts'
import type { PlannedRow } from './plan.ts'
import { CONCURRENCY, eachOf } from './player.ts'

/** Why a verdict differs, the first that fits; `unexplained` is one too many. */
export const REASONS = {
  'no-target': 'the source names no target, the limit of our item decided',
  'closed-before-opened': 'the source closed the row before it opened it',
  'target-before-opened': 'the target had passed when the row was opened',
  'source-contradicts-itself': 'the source’s flag does not follow from its own target and closing time',
  'still-running': 'not closed, and the target lies after the end of the replay',
  'not-carried-on': 'others acted on the case, or nobody could act for the source',
  unexplained: 'none of these',
} as const
export type Reason = keyof typeof REASONS

export interface Difference {
  readonly row: PlannedRow
  readonly ours: 'ON_TIME' | 'LATE'
  readonly reason: Reason
  readonly detail: string
}

export interface Agreement {
  /** Rows taken, by what became of them. */
  readonly cases: number
  readonly closed: number
  readonly states: Readonly<Record<string, number>>
  readonly missing: readonly PlannedRow[]
  /** Rows to which the source gives a verdict, and those on which both agree. */
  readonly judged: number
  readonly agreed: number
  /** The same, of rows for which the source names a target. */
  readonly judgedWithTarget: number
  readonly agreedWithTarget: number
  readonly differences: readonly Difference[]
}

/** Late as the server has it: the result's own mark, or a handling limit that runs on past its time. */
function verdictOf(view: CaseView): 'ON_TIME' | 'LATE' {
  if (view.result) return view.result.late ? 'LATE' : 'ON_TIME'
  const handling = view.clocks.find(({ key }) => key === 'D_HANDLE')
  return handling?.late === true ? 'LATE' : 'ON_TIME'
}

function reasonFor(row: PlannedRow, view: CaseView, shift: number, now: number): Reason {
  const { openedAt, targetAt, closedAt } = row
  if (targetAt === null) return 'no-target'
  if (closedAt !== null && closedAt < openedAt) return 'closed-before-opened'
  if (targetAt < openedAt) return 'target-before-opened'
  if (closedAt === null && targetAt + shift > now) return 'still-running'
  if ((closedAt !== null) !== (view.result !== null)) return 'not-carried-on'
  const own = closedAt === null || closedAt > targetAt ? 'LATE' : 'ON_TIME'
  return own === row.verdict ? 'unexplained' : 'source-contradicts-itself'
}

const detailOf = (view: CaseView): string =>
  `${view.state}, due ${view.handleDueAt ?? '–'}, result ${view.result?.at ?? '–'}`

/** Reads every case once. `rows` are those that the server took. */
export async function compare(
  cast: Cast,
  rows: readonly PlannedRow[],
  { source, shift, onRead }: { source: string; shift: number; onRead?: (read: number) => void },
): Promise<Agreement> {
  const now = await cast.now()
  const states: Record<string, number> = {}
  const missing: PlannedRow[] = []
  const differences: Difference[] = []
  const count = { read: 0, judged: 0, agreed: 0, judgedWithTarget: 0, agreedWithTarget: 0 }
  await eachOf(rows, CONCURRENCY, async (row) => {
    const view = await cast.look(caseIdOf(source, row.id))
    onRead?.(++count.read)
    if (!view) return void missing.push(row)
    states[view.state] = (states[view.state] ?? 0) + 1
    if (row.verdict === null) return
    const ours = verdictOf(view)
    const agrees = ours === row.verdict ? 1 : 0
    const hasTarget = row.targetAt === null ? 0 : 1
    count.judged++
    count.agreed += agrees
    count.judgedWithTarget += hasTarget
    count.agreedWithTarget += agrees * hasTarget
    if (!agrees)
      differences.push({ row, ours, reason: reasonFor(row, view, shift, now), detail: detailOf(view) })
  })
  const { read, ...judged } = count
  const cases = read - missing.length
  return { cases, closed: states['CLOSED'] ?? 0, states, missing, ...judged, differences }
}
