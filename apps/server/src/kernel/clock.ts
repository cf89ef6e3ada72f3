import { findClockOffset, keepClockOffset } from './clock.store.ts'
import type { Db } from './database.ts'
import type { Scheduler } from './scheduler.ts'

/** The longest way the demo clock may go at once: one year. */
export const LONGEST_MOVE_MS = 366 * 86_400_000

/** The clock of the server: real time, or ahead of it in a demonstration. */
export interface Clock {
  readonly now: () => number
  /**
   * Demonstrations only. Lives through the time up to `target`: stops at every due deadline, fires it at its own
   * time, and answers how many were fired. Never goes back.
   */
  readonly moveTo: (target: number, scheduler: Scheduler) => Promise<number>
}

/** Real time plus the kept offset; the offset only counts in a demonstration. */
export async function openClock(db: Db, demo: boolean): Promise<Clock> {
  let offset = demo ? await findClockOffset(db) : 0
  let moving: Promise<unknown> = Promise.resolve()
  const now = () => Date.now() + offset

  async function set(time: number): Promise<void> {
    if (time <= now()) return
    offset = time - Date.now()
    await keepClockOffset(db, offset)
  }

  async function live(target: number, scheduler: Scheduler): Promise<number> {
    let fired = await scheduler.fireDue()
    for (;;) {
      const next = await scheduler.nextDue()
      if (next === null || next > target) break
      await set(next)
      fired += await scheduler.fireDue()
    }
    await set(target)
    return fired
  }

  return {
    now,
    moveTo(target, scheduler) {
      const move = moving.then(() => scheduler.holdTicks(() => live(target, scheduler)))
      moving = move.catch(() => {})
      return move
    },
  }
}
