// How a clock ended, and by which moment that is judged: kept, late, run out by itself, or over because the matter was.
import { elapsed, type WorkCalendar } from '../kernel/calendar.ts'
import type { Replayed } from './explain.replay.ts'
import type { Run, Turn } from './explain.runs.ts'
import type { VerdictName } from './explain.names.ts'
import type { CaseFact, CaseFactType } from './facts.ts'
import type { DeadlineName } from './states.ts'
import { TRANSITIONS } from './transitions.ts'

export interface Verdict {
  readonly name: VerdictName
  /** The moment that is held against the due time: when the work was done, when the clock stopped, or now. */
  readonly judgedAt: number
  /** Beyond the due time on the wall, 0 within it. */
  readonly lateMs: number
  /** The same on the deadline's clock. */
  readonly lateCountedMs: number
  /** Left on the deadline's clock. */
  readonly leftMs: number
}

/** Facts that take a matter away from whoever had to act. */
const LAPSING: ReadonlySet<CaseFactType> = new Set<CaseFactType>([
  'case.voided',
  'case.withdrawn',
  'case.merged',
  'case.transferred',
  'return.approved',
  'order.designated',
  'taskforce.formed',
])

/** Limits that nobody misses when they run out: what happens then is the rule, not a failure. */
const WINDOWS: ReadonlySet<DeadlineName> = new Set(['D_DRAFT', 'D_INFO', 'D_GRAB', 'D_REVIEW', 'D_ASSESS'])
export const isWindow = (name: DeadlineName): boolean => WINDOWS.has(name)

const ROWS = new Map(TRANSITIONS.map((row) => [row.id, row]))

/** What the deadline waited for has come: the row of the table stops it by name, or its request was decided. */
function isFulfilled({ name, no }: Run, fact: CaseFact): boolean {
  if (name === 'D_REQ') return 'request' in fact && fact.request === no
  if (LAPSING.has(fact.type)) return false
  if (fact.type === 'case.assessed') return name === 'D_TOTAL' || name === 'D_ASSESS'
  if (fact.type === 'reporter.contacted') return name === 'D_CONTACT'
  return ROWS.get(fact.via)?.clocks.some((rule) => rule.op === 'stop' && rule.name === name) ?? false
}

/** Work made offline is judged by when it was made, as far as that was believed (§2.4, note 4). */
function doneAt({ name, start }: Run, { fact, at }: Turn): number {
  if (name !== 'D_HANDLE') return at
  if (fact.type === 'result.submitted') return fact.result.at
  if (fact.type !== 'order.part-completed' || fact.occurredAt === undefined) return at
  if (fact.doubt !== undefined && fact.doubt !== 'DELAYED') return at
  return Math.max(start.at, Math.min(at, fact.occurredAt))
}

function nameOf(run: Run, end: Turn | undefined, standing: boolean, late: boolean): VerdictName {
  if (!end) return standing ? 'PAUSED' : late ? 'OVERDUE' : 'RUNNING'
  if (end.cause.expired === run.key) return isWindow(run.name) ? 'RAN_OUT' : 'LATE'
  if (late) return 'LATE'
  return !standing && isFulfilled(run, end.fact) ? 'KEPT' : 'LAPSED'
}

/** The verdict over a run as it was counted, by its own end or by `now`. */
export function verdictOf(calendar: WorkCalendar, run: Run, counted: Replayed, now: number): Verdict {
  const end = run.turns.find(({ op }) => op === 'end')
  const judgedAt = end ? doneAt(run, end) : now
  const { dueAt, clock, limitMs, usedMs } = counted
  const late = dueAt !== null && judgedAt > dueAt
  const name = nameOf(run, end, dueAt === null, late)
  return {
    name,
    judgedAt,
    lateMs: late && name !== 'RAN_OUT' ? judgedAt - dueAt : 0,
    lateCountedMs: late && name !== 'RAN_OUT' ? elapsed(calendar, clock, dueAt, judgedAt) : 0,
    leftMs: Math.max(0, dueAt === null ? limitMs - usedMs : elapsed(calendar, clock, judgedAt, dueAt)),
  }
}
