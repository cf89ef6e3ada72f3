import { useGezhi } from '@gezhi/ui/data'
import { type LayerGroup, PLACE_LAYERS, showGroups, showPlaces } from '@gezhi/ui/map'
import { useEffect } from 'react'
import { seesLibrary } from '../library/roles.ts'
import { useSession } from '../session/session.ts'
import type { TheMap } from './useSketch.ts'

/** Keeps the layers of the map as they are wanted. */
export function usePlaces(map: TheMap, layers: readonly LayerGroup[]): void {
  const { theme } = useGezhi()
  const { post } = useSession()
  const sees = seesLibrary(post.role)
  useEffect(() => {
    if (!map) return
    showPlaces(map, theme, sees ? PLACE_LAYERS.filter((layer) => layers.includes(layer)) : [])
  }, [map, theme, layers, sees])
  useEffect(() => {
    if (map) showGroups(map, layers)
  }, [map, layers])
}
