import { call } from '@gezhi/client/call'
import { libraryApi } from '@gezhi/core/library/library.api'
import { useGezhi } from '@gezhi/ui/data'
import { type LayerGroup, showGroups, showPlaces } from '@gezhi/ui/map'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { TheMap } from './useSketch.ts'

/** Below, a view holds more facilities and components than anybody can tell apart. */
const FROM_ZOOM = 15
const MOST = 200
const SORTS = ['FACILITY', 'COMPONENT'] as const

/** West, south, east, north of what is seen, in 0.0001° (8 m); null while the map is too far away. */
function useView(map: TheMap): string | null {
  const [view, setView] = useState<string | null>(null)
  useEffect(() => {
    if (!map) return
    const look = (): void => {
      const bounds = map.getBounds()
      const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
      setView(map.getZoom() < FROM_ZOOM ? null : box.map((degrees) => degrees.toFixed(4)).join(','))
    }
    look()
    map.on('moveend', look)
    return () => void map.off('moveend', look)
  }, [map])
  return view
}

/** Keeps the layers of the map as they are wanted. Tells whether facilities are all there, some, or too far away. */
export function usePlaces(map: TheMap, layers: readonly LayerGroup[]): 'all' | 'some' | 'far' {
  const { theme } = useGezhi()
  const bbox = useView(map)
  const wanted = SORTS.filter((sort) => layers.includes(sort))
  const { data } = useQuery({
    queryKey: ['library', 'on-map', wanted, bbox],
    queryFn: async ({ signal }) => {
      const query = { bbox: bbox ?? '', limit: MOST }
      const pages = await Promise.all(
        wanted.map((register) => call(libraryApi.records, { params: { register }, query }, { signal })),
      )
      return {
        more: pages.some(({ next }) => next !== null),
        marks: pages.flatMap(({ records }, index) =>
          records.flatMap(({ name, place }) => {
            const [lon, lat] = place ?? []
            const sort = wanted[index]
            return lon === undefined || lat === undefined || !sort
              ? []
              : [{ name, sort, place: [lon, lat] as const }]
          }),
        ),
      }
    },
    enabled: bbox !== null && wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const seen = bbox !== null && wanted.length > 0 ? data : undefined
  useEffect(() => {
    if (map) showPlaces(map, theme, seen?.marks ?? [])
  }, [map, theme, seen])
  useEffect(() => {
    if (map) showGroups(map, layers)
  }, [map, layers])
  return bbox === null ? 'far' : seen?.more ? 'some' : 'all'
}
