// Why a deadline is due when it is: every stretch, every move and what each of them changed, counted again from the facts
// by the calendar alone. Whoever has both comes to the same verdict (domain specification §2.5; `docs/clocks.md`).
import type { StatutoryRuleCode } from '../districts/statutory.ts'
import { standstill, type Stretch, type WorkCalendar } from '../kernel/calendar.ts'
import type { MoveKind } from './explain.names.ts'
import { replay, type Change, type Replayed, type Segment, type Setting } from './explain.replay.ts'
import { runsOf, type Cause, type Run } from './explain.runs.ts'
import { verdictOf, type Verdict } from './explain.verdict.ts'
import type { CaseFact, CaseFactType } from './facts.ts'

export interface ExplainedMove {
  readonly kind: MoveKind
  readonly at: number
  readonly cause: Cause
  readonly before: Setting
  readonly after: Setting
}

/** What would be if one pause or move had not been. Everything else stays as it was. */
export interface Without {
  readonly what: 'PAUSE' | MoveKind
  readonly cause: Cause
  /** Of a pause: how long it was on the wall and what of it would have counted. Of a move: by how much it changed the limit. */
  readonly wallMs: number
  readonly countedMs: number
  readonly dueAt: number | null
  readonly lateMs: number
  readonly lateCountedMs: number
  /** It decides: without it the deadline would be late, or would not. */
  readonly decides: boolean
}

export interface Explanation extends Setting {
  readonly key: string
  readonly name: Run['name']
  readonly no: number | null
  /** 1 for the first life of the key: a redo starts D_HANDLE again. */
  readonly nth: number
  /** The law that set the limit. */
  readonly law: StatutoryRuleCode | null
  readonly startedAt: number
  readonly cause: Cause
  readonly endedAt: number | null
  readonly end: Cause | null
  /** Counted milliseconds used, and wall milliseconds of running and of standing: the two add up to the wall time. */
  readonly usedMs: number
  readonly ranMs: number
  readonly pausedMs: number
  readonly segments: readonly Segment[]
  readonly moves: readonly ExplainedMove[]
  /** Instants at which its due time passed. */
  readonly missedAt: readonly number[]
  readonly verdict: Verdict
  readonly without: readonly Without[]
  /** The due time counts on working days that were not published when it was set. */
  readonly assumed: boolean
  /** The due times of the facts are those of this calendar. */
  readonly agrees: boolean
  /** Nights, weekends and holidays between the start and the last mark, in which the clock does not count. */
  readonly still: readonly Stretch[]
}

/** Calendar to count by, and the instant up to which what is open is counted. */
export interface Counting {
  readonly calendar: WorkCalendar
  readonly now: number
}

/** Facts that move a limit; a limit that another fact changes was topped up when its pause ended. */
const KINDS: Readonly<Partial<Record<CaseFactType, MoveKind>>> = {
  'extension.approved': 'EXTENSION',
  'whistle.blown': 'WHISTLE',
  'urgency.raised': 'URGENCY',
  'urgency.lowered': 'URGENCY',
  'case.reclassified': 'ITEM',
  'deadline.recounted': 'CALENDAR',
}
const kindOf = ({ type }: Cause): MoveKind => KINDS[type] ?? 'TOP_UP'

/** What would be without one turn; null where it makes no difference to the due time. */
function without(run: Run, whole: Replayed, index: number, { calendar, now }: Counting) {
  const other = replay(calendar, run, now, index)
  if (other.dueAt === whole.dueAt) return null
  const verdict = verdictOf(calendar, run, other, now)
  const actual = verdictOf(calendar, run, whole, now)
  return {
    dueAt: other.dueAt,
    lateMs: verdict.lateMs,
    lateCountedMs: verdict.lateCountedMs,
    decides: verdict.lateMs > 0 !== actual.lateMs > 0,
  }
}

const ofPause = (run: Run, whole: Replayed, counting: Counting): Without[] =>
  run.turns.flatMap((turn, index) => {
    const segment = whole.segments.find(({ state, from }) => state === 'PAUSED' && from === turn.at)
    if (turn.op !== 'pause' || !segment) return []
    const found = without(run, whole, index, counting)
    const { cause, wallMs, countedMs } = segment
    return found ? [{ what: 'PAUSE', cause, wallMs, countedMs, ...found }] : []
  })

const ofChange = (run: Run, whole: Replayed, counting: Counting): Without[] =>
  whole.changes.flatMap((change) => {
    // What a return-up brought goes with the pause that it ended.
    if (run.turns[change.index]?.op !== 'move') return []
    const found = without(run, whole, change.index, counting)
    const { cause, before, after } = change
    const wallMs = before.dueAt === null || after.dueAt === null ? 0 : after.dueAt - before.dueAt
    const countedMs = before.clock === after.clock ? after.limitMs - before.limitMs : 0
    return found ? [{ what: kindOf(cause), cause, wallMs, countedMs, ...found }] : []
  })

const moveOf = ({ at, cause, before, after }: Change): ExplainedMove => ({
  kind: kindOf(cause),
  at,
  cause,
  before,
  after,
})

const wall = (segments: readonly Segment[], state: Segment['state']): number =>
  segments.reduce((sum, segment) => sum + (segment.state === state ? segment.wallMs : 0), 0)

function explainRun(run: Run, counting: Counting): Explanation {
  const { calendar, now } = counting
  const whole = replay(calendar, run, now)
  const { segments, clock, limitMs, dueAt, usedMs, agrees } = whole
  const end = run.turns.find(({ op }) => op === 'end')
  const timed = run.turns.filter((turn) => turn.op === 'start' || turn.op === 'move')
  const due = run.turns.filter((turn) => 'dueAt' in turn).at(-1)
  const last = Math.max(dueAt ?? 0, end?.at ?? now)
  return {
    key: run.key,
    name: run.name,
    no: run.no,
    nth: run.nth,
    clock,
    limitMs,
    dueAt,
    usedMs,
    agrees,
    segments,
    law: timed.at(-1)?.law ?? null,
    startedAt: run.start.at,
    cause: run.start.cause,
    endedAt: end?.at ?? null,
    end: end?.cause ?? null,
    ranMs: wall(segments, 'RUNNING'),
    pausedMs: wall(segments, 'PAUSED'),
    moves: whole.changes.map(moveOf),
    missedAt: run.turns.filter(({ op }) => op === 'fire').map(({ at }) => at),
    verdict: verdictOf(calendar, run, whole, now),
    without: [...ofPause(run, whole, counting), ...ofChange(run, whole, counting)],
    assumed: due !== undefined && 'assumed' in due && due.assumed,
    still: standstill(calendar, clock, run.start.at, last),
  }
}

/** Every life of every deadline of a case, in the order in which they began; `facts` are all facts of the case in order. */
export const explainAll = (facts: readonly CaseFact[], counting: Counting): Explanation[] =>
  runsOf(facts).map((run) => explainRun(run, counting))

/** The latest life of one deadline, e.g. `D_HANDLE` or `D_SIGN#2`; undefined when it never started. Times in milliseconds. */
export function explain(
  facts: readonly CaseFact[],
  key: string,
  counting: Counting,
): Explanation | undefined {
  const run = runsOf(facts).findLast((one) => one.key === key)
  return run && explainRun(run, counting)
}
