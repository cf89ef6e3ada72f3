/** When what happens: the steps of every row by simulated time, cut into batches between which the clock moves. */
import { HOUR, MINUTE } from '@gezhi/core/kernel/calendar'
import type { PlannedRow } from './plan.ts'

export const STEPS = ['open', 'work', 'result', 'verify', 'assess'] as const
export type ReplayStep = (typeof STEPS)[number]

/** One step of one row. `before`: the clock must not pass this moment without it, or a verdict would change. */
export interface Happening {
  readonly at: number
  readonly row: PlannedRow
  readonly step: ReplayStep
  readonly before: number
}

export interface Batch {
  /** Number of steps that lie before this batch, and after it. */
  readonly from: number
  readonly to: number
  /** Where the clock stands while the batch is played: the time of its last step. */
  readonly at: number
  /** Steps of one row in their order, rows in the order of their first step. */
  readonly rows: readonly (readonly Happening[])[]
}

/** A street looks at its pool every few minutes; what the source closed sooner was taken up sooner. */
const WORK_AFTER_MS = 10 * MINUTE
const WORK_SHARE = 1 / 3
/** The grid looks the same half day, the district assesses the day after: well inside D_VERIFY and D_ASSESS. */
const VERIFY_AFTER_MS = 3 * HOUR
const ASSESS_AFTER_MS = 24 * HOUR
/** Commands of a batch take real time, during which the clock of the server goes on. */
const MARGIN_MS = 30_000

function stepsOf(row: PlannedRow, shift: number): Happening[] {
  const opened = row.openedAt + shift
  const closed = row.closedAt === null ? Infinity : Math.max(opened, row.closedAt + shift)
  const step = (step: ReplayStep, at: number, before = Infinity): Happening => ({ at, row, step, before })
  const steps = [
    step('open', opened),
    step('work', Math.round(opened + Math.min(WORK_AFTER_MS, (closed - opened) * WORK_SHARE))),
  ]
  if (closed === Infinity) return steps
  const due = row.targetAt === null ? Infinity : row.targetAt + shift
  return [
    ...steps,
    step('result', closed, due >= closed ? Math.max(closed, due - MARGIN_MS) : Infinity),
    step('verify', closed + VERIFY_AFTER_MS),
    step('assess', closed + ASSESS_AFTER_MS),
  ]
}

/** All steps of all rows, in the order of simulated time; the same plan gives the same order, always. */
export const happenings = (rows: readonly PlannedRow[], shift: number): Happening[] =>
  rows
    .flatMap((row) => stepsOf(row, shift))
    .sort((a, b) => a.at - b.at || a.row.row - b.row.row || STEPS.indexOf(a.step) - STEPS.indexOf(b.step))

/**
 * Cuts the steps from number `from` on into batches of at most `windowMs` of simulated time, each ending before any
 * of its results would come too late by its end.
 */
export function* batches(steps: readonly Happening[], from: number, windowMs: number): Generator<Batch> {
  for (let start = from; start < steps.length;) {
    const begins = steps[start]?.at ?? 0
    let [to, latest, at] = [start, Infinity, begins]
    for (let next = steps[to]; next && next.at <= Math.min(latest, begins + windowMs); next = steps[to]) {
      latest = Math.min(latest, next.before)
      at = next.at
      to++
    }
    const rows = [...Map.groupBy(steps.slice(start, to), ({ row }) => row).values()]
    yield { from: start, to, at, rows }
    start = to
  }
}

/** The moment up to which the replay lives: its last step, or the last target of a row that was never closed. */
export function endOf(steps: readonly Happening[], rows: readonly PlannedRow[], shift: number): number {
  const targets = rows.flatMap(({ closedAt, targetAt }) =>
    closedAt === null && targetAt !== null ? [targetAt + shift] : [],
  )
  return (
    [...targets, ...steps.slice(-1).map(({ at }) => at)].reduce((last, at) => Math.max(last, at), 0) + MINUTE
  )
}
