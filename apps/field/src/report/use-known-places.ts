import type { RecordOnDevice } from '@gezhi/core/library/device'
import type { HeldPoint } from '@gezhi/core/patrol/point'
import { useMemo } from 'react'
import { useRows } from '../offline/held.ts'

export interface KnownPlace {
  readonly id: string
  readonly name: string
  readonly initials: string
  /** What is written as the address of something that is there. */
  readonly words: string
  readonly lon: number
  readonly lat: number
}

/** Components (lamps, hydrants) are points already, and there are thousands of them. */
const PLACES: readonly string[] = ['BUILDING', 'FACILITY', 'SCHOOL', 'FACTORY']

/** Buildings, facilities and points that this device knows with their place. */
export function useKnownPlaces(): readonly KnownPlace[] {
  const [records, points] = [useRows<RecordOnDevice>('library'), useRows<HeldPoint>('points')]
  return useMemo(() => {
    const places = (records ?? []).flatMap(
      ({ id, register, name, address, initials, place }): KnownPlace[] => {
        const [lon, lat] = place ?? []
        return lon === undefined || lat === undefined || !PLACES.includes(register)
          ? []
          : [{ id, name, initials, words: address || name, lon, lat }]
      },
    )
    const known = new Set(places.map(({ id }) => id))
    const others = (points ?? []).flatMap(({ id, name, lon, lat, kind }): KnownPlace[] =>
      known.has(id) || kind === 'CAMERA' ? [] : [{ id, name, initials: '', words: name, lon, lat }],
    )
    return [...places, ...others]
  }, [records, points])
}
