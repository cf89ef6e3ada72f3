// The scale of a strip of time: which stretch it shows, where an instant lies on it, and where its ticks stand.
import type { ExplainedClock } from '@gezhi/core/cases/clock.api'
import { DAY, HOUR, MINUTE } from '@gezhi/core/kernel/calendar'
import { wallTime } from '../time/format.ts'

export interface Scale {
  readonly from: number
  readonly to: number
  /** Place on the strip in percent, 0–100. */
  readonly at: (instant: number) => number
}

/** Distances between ticks that people count in. */
const STEPS = [5, 10, 30, 60, 180, 360, 720, 1440, 2880, 10_080, 20_160, 43_200, 129_600].map(
  (m) => m * MINUTE,
)
const MOST_TICKS = 8
/** Room right of the last mark, so that its label stays on the strip. */
const MARGIN = 0.04
const ZONE_MS = 8 * HOUR

export function scaleOf({ startedAt, endedAt, dueAt, moves, verdict }: ExplainedClock, now: number): Scale {
  const marks = [endedAt ?? now, dueAt ?? 0, verdict.judgedAt, ...moves.map(({ after }) => after.dueAt ?? 0)]
  const length = Math.max(MINUTE, Math.max(...marks) - startedAt)
  const to = startedAt + Math.ceil(length * (1 + MARGIN))
  const at = (instant: number): number =>
    Math.min(100, Math.max(0, (100 * (instant - startedAt)) / (to - startedAt)))
  return { from: startedAt, to, at }
}

export interface Tick {
  readonly at: number
  readonly label: string
}

/** Ticks on whole hours and days of Beijing; days are named by date, hours by time. */
export function ticksOf({ from, to }: Scale): Tick[] {
  const step =
    STEPS.find((one) => (to - from) / one <= MOST_TICKS) ?? Math.ceil((to - from) / MOST_TICKS / DAY) * DAY
  const first = Math.ceil((from + ZONE_MS) / step) * step - ZONE_MS
  const ticks: Tick[] = []
  for (let at = first; at < to; at += step) {
    const { date, time } = wallTime(at)
    ticks.push({ at, label: time === '00:00' || step >= DAY ? date : time })
  }
  return ticks
}
