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

/** A street looks at its pool a while after the report; what is urgent, or what the source closed sooner, at once. */
const WORK_AFTER_MS = 75 * MINUTE
const WORK_URGENT_MS = 2 * MINUTE
const WORK_SHARE = 1 / 3
/** Grids verify every third hour, inside the four hours of an urgent case; the district assesses the day after. */
const VERIFY_EVERY_MS = 3 * HOUR
const ASSESS_EVERY_MS = 12 * HOUR
/** Commands of a batch take real time, during which the clock of the server goes on. */
const MARGIN_MS = 30_000

/** The first multiple of `every` after `at`: work that is done at fixed hours comes together. */
const hourAfter = (at: number, every: number): number => (Math.floor(at / every) + 1) * every

function stepsOf(row: PlannedRow, shift: number, isUrgent: boolean): Happening[] {
  const opened = row.openedAt + shift
  const closed = row.closedAt === null ? Infinity : Math.max(opened, row.closedAt + shift)
  const due = row.targetAt === null ? Infinity : row.targetAt + shift
  const step = (step: ReplayStep, at: number, before = Infinity): Happening => ({ at, row, step, before })
  const atOnce = Math.min(isUrgent ? WORK_URGENT_MS : WORK_AFTER_MS, (closed - opened) * WORK_SHARE)
  const worked = Math.round(opened + atOnce)
  // The limit cannot end before it begins: what is late must be in work before it is closed, or it would be in time.
  const work = step('work', worked, closed > due ? Math.max(worked, closed - MARGIN_MS) : Infinity)
  if (closed === Infinity) return [step('open', opened), work]
  const verified = hourAfter(closed, VERIFY_EVERY_MS)
  return [
    step('open', opened),
    work,
    step('result', closed, due >= closed ? Math.max(closed, due - MARGIN_MS) : Infinity),
    step('verify', verified),
    step('assess', hourAfter(verified + ASSESS_EVERY_MS, ASSESS_EVERY_MS)),
  ]
}

/** All steps of all rows, in the order of simulated time; the same plan gives the same order, always. */
export const happenings = (
  rows: readonly PlannedRow[],
  shift: number,
  isUrgent: (item: string) => boolean,
): Happening[] =>
  rows
    .flatMap((row) => stepsOf(row, shift, isUrgent(row.item)))
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
