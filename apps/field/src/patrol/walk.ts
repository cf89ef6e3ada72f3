// A patrol under way, as it lies on the device: what was seen, and the track until it is reduced. Pure.
import type { PatrolCommand, Visit } from '@gezhi/core/patrol/commands'
import { distanceM } from '@gezhi/core/kernel/geo'
import type { HeldPoint } from '@gezhi/core/patrol/point'
import type { Street } from '@gezhi/core/patrol/streets'
import { isFarFrom, sounded, walkedStreets, type Position } from '@gezhi/core/patrol/track'

export interface Walk {
  /** Id of the stream, made when it began: recording twice is recording once. */
  readonly id: string
  readonly grid: string
  readonly startedAt: number
  /** When it ends by itself. */
  readonly endsAt: number
  readonly visits: readonly Visit[]
  readonly track: readonly Position[]
}

/** Standing still says nothing new: so many metres or milliseconds until the next position is kept. */
const APART_M = 8
const APART_MS = 30_000
/** However long the device lay in a drawer (domain specification §4.5, R-P-27). */
const LONGEST_KEPT_MS = 30 * 86_400_000

export function withPosition(walk: Walk, position: Position): Walk {
  const last = walk.track.at(-1)
  const isNew =
    !last ||
    position.at - last.at >= APART_MS ||
    distanceM([last.lon, last.lat], [position.lon, position.lat]) >= APART_M
  return isNew && position.at >= walk.startedAt && position.at <= walk.endsAt
    ? { ...walk, track: [...walk.track, position] }
    : walk
}

export const hasSeen = ({ visits }: Walk, point: Pick<HeldPoint, 'id'>): boolean =>
  visits.some((visit) => visit.point === point.id)

export interface Seen {
  readonly point: HeldPoint
  readonly at: number
  readonly means: Visit['means']
  readonly photo?: string | undefined
}

/** A point counts once. A position far from it makes it uncertain, never refused (domain specification §8). */
export function withVisit(walk: Walk, { point, at, means, photo }: Seen): Walk {
  if (hasSeen(walk, point)) return walk
  const uncertain = isFarFrom(
    sounded(walk.track).filter(({ sound }) => sound),
    at,
    [point.lon, point.lat],
  )
  const visit: Visit = { point: point.id, at, means, uncertain, ...(photo ? { photo } : {}) }
  return { ...walk, visits: [...walk.visits, visit] }
}

export const isOver = ({ endsAt }: Walk, now: number): boolean => now >= endsAt
/** Too old to be told by its track: what was seen is told, where somebody went is forgotten. */
const isStale = ({ startedAt }: Walk, now: number): boolean => now - startedAt > LONGEST_KEPT_MS

/** How good the positions were, taken together. */
function positionsOf(track: readonly Position[]): 'SOUND' | 'UNCERTAIN' | 'NONE' {
  const all = sounded(track)
  if (!all.some(({ sound }) => sound)) return all.length === 0 ? 'NONE' : 'UNCERTAIN'
  const wrong = all.filter(({ sound }) => !sound).length
  return wrong * 5 > all.length ? 'UNCERTAIN' : 'SOUND'
}

/**
 * What the centre is told: points with their times, metres of streets. Not one position of the track is in it, and the
 * caller forgets the track with this.
 */
export function recordOf(
  walk: Walk,
  streets: readonly Street[],
  { endedAt, end, now }: { readonly endedAt: number; readonly end: 'PERSON' | 'SHIFT'; readonly now: number },
): Extract<PatrolCommand, { type: 'record' }> {
  const track = isStale(walk, now) ? [] : walk.track
  const last = Math.max(walk.startedAt, Math.min(endedAt, walk.endsAt))
  return {
    type: 'record',
    grid: walk.grid,
    startedAt: walk.startedAt,
    endedAt: last,
    end,
    positions: positionsOf(track),
    visits: walk.visits.map((visit) => ({ ...visit, at: Math.min(visit.at, last) })),
    streets: track.length === 0 ? [] : [...walkedStreets(streets, sounded(track))],
  }
}
