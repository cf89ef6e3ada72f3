import { createClock, type ServerClock } from '@gezhi/client/clock'

const STORE = 'gezhi.field.clock'
/** Slower or faster than this is said: deadlines would be misread by people who look at the clock of the device. */
const MUCH_MS = 5 * 60_000

function lastOffset(): number {
  try {
    return Number(localStorage.getItem(STORE)) || 0
  } catch {
    return 0
  }
}

function keepOffset(offset: number): void {
  try {
    localStorage.setItem(STORE, String(offset))
  } catch {
    // Storage forbidden or full: without the network the device's own clock counts.
  }
}

/** The server's time; without the network by what the device knew of its own clock when it was last there. */
export const ownClock = (): ServerClock => createClock(Date.now, { first: lastOffset(), keep: keepOffset })

const MINUTE_MS = 60_000

/** Milliseconds, in whole minutes, by which this device's clock is ahead of the centre's; null when it is right enough. */
export function wrongBy(clock: ServerClock): number | null {
  const ahead = Math.round((Date.now() - clock.now()) / MINUTE_MS) * MINUTE_MS
  return Math.abs(ahead) > MUCH_MS ? ahead : null
}
