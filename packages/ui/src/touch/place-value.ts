import type { Place } from '@gezhi/core/cases/schemas'
import type { LonLat } from '@gezhi/core/kernel/geo'

/** A place in the making: the point, how exact the device was (null when picked by hand), and words to find it. */
export interface PlaceValue {
  readonly point: LonLat | null
  readonly accuracyM: number | null
  readonly address: string
}

/** A place of a register, to be chosen from a list. */
export interface KnownPlace {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly point: LonLat
}

/** The place as commands carry it: our map is CGCS2000, devices speak WGS-84. Null while no point is given. */
export function placeOf({ point, accuracyM, address }: PlaceValue): Place | null {
  if (!point) return null
  const words = address.trim()
  return {
    lon: point[0],
    lat: point[1],
    ...(accuracyM === null ? { datum: 'CGCS2000' as const } : { datum: 'WGS84' as const, accuracyM }),
    ...(words ? { address: words } : {}),
  }
}
