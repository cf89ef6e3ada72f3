// Before a report is sent: which cases under way may be the same matter, and what is commonly reported around here. Pure.
import type { CatalogueItem } from '../districts/district.ts'
import { distanceM, type LonLat } from '../kernel/geo.ts'
import type { CaseSummary } from './case.view.ts'
import type { CaseStateName } from './states.ts'

/** Where an item names no radius of its own, and for cases that are not classified yet (domain specification §2.10). */
const RADIUS_M = 200
/** While nothing is chosen every open case so near is worth a look: the other side of a street. */
const AT_HAND_M = 50
/** What fits above the send button of a phone; more would be searching, which the list of cases does better. */
const MOST_ALIKE = 3
const AROUND_M = 500

/** The work on it is not judged to be done yet. What is seen after that is the matter come back: a new case. */
const UNDONE: readonly CaseStateName[] = [
  'REPORTED',
  'NEEDS_INFO',
  'POOLED',
  'ASSIGNED',
  'HANDLING',
  'JOINT',
  'ESCALATED',
  'TASKFORCE',
  'SUSPENDED',
  'TO_VERIFY',
]

type Item = Pick<CatalogueItem, 'family' | 'radiusM'>
type ItemOf = (code: string) => Item | undefined

export interface Sighting {
  readonly point: LonLat
  /** Radius of the device's position in metres; null when the point was picked by hand. */
  readonly accuracyM: number | null
  /** Catalogue code; null while nothing is chosen. */
  readonly item: string | null
}

export interface Alike {
  readonly case: CaseSummary
  /** Between the two places, in whole metres. */
  readonly metres: number
}

const metresTo = ({ lon, lat }: CaseSummary, point: LonLat): number => distanceM([lon, lat], point)

/** How far from the case a sighting may be and still mean it; null when the two cannot be one matter. */
function reachOf(one: CaseSummary, item: string | null, itemOf: ItemOf): number | null {
  const theirs = one.item === null ? undefined : itemOf(one.item)
  if (item === null) return AT_HAND_M
  const mine = itemOf(item)
  if (mine && theirs && mine.family !== theirs.family) return null
  return theirs?.radiusM ?? RADIUS_M
}

/**
 * Cases still being worked on that the sighting may be about, the likeliest first, at most three: of one family and within the radius in
 * which the centre would merge them (domain specification §2.10). An inexact position reaches as much farther as it may
 * be wrong, at most as far again. Sensitive cases are never shown: they would tell a passer-by what happened next door.
 */
export function alikeNearby(
  { point, accuracyM, item }: Sighting,
  cases: readonly CaseSummary[],
  itemOf: ItemOf,
): readonly Alike[] {
  return cases
    .flatMap((one) => {
      if (!UNDONE.includes(one.state) || one.sensitive) return []
      const reach = reachOf(one, item, itemOf)
      if (reach === null) return []
      const metres = metresTo(one, point)
      return metres <= reach + Math.min(accuracyM ?? 0, reach)
        ? [{ case: one, metres: Math.round(metres) }]
        : []
    })
    .toSorted((a, b) => Number(b.case.item === item) - Number(a.case.item === item) || a.metres - b.metres)
    .slice(0, MOST_ALIKE)
}

/** Items of the cases within 500 m, the most frequent first, then the nearest: what is commonly reported here. */
export function commonAround(point: LonLat, cases: readonly CaseSummary[], most: number): readonly string[] {
  const counted = new Map<string, { times: number; metres: number }>()
  for (const one of cases) {
    const metres = metresTo(one, point)
    if (one.item === null || one.sensitive || metres > AROUND_M) continue
    const { times = 0, metres: nearest = Infinity } = counted.get(one.item) ?? {}
    counted.set(one.item, { times: times + 1, metres: Math.min(nearest, metres) })
  }
  return [...counted]
    .toSorted(([, a], [, b]) => b.times - a.times || a.metres - b.metres)
    .slice(0, most)
    .map(([code]) => code)
}
