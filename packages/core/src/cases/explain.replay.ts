// Counts one life of a deadline again from its turns: with everything that happened, or with one pause or move left out.
import { advance, elapsed, type ClockKind, type WorkCalendar } from '../kernel/calendar.ts'
import type { Cause, Run, Turn } from './explain.runs.ts'

/** A stretch in which a clock ran or stood still. `to` is now where it goes on. */
export interface Segment {
  readonly state: 'RUNNING' | 'PAUSED'
  readonly from: number
  readonly to: number
  /** It goes on: nothing has ended it yet. */
  readonly open: boolean
  readonly wallMs: number
  /** What of it counts on the deadline's clock; of a pause, what would have counted. */
  readonly countedMs: number
  readonly cause: Cause
}

export interface Setting {
  readonly clock: ClockKind
  readonly limitMs: number
  /** Null while the clock stands. */
  readonly dueAt: number | null
}

/** A limit or due time that was set by something else than the start: before and after, as counted again. */
export interface Change {
  readonly at: number
  readonly cause: Cause
  readonly before: Setting
  readonly after: Setting
  /** Place of its turn in the run, by which it can be left out. */
  readonly index: number
}

export interface Replayed extends Setting {
  readonly segments: readonly Segment[]
  readonly changes: readonly Change[]
  readonly usedMs: number
  /** False: a due time that was recorded differs from the one counted again, as by a calendar of another day. */
  readonly agrees: boolean
}

/** The hands of one clock while its turns are gone through. */
class Clockwork {
  readonly #calendar: WorkCalendar
  readonly segments: Segment[] = []
  readonly changes: Change[] = []
  clock: ClockKind
  limitMs: number
  usedMs = 0
  standing = false
  #since: number
  #cause: Cause

  constructor(calendar: WorkCalendar, { start }: Run) {
    this.#calendar = calendar
    this.clock = start.clock
    this.limitMs = start.limitMs
    this.#since = start.at
    this.#cause = start.cause
  }

  setting(): Setting {
    const left = Math.max(0, this.limitMs - this.usedMs)
    const dueAt = this.standing ? null : advance(this.#calendar, this.clock, this.#since, left)
    return { clock: this.clock, limitMs: this.limitMs, dueAt }
  }

  close(at: number, open = false): void {
    const countedMs = elapsed(this.#calendar, this.clock, this.#since, at)
    const [from, wallMs] = [this.#since, at - this.#since]
    const state = this.standing ? 'PAUSED' : 'RUNNING'
    if (wallMs > 0 || open)
      this.segments.push({ state, from, to: at, open, wallMs, countedMs, cause: this.#cause })
    if (!this.standing) this.usedMs += countedMs
    this.#since = at
  }

  /** The clock stands still or goes on from here. */
  turn(standing: boolean, { at, cause }: Turn): void {
    this.close(at)
    this.standing = standing
    this.#cause = cause
  }

  set(clock: ClockKind, limitMs: number, { at, cause }: Turn, index: number, was = this.setting()): void {
    const before = was
    this.clock = clock
    this.limitMs = limitMs
    const after = this.setting()
    if (before.clock !== clock || before.limitMs !== limitMs || before.dueAt !== after.dueAt)
      this.changes.push({ at, cause, before, after, index })
  }

  /** Limit on another clock that leaves the same time to go from `at` to `dueAt`. */
  limitUntil(clock: ClockKind, at: number, dueAt: number): number {
    const used = this.usedMs + elapsed(this.#calendar, clock, this.#since, at)
    return used + elapsed(this.#calendar, clock, at, dueAt)
  }

  /** Between two counted instants nothing counts: closing time and the next opening are the same due time. */
  isDueAt(dueAt: number | null): boolean {
    const counted = this.setting().dueAt
    if (counted === null || dueAt === null) return counted === dueAt
    const [from, to] = [Math.min(counted, dueAt), Math.max(counted, dueAt)]
    return elapsed(this.#calendar, this.clock, from, to) === 0
  }
}

const isRecount = ({ cause }: Turn): boolean => cause.type === 'deadline.recounted'

/** With a pause its end is left out too. */
function leftOut(turns: readonly Turn[], without: number | undefined): ReadonlySet<number> {
  if (without === undefined) return new Set()
  if (turns[without]?.op !== 'pause') return new Set([without])
  return new Set([without, turns.findIndex((turn, at) => at > without && turn.op === 'resume')])
}

/** Limit after a move that stays while something before it is left out: the same step, or the same time to go. */
function keptLimit(work: Clockwork, turn: Extract<Turn, { op: 'move' }>, was: Setting): number {
  if (was.clock === turn.clock) return work.limitMs + turn.limitMs - was.limitMs
  if (work.standing || turn.dueAt === null || turn.dueAt <= turn.at) return turn.limitMs
  return work.limitUntil(turn.clock, turn.at, turn.dueAt)
}

interface Step {
  readonly turn: Turn
  readonly index: number
  /** As it was recorded before the turn. */
  readonly was: Setting
  /** Everything before it was gone through as it happened. */
  readonly whole: boolean
}

function take(work: Clockwork, { turn, index, was, whole }: Step): void {
  switch (turn.op) {
    case 'start':
    case 'fire':
    case 'end':
      return
    case 'pause':
      work.turn(true, turn)
      return
    case 'resume':
      work.turn(false, turn)
      // A return-up that comes back brings a day at least (E29): a change of its own.
      work.set(work.clock, work.limitMs + turn.limitMs - was.limitMs, turn, index)
      return
    case 'move': {
      const limitMs = whole ? turn.limitMs : keptLimit(work, turn, was)
      // Only the record knows what was promised by the calendar of that day.
      work.set(turn.clock, limitMs, turn, index, isRecount(turn) ? was : undefined)
    }
  }
}

/**
 * Counts the run up to its end, or to `now`. `without` leaves out one turn: a pause with its end, or a move. What comes
 * after it keeps its amounts: a limit that was raised by 24 hours is still raised by 24 hours.
 */
export function replay(calendar: WorkCalendar, run: Run, now: number, without?: number): Replayed {
  const work = new Clockwork(calendar, run)
  const out = leftOut(run.turns, without)
  let [was, agrees]: [Setting, boolean] = [run.start, true]
  run.turns.forEach((turn, index) => {
    if (!out.has(index)) {
      take(work, { turn, index, was, whole: without === undefined })
      if ('dueAt' in turn) agrees = (agrees || isRecount(turn)) && work.isDueAt(turn.dueAt)
    }
    if (turn.op === 'pause') was = { ...was, dueAt: null }
    if ('dueAt' in turn) was = { clock: was.clock, ...turn }
  })
  const setting = work.setting()
  const end = run.turns.find(({ op }) => op === 'end')
  work.close(end?.at ?? Math.max(now, run.turns.at(-1)?.at ?? now), end === undefined)
  return { ...setting, segments: work.segments, changes: work.changes, usedMs: work.usedMs, agrees }
}
