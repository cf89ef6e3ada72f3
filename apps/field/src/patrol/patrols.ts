/**
 * The one patrol of this device: begun and ended by its person, ended by itself with the shift. The device is asked where
 * it is from `start` to the end and at no other moment (domain specification §4.5, R-P-27).
 */
import type { Notes } from '@gezhi/client/device.notes'
import { newId } from '@gezhi/client/ids'
import type { Outbox } from '@gezhi/client/outbox'
import type { Position } from '@gezhi/core/patrol/track'
import type { Street } from '@gezhi/core/patrol/streets'
import { isOver, recordOf, type Seen, type Walk, withPosition, withVisit } from './walk.ts'

const NOTE = 'patrol'
/** A kill of the app costs at most this much of a track; points are kept at once. */
const SAVE_MS = 20_000

export interface PatrolsGiven {
  readonly notes: Pick<Notes, 'get' | 'put' | 'remove'>
  readonly outbox: Pick<Outbox, 'add' | 'entries'>
  /** Undefined where the browser has none: points count all the same. */
  readonly geolocation: Pick<Geolocation, 'watchPosition' | 'clearWatch'> | undefined
  /** Server time in milliseconds. */
  readonly now: () => number
  readonly shiftEnd: (startedAt: number) => number
  /** Streets of a grid as far as this device has them. */
  readonly streets: (grid: string) => Promise<readonly Street[]>
}

export interface PatrolState {
  /** Undefined until the device was asked. */
  readonly walk: Walk | null | undefined
  /** How the last one ended while nobody looked. */
  readonly endedByShift: boolean
  readonly denied: boolean
}

export interface Patrols {
  readonly state: () => PatrolState
  readonly subscribe: (listener: () => void) => () => void
  /** Takes up what was under way when the app was closed, or ends it when its shift is over. */
  readonly open: () => Promise<void>
  readonly start: (grid: string) => Promise<void>
  readonly see: (seen: Seen) => Promise<void>
  readonly stop: () => Promise<void>
  /** The app closes or another person comes: nothing is read any more; the patrol stays. */
  readonly close: () => void
}

export function createPatrols(given: PatrolsGiven): Patrols {
  const { notes, outbox, geolocation, now } = given
  const listeners = new Set<() => void>()
  let state: PatrolState = { walk: undefined, endedByShift: false, denied: false }
  let watch: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let savedAt = 0

  function become(change: Partial<PatrolState>): void {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  const save = async (walk: Walk): Promise<void> => {
    savedAt = now()
    await notes.put(NOTE, walk)
  }

  function unwatch(): void {
    if (watch !== null) geolocation?.clearWatch(watch)
    watch = null
    clearTimeout(timer)
  }

  function take({ coords, timestamp }: GeolocationPosition): void {
    const { walk } = state
    if (!walk) return unwatch()
    if (isOver(walk, now())) return void finish('SHIFT')
    // By the server's clock, and never later than now: some devices give positions of the future.
    const position: Position = {
      at: Math.round(Math.min(now(), timestamp + now() - Date.now())),
      lon: coords.longitude,
      lat: coords.latitude,
      accuracyM: coords.accuracy,
    }
    const next = withPosition(walk, position)
    become({ walk: next, denied: false })
    if (now() - savedAt >= SAVE_MS) void save(next)
  }

  function follow(walk: Walk): void {
    unwatch()
    timer = setTimeout(() => void finish('SHIFT'), Math.max(0, walk.endsAt - now()))
    watch =
      geolocation?.watchPosition(take, ({ code }) => become({ denied: code === 1 }), {
        enableHighAccuracy: true,
        maximumAge: 5000,
        timeout: 60_000,
      }) ?? null
  }

  /** Reduced here: what leaves the device has no position in it, and the track is gone with the note. */
  async function finish(end: 'PERSON' | 'SHIFT'): Promise<void> {
    const { walk } = state
    if (!walk) return
    unwatch()
    const endedAt = Math.min(now(), walk.endsAt)
    become({ walk: null, endedByShift: end === 'SHIFT' })
    // A kill from here on leaves a patrol that is over: it is told at the next start, and nothing is read any more.
    await save({ ...walk, endsAt: endedAt })
    const body = recordOf(walk, await given.streets(walk.grid), { endedAt, end, now: now() })
    const files = body.visits.flatMap(({ photo }) => (photo ? [photo] : []))
    if (!outbox.entries().some(({ stream }) => stream === walk.id))
      await outbox.add({ kind: 'patrol', stream: walk.id, body, files })
    await notes.remove(NOTE)
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async open() {
      // Gate: written by `save` only.
      const walk = ((await notes.get(NOTE)) as Walk | undefined) ?? null
      become({ walk })
      if (walk && isOver(walk, now())) await finish('SHIFT')
      else if (walk) follow(walk)
    },
    async start(grid) {
      if (state.walk) return
      const startedAt = now()
      const walk: Walk = {
        id: newId(),
        grid,
        startedAt,
        endsAt: given.shiftEnd(startedAt),
        visits: [],
        track: [],
      }
      await save(walk)
      become({ walk, endedByShift: false, denied: false })
      follow(walk)
    },
    async see(seen) {
      if (!state.walk) return
      const walk = withVisit(state.walk, seen)
      become({ walk })
      await save(walk)
    },
    stop: () => finish('PERSON'),
    close() {
      unwatch()
      if (state.walk) void save(state.walk)
    },
  }
}
