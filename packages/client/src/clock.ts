/** The server's time on this device: deadlines count down by the clock that judges them. */
export interface ServerClock {
  /** Milliseconds since 1970 by the server's clock. */
  now(): number
  /** Takes one answer of the server into account; `sentAt` and `receivedAt` are local milliseconds. */
  sync(serverNow: number, sentAt: number, receivedAt: number): void
}

/** A local clock that differs by more was set by somebody meanwhile: what was known of it is no longer true. */
const LEAP_MS = 60_000
const KEEP_MS = 10 * 60_000

/** What a device knew of its clock when the server last answered, in milliseconds: server minus local. */
export interface KnownOffset {
  readonly first: number
  readonly keep: (offset: number) => void
}

/**
 * Starts with the offset that is known, if any. Of several answers the one with the shortest round trip wins for ten
 * minutes, because half the round trip bounds the error; later a fresh answer wins, as local clocks drift.
 */
export function createClock(localNow: () => number = Date.now, known?: KnownOffset): ServerClock {
  let offset = known?.first ?? 0
  let best = { roundTrip: Infinity, at: -Infinity }
  return {
    now: () => localNow() + offset,
    sync(serverNow, sentAt, receivedAt) {
      const roundTrip = Math.max(0, receivedAt - sentAt)
      const fresh = Math.round(serverNow + roundTrip / 2 - receivedAt)
      const worse = roundTrip > best.roundTrip && receivedAt - best.at < KEEP_MS
      if (worse && Math.abs(fresh - offset) < LEAP_MS) return
      best = { roundTrip, at: receivedAt }
      offset = fresh
      known?.keep(offset)
    },
  }
}
