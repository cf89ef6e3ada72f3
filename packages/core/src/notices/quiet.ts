// When a message may leave: quiet hours of the district, absence of the person, and a moment to gather what comes together.
import { DAY, startOfDay, dayOf, SECOND, type WorkCalendar } from '../kernel/calendar.ts'

/** Local times of day in milliseconds, e.g. 21:00 to 07:00; `from` may lie after `to`. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

/** What a post has said about being told. */
export interface NoticeHabits {
  /** On call at night: urgent notices go through. True until the post says otherwise. */
  readonly onCall: boolean
  /** Milliseconds; null: not away. Nothing leaves for the post between the two. */
  readonly awayFrom: number | null
  readonly awayTo: number | null
}
export const USUAL_HABITS: NoticeHabits = { onCall: true, awayFrom: null, awayTo: null }

/** What is not urgent waits this long, so that what comes together leaves as one message. */
export const GATHER_MS = 30 * SECOND
/** Between two messages to one recipient by one channel: what comes in between is gathered. */
export const SPACING_MS = { loud: 20 * SECOND, quiet: 300 * SECOND } as const

const isAway = ({ awayFrom, awayTo }: NoticeHabits, at: number): boolean =>
  awayFrom !== null && awayTo !== null && awayFrom <= at && at < awayTo

/** End of the quiet hours that `at` lies in, or null outside of them. */
export function quietUntil(
  quiet: QuietHours | null,
  calendar: Pick<WorkCalendar, 'offset'>,
  at: number,
): number | null {
  if (quiet === null || quiet.from === quiet.to) return null
  const midnight = startOfDay(calendar as WorkCalendar, dayOf(calendar as WorkCalendar, at))
  const time = at - midnight
  const { from, to } = quiet
  if (from < to) return from <= time && time < to ? midnight + to : null
  if (time >= from) return midnight + DAY + to
  return time < to ? midnight + to : null
}

/** When a message of a notice that was made at `at` may leave for somebody with these habits. */
export function leavesAt(
  at: number,
  loud: boolean,
  {
    quiet,
    calendar,
    habits,
  }: { readonly quiet: QuietHours | null; readonly calendar: WorkCalendar; readonly habits: NoticeHabits },
): number {
  const back = isAway(habits, at) ? (habits.awayTo ?? at) : at
  if (loud && habits.onCall) return back
  return quietUntil(quiet, calendar, back) ?? (back > at ? back : at + (loud ? 0 : GATHER_MS))
}
