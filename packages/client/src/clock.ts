/** The server's time on this device: deadlines count down by the clock that judges them. */
export interface ServerClock {
  /** Milliseconds since 1970 by the server's clock. */
  now(): number
  /** Takes one answer of the server into account; `sentAt` and `receivedAt` are local milliseconds. */
  sync(serverNow: number, sentAt: number, receivedAt: number): void
}

/**
 * Starts without offset. Of several answers the one with the shortest round trip wins for ten minutes,
 * because half the round trip bounds the error; later a fresh answer wins, as local clocks drift.
 */
export function createClock(localNow: () => number = Date.now): ServerClock {
  const KEEP_MS = 10 * 60_000
  let offset = 0
  let best = { roundTrip: Infinity, at: -Infinity }
  return {
    now: () => localNow() + offset,
    sync(serverNow, sentAt, receivedAt) {
      const roundTrip = Math.max(0, receivedAt - sentAt)
      if (roundTrip > best.roundTrip && receivedAt - best.at < KEEP_MS) return
      best = { roundTrip, at: receivedAt }
      offset = Math.round(serverNow + roundTrip / 2 - receivedAt)
    },
  }
}
