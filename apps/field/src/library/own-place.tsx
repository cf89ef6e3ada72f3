import type { LonLat } from '@gezhi/core/kernel/geo'
import type { RecordOnDevice } from '@gezhi/core/library/device'
import { PlaceField } from '@gezhi/ui/touch'
import type { KnownPlace } from '@gezhi/ui/touch/place-value'
import { type ComponentProps, type ReactNode, useCallback, useMemo } from 'react'
import { useRows } from '../offline/held.ts'
import { find } from './find.ts'
import { useShelf } from './use-shelf.ts'

/** More would be a list to read, not one to choose from. */
const MOST = 5

/** Finds places of the own grids on this device; a door stands where its building does. */
function usePlaces(): (words: string) => readonly KnownPlace[] {
  const shelf = useShelf()
  const records = useRows<RecordOnDevice>('library')
  const points = useMemo(
    () => new Map((records ?? []).map(({ id, place }): [string, LonLat | null] => [id, pointOf(place)])),
    [records],
  )
  return useCallback(
    (words) =>
      (shelf ? find(shelf, words, MOST) : []).flatMap(({ id, building, name, address }) => {
        const point = points.get(building ?? id)
        return point ? [{ id, name, address, point }] : []
      }),
    [shelf, points],
  )
}

const pointOf = (place: RecordOnDevice['place']): LonLat | null => {
  const [lon, lat] = place ?? []
  return lon === undefined || lat === undefined ? null : [lon, lat]
}

/** Where it is, with the places of this device to choose from: a position may be refused and a map may not be drawn. */
export function OwnPlaceField(given: Omit<ComponentProps<typeof PlaceField>, 'find'>): ReactNode {
  return <PlaceField {...given} find={usePlaces()} />
}
