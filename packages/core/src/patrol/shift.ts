// Until when a patrol may run: it ends by itself, so that nobody's way home is recorded (domain specification §4.5, R-P-27).
const HOUR = 3_600_000
const DAY = 86_400_000
/** Outside of duty hours somebody is called out for a while, not for a night. */
const CALLED_OUT_MS = 4 * HOUR

/** Milliseconds of the local day, and east of UTC. */
export interface DutyHours {
  readonly offset: number
  readonly duty: { readonly from: number; readonly to: number }
}

/** When a patrol that began at `startedAt` ends by itself: with the duty hours, or four hours after a start outside them. */
export function shiftEnd(startedAt: number, { offset, duty }: DutyHours): number {
  const local = (startedAt + offset) % DAY
  const midnight = startedAt - local
  if (local >= duty.from && local < duty.to) return midnight + duty.to
  const nextDuty = midnight + duty.from + (local < duty.from ? 0 : DAY)
  return Math.min(startedAt + CALLED_OUT_MS, nextDuty)
}
