// Where a verifier stood: within fifty metres of the case, or a reason of the list (domain specification §2.9).
import { distanceM, type LonLat } from '../kernel/geo.ts'
import type { Place } from './schemas.ts'

/** A verifier within this distance of the place needs no reason. */
const VERIFY_RADIUS_M = 50

export interface VerifyPlace {
  readonly place?: Pick<Place, 'lon' | 'lat'> | undefined
  readonly placeReason?: string | undefined
}

/** Whole metres between verifier and case; undefined when no position was given. */
export const verifyDistanceM = ({ place }: VerifyPlace, at: LonLat): number | undefined =>
  place && Math.round(distanceM([place.lon, place.lat], at))

/** What a verification lacks before it can be taken; who verifies on the spot gives a position or says why not. */
export function verifyPlaceLack(
  given: VerifyPlace,
  at: LonLat,
  onTheSpot: boolean,
): 'case/verify-place' | 'case/verify-position' | null {
  if (given.placeReason) return null
  const distance = verifyDistanceM(given, at)
  if (distance === undefined) return onTheSpot ? 'case/verify-position' : null
  return distance > VERIFY_RADIUS_M ? 'case/verify-place' : null
}
